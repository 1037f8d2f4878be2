"""Who answers when: never nobody, never somebody whose times are not certain (R01, R03)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering.chain import POLICE, now_and_then, turns
from schutznetz.jurisdiction.answering.timetable import Deviation, Link, reachable
from schutznetz.jurisdiction.enums import ServiceKind

DAY = "Mo-Fr 08:00-16:00"


def link(name="Dienst", hours=DAY, phone="+493023125100", **values):
    return Link(name, name, ServiceKind.DUTY, phone, hours, "14", **values)


def at(*moment):
    return datetime(*moment, tzinfo=ZONE)


def names(links, moment):
    now, then = now_and_then(links, moment)
    return [now.link.label, *(turn.link.label for turn in then)]


def test_first_link_answers_in_its_times_and_the_next_one_after_them():
    chain = [link("Dienst"), link("Bereitschaft", "24/7")]

    assert names(chain, at(2026, 10, 7, 10))[:3] == ["Dienst", "Bereitschaft", "Dienst"]
    now, _ = now_and_then(chain, at(2026, 10, 7, 10))
    assert (now.begins, now.ends) == (at(2026, 10, 7, 8), at(2026, 10, 7, 16))


def test_behind_the_last_link_stands_the_police():
    assert names([link("Dienst")], at(2026, 10, 7, 17))[:2] == [POLICE.label, "Dienst"]
    assert names([], at(2026, 10, 7, 17)) == [POLICE.label]
    # without a number nobody can be called
    assert names([link("Dienst", phone="")], at(2026, 10, 7, 10)) == [POLICE.label]


@pytest.mark.parametrize(
    "hours", ["", '"nach Vereinbarung"', 'unknown "nach Vereinbarung"', "Mo-Fr 08:00+", "kaputt ("]
)
def test_what_is_not_certain_never_answers(hours):
    now, _ = now_and_then([link("Dienst", hours), link("Bereitschaft", "24/7")], at(2026, 10, 7, 23))

    assert now.link.label == "Bereitschaft"


def test_of_two_deviations_the_shorter_one_holds():
    closed = Deviation(date(2026, 10, 5), date(2026, 10, 16), "off")
    open_day = Deviation(date(2026, 10, 7), date(2026, 10, 7), "09:00-10:00")
    found = reachable(link(deviations=(closed, open_day)), date(2026, 10, 5), 8)

    assert found == [(at(2026, 10, 7, 9).astimezone(UTC), at(2026, 10, 7, 10).astimezone(UTC))]


def test_roster_cuts_the_hours_and_a_gap_in_it_is_no_answer():
    shifts = ((at(2026, 10, 7, 6), at(2026, 10, 7, 10)), (at(2026, 10, 7, 12), at(2026, 10, 8, 7)))
    chain = [link("Dienst", shifts=shifts), link("Bereitschaft", "24/7")]

    assert names(chain, at(2026, 10, 7, 9, 30)) == ["Dienst", "Bereitschaft", "Dienst", "Bereitschaft"]
    assert names(chain, at(2026, 10, 9, 9))[0] == "Bereitschaft"
    assert names([link("Dienst", shifts=())], at(2026, 10, 7, 9)) == [POLICE.label]


@pytest.mark.parametrize(("day", "hours"), [((2027, 3, 28), 23), ((2027, 10, 31), 25)])
def test_night_of_the_clock_change_has_no_gap(day, hours):
    chain = [link("Nacht", "Mo-Su 00:00-02:30"), link("Morgen", "Mo-Su 02:30-06:00")]
    found = turns(chain, at(*day, 0), 1)

    assert all(one.ends == other.begins for one, other in pairwise(found))
    begin, end = at(*day), at(*day) + timedelta(days=1)
    assert (end.astimezone(UTC) - begin.astimezone(UTC)) / timedelta(hours=1) == hours
    assert found[0].begins == begin


simple_hours = st.sampled_from([
    "", "24/7", DAY, "Mo-Su 00:00-24:00; PH off", "Sa,Su 10:00-02:00", '"Mo-Fr"', "Mo-Fr 20:00-06:00", "PH 10:00-12:00",
    'Mo-Fr 08:00-12:00 unknown "nach Absprache"', "We 00:00-00:01", "Tu 08:00-16:00; We 12:00-13:00 off", "Mo 08:00+",
])  # fmt: skip
days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
deviation = st.builds(lambda day, length, hours: Deviation(day, day + timedelta(days=length), hours or "off"),
                      days, st.integers(0, 9), simple_hours)  # fmt: skip
moments = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: at(2026, 1, 2).astimezone(UTC) + timedelta(minutes=minutes)
)
links = st.builds(link, st.sampled_from(["A", "B", "C"]), simple_hours, st.sampled_from(["+493023125100", ""]),
                  deviations=st.lists(deviation, max_size=2).map(tuple))  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(chain=st.lists(links, max_size=3), moment=moments)
def test_at_any_moment_exactly_one_answers_and_can_be_called(chain, moment):
    found = turns(chain, moment)

    assert [turn for turn in found if turn.begins <= moment and (turn.ends is None or moment < turn.ends)]
    assert all(one.ends == other.begins for one, other in pairwise(found))
    assert all(turn.link.phone for turn in found)
    assert found[-1].ends is None
    for turn in found:
        # a link with a comment alone is never anybody's turn
        assert turn.link.hours not in {"", '"Mo-Fr"'} or turn.link.deviations
