"""Who answers when, day by day, in words that stay true however late they are read: never "heute"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schutznetz.common import hours, phones
from schutznetz.common.hours import MIDNIGHT, WEEKDAYS, ZONE
from schutznetz.jurisdiction.answering.chain import LOOK_AHEAD_DAYS, Turn, turns
from schutznetz.jurisdiction.answering.timetable import Link

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
DAY = timedelta(days=1)
EXAMPLE = "Beispiel"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed and dialled, and whose it is. ``says_example`` if its name does not say so itself."""

    phone: str
    href: str
    label: str
    says_example: bool = False
    note: str = ""
    tested_on: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One stretch of a day: "danach, 8 bis 15:30 Uhr"."""

    when: str
    number: Number


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    rows: Sequence[Row]


def timetable(links: Sequence[Link], at: datetime) -> list[Day]:
    """Return the day of ``at`` and the seven that follow; every minute of them has a number."""
    found = turns(links, at)
    first = at.astimezone(ZONE).date()
    return [_day(found, first + timedelta(days=offset)) for offset in range(LOOK_AHEAD_DAYS)]


def _day(found: Iterable[Turn], day: date) -> Day:
    begin, end = datetime.combine(day, MIDNIGHT, ZONE), datetime.combine(day + DAY, MIDNIGHT, ZONE)
    here = [turn for turn in found if turn.begins < end and (turn.ends is None or turn.ends > begin)]
    return Day(day_name(day), [Row(_when(turn, begin, end), number(turn.link)) for turn in here])


def _when(turn: Turn, begin: datetime, end: datetime) -> str:
    """Say which part of a day, from its midnight ``begin`` to ``end``, is whose turn."""
    ends = turn.ends if turn.ends and turn.ends < end else None
    if turn.begins <= begin:
        return f"bis {_clock(ends)}" if ends else "den ganzen Tag"
    return f"danach, {_clock(turn.begins, '')} bis {_clock(ends)}" if ends else f"danach, ab {_clock(turn.begins)}"


def _clock(moment: datetime, unit: str = " Uhr") -> str:
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{minutes}{unit}{_which_hour(moment)}"


def _which_hour(moment: datetime) -> str:
    """Tell apart the two hours of the night in which clocks are set back."""
    first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    if first is None or second is None or first <= second:
        return ""
    return " (Winterzeit)" if moment.fold else " (Sommerzeit)"


def number(link: Link, *, times: str = "") -> Number:
    """Return a link as a number to print; ``times`` in words where the timetable does not say them."""
    return Number(
        phones.display(link.phone),
        phones.href(link.phone),
        link.label,
        link.is_example and EXAMPLE not in link.label,
        link.note,
        _date(link.tested_on) if link.tested_on else "",
        times,
    )


def help_line(link: Link, first: date) -> Number:
    """Return a nationwide line with its hours on ``first`` and the six days that follow."""
    return number(link, times=weekly(link.hours, first, link.land))


def weekly(expression: str, first: date, land: str) -> str:
    """Say the hours of seven days: "Mo–Fr 9–17 Uhr, Sa und So geschlossen"."""
    rows = sorted(hours.weekday_rows(expression, first, land), key=lambda row: row[0].weekday())
    groups: dict[str, list[int]] = {}
    for day, spans, is_uncertain in rows:
        groups.setdefault(_spans(spans, is_uncertain=is_uncertain), []).append(day.weekday())
    if len(groups) == 1:
        return next(iter(groups))
    return ", ".join(f"{_weekdays(days)} {times}" for times, days in groups.items())


def _spans(spans: Sequence[tuple[time, time]], *, is_uncertain: bool) -> str:
    if is_uncertain:
        return "Zeiten nicht bekannt"
    if not spans:
        return "geschlossen"
    if list(spans) == [(MIDNIGHT, MIDNIGHT)]:
        return "rund um die Uhr"
    return f"{' und '.join(f'{_hour(start)}–{_hour(end)}' for start, end in spans)} Uhr"


def _hour(moment: time) -> str:
    hour = moment.hour if moment != MIDNIGHT else 24
    return f"{hour}:{moment.minute:02d}" if moment.minute else str(hour)


def _weekdays(days: Sequence[int]) -> str:
    """Return weekdays in short, neighbours joined: "Mo–Mi, Fr"."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run) for run in runs)


def _run(run: Sequence[int]) -> str:
    first, last = WEEKDAYS[run[0]][:2], WEEKDAYS[run[-1]][:2]
    return first if len(run) == 1 else f"{first}–{last}"


def day_name(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day.day}. {MONTHS[day.month - 1]}"


def _date(day: date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def stand(at: datetime) -> str:
    """Say to the minute when something was written."""
    local = at.astimezone(ZONE)
    return f"{WEEKDAYS[local.weekday()]}, {_date(local.date())}, {local.hour}:{local.minute:02d} Uhr"
