from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.common import hours
from schutznetz.common.errors import DomainError

SACHSEN, MV = "14", "13"
WEEK = date(2026, 11, 9)  # a Monday; no holiday in its week


def at(day, clock="10:00"):
    return datetime.combine(day, time.fromisoformat(clock), hours.ZONE)


def status(expression, day, clock="10:00", land=SACHSEN):
    return hours.state(expression, at(day, clock), land).status


@pytest.mark.parametrize("day", [WEEK + timedelta(days=offset) for offset in range(7)])
@pytest.mark.parametrize("hour", range(24))
def test_every_hour_of_a_week(day, hour):
    open_now = day.weekday() < 5 and (8 <= hour < 12 or 13 <= hour < 16)

    assert status("Mo-Fr 08:00-12:00,13:00-16:00", day, f"{hour:02d}:00") == ("open" if open_now else "closed")
    assert status("24/7", day, f"{hour:02d}:30") == "open"
    assert status('unknown "nach Vereinbarung"', day, f"{hour:02d}:30") == "unknown"


@pytest.mark.parametrize(
    ("day", "land", "expected"),
    [
        (date(2026, 11, 18), SACHSEN, "closed"),  # Buß- und Bettag
        (date(2026, 11, 18), MV, "open"),
        (date(2026, 5, 1), SACHSEN, "closed"),
        (date(2026, 5, 1), "", "closed"),
        (date(2027, 3, 8), MV, "closed"),  # Frauentag, a Monday
        (date(2027, 3, 8), SACHSEN, "open"),
        (date(2026, 12, 25), MV, "closed"),
    ],
)
def test_holidays_of_the_land(day, land, expected):
    assert status("Mo-Fr 08:00-16:00; PH off", day, land=land) == expected


def test_holiday_without_a_rule_is_unknown_unless_sundays_are_like_weekdays():
    holiday = date(2026, 11, 18)

    assert status("Mo-Fr 08:00-16:00", holiday) == "unknown"
    assert status("Mo-Su 08:00-16:00", holiday) == "open"
    assert status("24/7", holiday) == "open"
    assert status("Su,PH 10:00-12:00", holiday) == "open"
    assert status("PH,Su 10:00-12:00", holiday) == "open"
    assert status("Mo-Fr 08:00-09:00; PH 10:00-12:00", holiday) == "open"


@pytest.mark.parametrize(
    "expression",
    ['"nach Vereinbarung"', 'unknown "n. V."', "Unsinn", "PH -1 day off", "", 'Mo-Su 00:00-24:00 unknown "x"'],
)
def test_what_is_not_certain_is_never_open(expression):
    assert status(expression, WEEK) == "unknown"


def test_open_end_is_certain_only_for_its_beginning():
    state = hours.state("Mo 07:30+", at(WEEK), SACHSEN)

    assert state.status == "unknown"
    assert hours.sentence(state, at(WEEK)) == "ab 7:30 Uhr, Ende nicht bekannt"
    assert status("Mo 07:30-12:00,14:00+", WEEK) == "open"
    assert status("Mo 07:30-12:00,14:00+", WEEK, "15:00") == "unknown"
    assert status("Mo 08:00-16:00+", WEEK) == "open"


def test_school_holidays_have_no_dates():
    assert status("Mo-Fr 08:00-16:00; PH,SH off", WEEK) == "unknown"
    assert status("Mo-Fr 13:00-19:00; SH 10:00+", WEEK) == "closed"
    assert status("Mo-Fr 13:00-19:00; SH 10:00+", WEEK, "14:00") == "open"


def test_a_day_behind_a_fallback_rule_is_not_lost():
    expression = 'Mo-Fr 08:00-12:00 || unknown "nach Vereinbarung"'

    assert status(expression, WEEK + timedelta(days=1), "09:00") == "open"
    assert hours.state(expression, at(WEEK, "15:00"), SACHSEN).until == at(WEEK + timedelta(days=1), "08:00")


@pytest.mark.parametrize(
    ("clock", "expected"), [("01:30", "open"), ("02:30", "open"), ("03:30", "open"), ("04:30", "closed")]
)
def test_night_of_the_end_of_summer_time(clock, expected):
    assert status("Su 01:00-04:00", date(2026, 10, 25), clock) == expected


def test_both_hours_between_two_and_three_are_open_when_the_clock_goes_back():
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    for moment in (first, second):
        state = hours.state("Su 01:00-04:00", moment, SACHSEN)
        assert (state.status, state.until) == ("open", at(date(2026, 10, 25), "04:00"))


