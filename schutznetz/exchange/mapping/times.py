"""Opening hours as HSDS says them: one schedule for each time of a week.

HSDS knows rules that repeat, not the whole of OpenStreetMap's syntax. The times of an ordinary week become schedules;
the expression itself travels beside them (``opening_hours`` of our profile), exact.
"""

from datetime import time
from functools import lru_cache

from schutznetz.common import hours
from schutznetz.exchange.mapping.records import Record, filled, key

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
VARIES = "nicht in jeder Woche gleich"
# HSDS has no word for a whole day; its guide names this pair.
WHOLE_DAY = ("00:00", "23:59")


def schedules(entity: str, owner: object, expression: str) -> list[Record]:
    """Return the schedules of a record; ``entity`` is the name of its key ("service_id")."""
    return [
        {"id": key("schedule", entity, owner, *row), entity: str(owner), **_schedule(*row)} for row in _week(expression)
    ]


def _schedule(opens: str, closes: str, byday: str, note: str) -> Record:
    """Return one rule; where no time is known a sentence says so, and nothing repeats."""
    if not opens:
        return {"description": note}
    said = {"freq": "WEEKLY", "interval": 1, "wkst": "MO", "byday": byday, "opens_at": opens, "closes_at": closes}
    return filled({**said, "description": note})


@lru_cache(maxsize=4096)
def _week(expression: str) -> tuple[tuple[str, str, str, str], ...]:
    """Return (opens, closes, days, remark) of an ordinary week, the earliest first; times that are not sure say so."""
    if not expression:
        return ()
    found: dict[tuple[str, str, str], list[str]] = {}
    rows, is_same = hours.steady_rows(expression)
    for name, (_, spans, is_unknown) in zip(DAYS, rows, strict=True):
        remark = "nach Vereinbarung" if is_unknown else ""
        for opens, closes in [_clock(*span) for span in spans] or ([("", "")] if is_unknown else []):
            found.setdefault((opens, closes, remark), []).append(name)
    found |= {} if is_same else {("", "", VARIES): []}
    return tuple((opens, closes, ",".join(days), remark) for (opens, closes, remark), days in found.items())


def _clock(begin: time, end: time) -> tuple[str, str]:
    if begin == end == hours.MIDNIGHT:
        return WHOLE_DAY
    return begin.strftime("%H:%M"), WHOLE_DAY[1] if end == hours.MIDNIGHT else end.strftime("%H:%M")
