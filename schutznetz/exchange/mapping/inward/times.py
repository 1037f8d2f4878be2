"""Schedules as opening hours: only what surely repeats every week; our own expression travels beside them."""

import re
from collections.abc import Iterator

from schutznetz.common import hours
from schutznetz.common.errors import DomainError
from schutznetz.exchange.mapping.inward.values import below, number, said
from schutznetz.exchange.mapping.records import Record
from schutznetz.exchange.mapping.times import DAYS, WHOLE_DAY

_OSM = dict(zip(DAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LONGEST = 500


def hours_told(record: Record) -> str:
    """Return the opening hours that a record says, or nothing; half of them would be wrong, so it is all or none."""
    expression = said(record, "opening_hours") or "; ".join(_rules(below(record, "schedules")))
    try:
        found = hours.validate(expression)
    except DomainError:
        return ""
    return found if len(found) <= LONGEST else ""


def _rules(schedules: list[Record]) -> Iterator[str]:
    """Yield one rule for the days that share their times; nothing at all where one does not repeat every week."""
    times: dict[str, list[str]] = {}
    for schedule in schedules:
        found = _days(schedule), _span(schedule)
        if not all(found) or said(schedule, "freq") != "WEEKLY" or number(schedule, "interval") not in (None, 1):
            return
        for day in found[0]:
            times.setdefault(day, []).append(found[1])
    for day in _OSM.values():
        if day in times:
            yield f"{day} {','.join(sorted(times[day]))}"


def _days(schedule: Record) -> list[str]:
    named = [day.strip() for day in said(schedule, "byday").split(",")]
    return [_OSM[day] for day in named] if all(day in _OSM for day in named) else []


def _span(schedule: Record) -> str:
    opens, closes = said(schedule, "opens_at")[:5], said(schedule, "closes_at")[:5]
    if not (_CLOCK.fullmatch(opens) and _CLOCK.fullmatch(closes)):
        return ""
    if (opens, closes) == WHOLE_DAY:
        return "00:00-24:00"
    return f"{opens}-{'24:00' if closes == WHOLE_DAY[1] else closes}"