@pytest.mark.parametrize(
    ("expression", "moment", "text"),
    [
        ("Mo-Fr 08:00-16:00", at(WEEK), "jetzt offen, heute bis 16 Uhr"),
        ("Mo-Fr 08:00-16:30", at(WEEK), "jetzt offen, heute bis 16:30 Uhr"),
        ("Mo-Fr 08:00-24:00", at(WEEK), "jetzt offen, heute bis 24 Uhr"),
        ("Mo-Su 22:00-06:00", at(WEEK, "23:00"), "jetzt offen, morgen bis 6 Uhr"),
        ("Mo-Fr 08:00-16:00", at(WEEK, "07:00"), "geschlossen, öffnet heute um 8 Uhr"),
        ("Mo-Fr 08:00-16:00", at(WEEK, "17:00"), "geschlossen, öffnet morgen um 8 Uhr"),
        ("Mo 08:30-16:00", at(WEEK, "17:00"), "geschlossen, öffnet am 16.11. um 8:30 Uhr"),
        ("Mo-Fr 08:30-16:00", at(WEEK + timedelta(days=5)), "geschlossen, öffnet Montag um 8:30 Uhr"),
        ("24/7", at(WEEK), "rund um die Uhr"),
        ("24/7 off", at(WEEK), "geschlossen"),
        ("", at(WEEK), "Zeiten nicht bekannt"),
        ('unknown "nach Vereinbarung"', at(WEEK), "nach Vereinbarung"),
        ('Mo 08:00-16:00 "bitte anrufen"', at(WEEK), "jetzt offen, heute bis 16 Uhr (bitte anrufen)"),
        ("Mo-Fr 08:00-16:00", at(date(2026, 11, 18)), "Feiertag: Zeiten nicht bekannt"),
    ],
)
def test_sentence(expression, moment, text):
    assert hours.sentence(hours.state(expression, moment, SACHSEN), moment) == text


def test_week_as_rows():
    rows = hours.weekday_rows('Mo 08:00-12:00,13:00-16:00; Tu 22:00-06:00; Th unknown "n. V."', WEEK, SACHSEN)

    assert [day for day, _, _ in rows] == [WEEK + timedelta(days=offset) for offset in range(7)]
    assert rows[0][1:] == ([(time(8), time(12)), (time(13), time(16))], False)
    assert rows[1][1:] == ([(time(22), time(6))], False)
    assert rows[2][1:] == ([], False)  # the night belongs to the evening on which it begins
    assert rows[3][1:] == ([], True)
    assert rows[6][1:] == ([], False)


@pytest.mark.parametrize(("expression", "monday", "tuesday", "is_same"), [
    ("Mo,Tu 08:00-10:00", [(time(8), time(10))], [(time(8), time(10))], True),
    ("Mo 08:00-10:00; Tu[1] 08:00-10:00", [(time(8), time(10))], [], False),
    ("Mo[-1] 14:00-16:00", [], [], False),
    ("24/7", [(time(0), time(0))], [(time(0), time(0))], True),
])  # fmt: skip
def test_week_that_stands_for_all_weeks_has_only_what_holds_in_each(expression, monday, tuesday, is_same):
    rows, alike = hours.steady_rows(expression)

    assert ([spans for _, spans, _ in rows][:2], alike) == ([monday, tuesday], is_same)


def test_week_of_something_always_open_and_of_something_unknown():
    assert {row[1:][0][0] for row in hours.weekday_rows("24/7", WEEK, SACHSEN)} == {(time(0), time(0))}
    assert [row[1:] for row in hours.weekday_rows("", WEEK, SACHSEN)] == [([], True)] * 7


def test_open_spans_join_at_midnight():
    spans = hours.open_spans("Mo-We 22:00-06:00", WEEK, SACHSEN, days=2)

    assert spans == [
        (at(WEEK, "22:00"), at(WEEK + timedelta(days=1), "06:00")),
        (at(WEEK + timedelta(days=1), "22:00"), at(WEEK + timedelta(days=2), "00:00")),
    ]
    assert hours.open_spans('"nach Vereinbarung"', WEEK, SACHSEN) == hours.open_spans("", WEEK, SACHSEN) == []


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("mo-fr 8:00-16:00", "Mo-Fr 08:00-16:00"),
        ('"nach Vereinbarung"', 'unknown "nach Vereinbarung"'),
        ('Mo 08:00-12:00 || "n. V."', 'Mo 08:00-12:00 || unknown "n. V."'),
        ("Mo-Fr 08:00-16:00;  PH off", "Mo-Fr 08:00-16:00; PH off"),
        ('24/7 "geschlossen; || nur Rufbereitschaft"', '24/7 "geschlossen; || nur Rufbereitschaft"'),
        ("", ""),
    ],
)
def test_validate_returns_the_canonical_form(text, canonical):
    assert hours.validate(text) == canonical
    assert hours.validate(canonical) == canonical


@pytest.mark.parametrize(
    "text", ["nach Vereinbarung", "Mo-Do 8-16", "sunrise-sunset", "PH -1 day off", "Mo 25:00-26:00", 'x "' * 200]
)
def test_validate_refuses_in_german(text):
    with pytest.raises(DomainError, match="Zeiten"):
        hours.validate(text)


@given(st.text(alphabet='MoTuWeThFrSaSuPH0123456789:-,;+| "offunknown', max_size=40))
def test_no_text_makes_the_evaluation_fail(text):
    try:
        expression = hours.validate(text)
    except DomainError:
        expression = text

    assert hours.state(expression, at(WEEK), SACHSEN).status in {"open", "closed", "unknown"}
    assert len(hours.weekday_rows(expression, WEEK, SACHSEN)) == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-24T23:10", "2026-12-24T23:10:00+01:00"),
        ("2026-07-24T23:10", "2026-07-24T23:10:00+02:00"),
        ("2026-12-24T23:10+05:00", "2026-12-24T23:10:00+05:00"),
    ],
)
def test_moment_without_an_offset_is_meant_in_berlin(text, expected):
    assert hours.read_moment(text).isoformat() == expected


@pytest.mark.parametrize("text", ["", "gestern", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01", "\x00"])
def test_what_is_no_moment_gets_a_sentence(text):
    with pytest.raises(DomainError, match="kein Zeitpunkt"):
        hours.read_moment(text)
