"""What stands in a field can be read again as it stands, and says what is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.common.errors import DomainError
from schutznetz.directory.importing.values import hours_text
from schutznetz.directory.models import OLDEST_MONTHS
from schutznetz.directory.presenting import typed

HOURS = [
    ("Mo-Fr 08:00-16:00", "Mo–Fr 8–16 Uhr"),
    ("Mo-Fr 08:00-12:00,13:00-16:30; PH off", "Mo–Fr 8–12 Uhr und 13–16:30 Uhr; an Feiertagen geschlossen"),
    ('Mo,We 08:00-12:00 || unknown "nach Vereinbarung"', "Mo, Mi 8–12 Uhr; nach Vereinbarung"),
    ("24/7", "rund um die Uhr"),
    ('unknown "nach Vereinbarung"', "nach Vereinbarung"),
    ("Mo off; Tu-Fr 07:30+", "Mo geschlossen; Di–Fr ab 7:30 Uhr"),
    ('Mo-Fr 08:00-12:00 "telefonisch"', "Mo–Fr 8–12 Uhr (telefonisch)"),
    ("Mo-Sa 10:00-18:00; SH off", "Mo–Sa 10–18 Uhr; in den Ferien geschlossen"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "said"), HOURS)
def test_hours_are_said_in_german_and_read_back(stored, said):
    assert typed.hours(stored) == said
    assert typed.read_hours(said) == stored


@pytest.mark.parametrize("stored", ["Mo-Fr 08:00-12:00; Sa,Su,PH 10:00-12:00", '24/7 "Bereitschaft"'])
def test_hours_that_german_would_not_say_exactly_stay_as_they_are(stored):
    assert typed.hours(stored) == stored


def test_free_words_stay_words_and_never_count_as_open():
    with pytest.raises(DomainError, match="nicht eindeutig"):
        typed.read_hours("jeden zweiten Montag")

    stored = typed.read_hours("jeden zweiten Montag", is_free=True)

    assert stored == 'unknown "jeden zweiten Montag"'
    assert typed.hours(stored) == "jeden zweiten Montag"


@pytest.mark.parametrize("text", ["mo-do 9-12", "Montag bis Donnerstag 9:00 bis 12:00 Uhr", "Mo - Do 09.00-12.00 Uhr"])
def test_same_times_in_other_words_are_nothing_to_look_at(text):
    assert typed.is_the_same(text, typed.hours(hours_text.parse(text)[0]))


def test_times_that_were_understood_as_something_else_are_shown():
    assert not typed.is_the_same("wochentags 9-12", "Mo–Fr 9–12 Uhr")


@given(st.integers(0, OLDEST_MONTHS))
def test_every_age_is_read_back(months):
    assert typed.read_age(typed.age(months)) == months
    assert typed.read_age(typed.last_age(months), is_last=True) == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3", 36), ("3 Jahre", 36), ("1,5 Jahre", 18), ("1½", 18), ("6 Monate", 6), ("Geburt", 0),
        ("18. Geburtstag", 216), (" ", None),
    ],
)  # fmt: skip
def test_ages_are_read_as_people_say_them(text, months):
    assert typed.read_age(text) == months


def test_last_month_before_a_birthday_is_meant():
    assert typed.read_age("18. Geburtstag", is_last=True) == 215
    assert typed.last_age(35) == "3. Geburtstag"


@pytest.mark.parametrize("text", ["drei", "3-6 Jahre", "9999 Jahre", "28 Jahre", "-1"])
def test_age_that_is_none_says_so(text):
    with pytest.raises(DomainError):
        typed.read_age(text)
