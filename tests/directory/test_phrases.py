"""Small German sentences about ages, distances and dates."""

from datetime import date, timedelta

import pytest

from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import languages, phrases
from tests.factories import NOW


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (0, "0 Jahre"),
        (1, "1 Monat"),
        (2, "2 Monate"),
        (6, "6 Monate"),
        (12, "1 Jahr"),
        (18, "18 Monate"),
        (23, "23 Monate"),
        (24, "2 Jahre"),
        (30, "2½ Jahre"),
        (36, "3 Jahre"),
        (42, "3½ Jahre"),
        (216, "18 Jahre"),
    ],
)
def test_age_as_parents_say_it(months, said):
    assert phrases.age(months) == said


@pytest.mark.parametrize(
    ("for_pregnancy", "age_from", "age_to", "said"),
    [
        (False, None, None, ""),
        (False, 0, None, ""),
        (False, None, 35, "Kinder bis zum 3. Geburtstag"),
        (False, 0, 35, "Kinder bis zum 3. Geburtstag"),
        (False, 0, 11, "Kinder bis zum 1. Geburtstag"),
        (False, 0, 5, "Kinder bis 5 Monate"),
        (False, 0, 215, "Kinder bis zum 18. Geburtstag"),
        (False, 12, 35, "ab 1 Jahr bis zum 3. Geburtstag"),
        (False, 36, None, "ab 3 Jahre"),
        (False, 36, 323, "ab 3 Jahre bis zum 27. Geburtstag"),
        (False, 36, 324, "ab 3 Jahre"),
        (False, 168, 320, "ab 14 Jahre bis 26 Jahre"),
        (True, None, None, "ab der Schwangerschaft"),
        (True, 0, None, "ab der Schwangerschaft"),
        (True, None, 35, "Schwangerschaft bis zum 3. Geburtstag"),
        (True, 0, 11, "Schwangerschaft bis zum 1. Geburtstag"),
        (True, 0, 0, "Schwangerschaft, Geburt und die ersten Wochen"),
        (True, None, 0, "Schwangerschaft, Geburt und die ersten Wochen"),
        (False, 0, 0, "Neugeborene"),
    ],
)
def test_for_which_ages_an_offer_is(for_pregnancy, age_from, age_to, said):
    assert phrases.ages(Offer(for_pregnancy=for_pregnancy, age_from=age_from, age_to=age_to)) == said


@pytest.mark.parametrize(
    ("kilometres", "said"), [(None, ""), (0.0, "unter 1 km"), (0.99, "unter 1 km"), (1.0, "1 km"), (12.4, "12 km")]
)
def test_distance_as_people_say_it(kilometres, said):
    assert phrases.distance(kilometres) == said


@pytest.mark.parametrize(("kilometres", "said"), [(None, ""), (0.0, "etwa 1 km"), (12.4, "etwa 12 km")])
def test_distance_from_the_middle_of_a_plz_never_says_next_door(kilometres, said):
    assert phrases.distance(kilometres, is_rough=True) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(0), "heute"),
        (timedelta(hours=-1), "heute"),
        # 10 o'clock in Berlin: eleven hours before it was yesterday
        (timedelta(hours=11), "gestern"),
        (timedelta(days=1), "gestern"),
        (timedelta(days=2), "vor 2 Tagen"),
        (timedelta(days=59), "vor 59 Tagen"),
        (timedelta(days=60), "vor 2 Monaten"),
        (timedelta(days=365), "vor 12 Monaten"),
    ],
)
def test_how_long_ago_in_days_of_the_calendar(before, said):
    assert phrases.ago(NOW - before, NOW) == said


def test_day_is_written_as_in_a_letter():
    assert phrases.day(date(2026, 1, 9)) == "09.01.2026"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "Deutsch"),
        ("ar", "Arabisch"),
        ("uk", "Ukrainisch"),
        ("de-ls", "Leichte Sprache"),
        ("gsg", "Deutsche Gebärdensprache"),
        ("ti", "Tigrinya"),
        ("xx", "xx"),
    ],
)
def test_language_has_a_german_name(code, name):
    assert languages.name(code) == name
