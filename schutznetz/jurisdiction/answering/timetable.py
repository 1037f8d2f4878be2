"""When one link of a chain is certainly reachable, as stretches of absolute time.

Everything about time comes from ``common.hours``: unknown is never reachable. Wall-clock times that do not exist on
the night of the clock change count as the end of the missing hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from schutznetz.common import hours

Interval = tuple[datetime, datetime]
# In Berlin the hour from two to three is missing in spring.
_MISSING_UNTIL = time(3, 0)


@dataclass(frozen=True, slots=True)
class Deviation:
    """From ``first`` to ``last`` (both included) other hours hold."""

    first: date
    last: date
    hours: str


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain with everything that decides when it answers, and what to dial.

    ``shifts`` is None where no roster is kept. ``phone`` is E.164 or short; without one nobody can be called.
    """

    key: UUID | str
    label: str
    kind: str
    phone: str
    hours: str
    land: str = ""
    deviations: tuple[Deviation, ...] = ()
    shifts: tuple[Interval, ...] | None = None
    note: str = ""
    tested_on: date | None = None
    is_example: bool = False
    is_checked: bool = True


def reachable(link: Link, first: date, days: int) -> list[Interval]:
    """Return the stretches (UTC, in order, none touching another) in which ``link`` answers from ``first`` on."""
    if not link.phone:
        return []
    last = first + timedelta(days=days - 1)
    found: list[Interval] = []
    day = first
    while day <= last:
        expression, until = _rule_on(link, day, last)
        spans = hours.open_spans(expression, day, link.land, (until - day).days + 1)
        found += [(_absolute(begin), _absolute(end)) for begin, end in spans]
        day = until + timedelta(days=1)
    found = merged(found)
    return found if link.shifts is None else overlap(found, merged(link.shifts))


def _rule_on(link: Link, day: date, last: date) -> tuple[str, date]:
    """Return the hours that hold on a day, and until which day they do. Of two deviations the shorter one holds."""
    holding = [row for row in link.deviations if row.first <= day <= row.last]
    holding.sort(key=lambda row: (row.last - row.first, row.first))
    narrower = [row for row in link.deviations if row not in holding[:1] and day < row.first <= last]
    until = min([row.first - timedelta(days=1) for row in narrower], default=last)
    if not holding:
        return link.hours, until
    return holding[0].hours, min(until, holding[0].last)


def _absolute(wall: datetime) -> datetime:
    moment = wall.astimezone(UTC)
    if moment.astimezone(hours.ZONE).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return datetime.combine(wall.date(), _MISSING_UNTIL, hours.ZONE).astimezone(UTC)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the same time without overlaps, gaps or empty stretches between neighbours."""
    result: list[Interval] = []
    for begin, end in sorted(intervals):
        if begin >= end:
            continue
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((begin, end))
    return result


def overlap(one: list[Interval], other: list[Interval]) -> list[Interval]:
    """Return the time that lies in both; each list is in order and without overlaps."""
    found: list[Interval] = []
    at = 0
    for begin, end in one:
        while at < len(other) and other[at][1] <= begin:
            at += 1
        here = at
        while here < len(other) and other[here][0] < end:
            found.append((max(begin, other[here][0]), min(end, other[here][1])))
            here += 1
    return found
