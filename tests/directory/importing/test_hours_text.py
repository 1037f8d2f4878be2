"""Hours as people write them. Not understood is better than wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.common import hours
from schutznetz.directory.importing.values import hours_text


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Mo-Fr 8-16 Uhr", "Mo-Fr 08:00-16:00"),
        ("Mo–Fr 8.30-14.30Uhr", "Mo-Fr 08:30-14:30"),
        ("Montag bis Freitag von 8:00 bis 16:00 Uhr", "Mo-Fr 08:00-16:00"),
        ("Mo-Do: 08.00 - 15.30 Uhr  Fr: 08:00 - 13.30 Uhr", "Mo-Th 08:00-15:30; Fr 08:00-13:30"),
        ("Mo, Mi und Fr 9-12 Uhr", "Mo,We,Fr 09:00-12:00"),
        ("Mo/Mi 9-12", "Mo,We 09:00-12:00"),
        ("Di 9-12 und 14-18 Uhr", "Tu 09:00-12:00,14:00-18:00"),
        ("Mo-Fr 8-12 Uhr, Di 14-18 Uhr", "Mo,We-Fr 08:00-12:00; Tu 08:00-12:00,14:00-18:00"),
        ("wochentags ab 8 Uhr; Mo, Di bis 16 Uhr, Fr bis 12 Uhr", "Mo,Tu 08:00-16:00; Fr 08:00-12:00; We,Th 08:00+"),
        ("samstags 10-12 Uhr (mit Anmeldung)", 'Sa 10:00-12:00 "mit Anmeldung"'),
        ("Mo-Fr 9-18 Uhr (in den Ferien ab 10 Uhr)", "Mo-Fr 09:00-18:00; SH 10:00+"),
        ("Mo-Fr 8-16 Uhr, feiertags geschlossen", "Mo-Fr 08:00-16:00; PH off"),
        ("Mo, Di, Do, Fr 9-12 Uhr, Mi geschlossen", "Mo,Tu,Th,Fr 09:00-12:00; We off"),
        ("Mo-Fr 7-17 Uhr, Sa nach Vereinbarung", 'Mo-Fr 07:00-17:00; Sa unknown "nach Vereinbarung"'),
        ("Mo-Fr 8-12 Uhr und nach Vereinbarung", 'Mo-Fr 08:00-12:00 || unknown "nach Vereinbarung"'),
        ("Fr 22-6 Uhr", "Fr 22:00-06:00"),
        ("täglich 9-17 Uhr", "Mo-Su 09:00-17:00"),
        ("rund um die Uhr", "24/7"),
        ("Rufbereitschaft rund um die Uhr", '24/7 "Rufbereitschaft"'),
        ("n. V.", 'unknown "nach Vereinbarung"'),
        ("Termine nach telefonischer Absprache", 'unknown "nach Vereinbarung"'),
        ("8-12 Uhr und 13-16 Uhr", "08:00-12:00,13:00-16:00"),
        ("Mo-Fr 08:00-16:00; PH off", "Mo-Fr 08:00-16:00; PH off"),
        ("24/7", "24/7"),
    ],
)
def test_understood(text, expression):
    assert hours_text.parse(text) == (expression, None)
    assert hours.validate(expression) == expression


@pytest.mark.parametrize(
    "text",
    [
        "Mo 9-17/19 Uhr",
        "werktags 8-12 Uhr",
        "außerhalb der Dienstzeiten",
        "8-12 Uhr, teilweise 13-16 Uhr",
        "Mo-Fr 9-12 Uhr, Di 11-14 Uhr",
        "Mo-Fr 9-12 Uhr, Mi geschlossen",
        "1. Mittwoch im Monat 10-12 Uhr",
        "Mo 14-9 Uhr",
        "Mo 25-26 Uhr",
        "Mo bis 12 Uhr",
        "Mo-Fr 8 Uhr",
        "Mo",
        "irgendwann",
        "=1+1",
        "",
        "(Mo-Fr)",
        "rund um die Uhr, Mo 8-12 Uhr",
        "Mo 8-12 Uhr, 8-10 Uhr",
        "Mo 8-12 Uhr, 13-15 Uhr Di",
    ],
)
def test_refused(text):
    expression, problem = hours_text.parse(text)

    assert (expression, problem.code) == ("", "hours")


def test_refused_hours_are_kept_as_a_remark_that_is_never_open():
    kept = hours_text.kept('Mo 9-17/19 "Uhr"')

    assert kept == "unknown \"Mo 9-17/19 'Uhr'\""
    assert hours.validate(kept) == kept


TIMES = st.integers(0, 47).map(lambda half: f"{half // 2}:{half % 2 * 30:02d}")
DAYS = st.sampled_from(list(zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), hours_text.DAYS, strict=True)))


@given(DAYS, st.integers(0, 46), st.integers(1, 47))
def test_any_span_of_any_day_survives_the_round_trip(day, start, length):
    german, english = day
    end = min(start + length, 47)
    text = f"{german} {start // 2}:{start % 2 * 30:02d} - {end // 2}:{end % 2 * 30:02d} Uhr"
    expression, problem = hours_text.parse(text)

    assert problem is None
    assert expression == f"{english} {start // 2:02d}:{start % 2 * 30:02d}-{end // 2:02d}:{end % 2 * 30:02d}"
    assert hours_text.parse(expression) == (expression, None)


@given(st.text(alphabet='MoDiFr0123456789-,.:;/() UhrabisundPH"', max_size=50))
def test_no_text_makes_it_fail_and_whatever_is_understood_can_be_evaluated(text):
    expression, problem = hours_text.parse(text)

    assert bool(expression) is (problem is None)
    assert hours.validate(expression) == expression
