"""Hours as they stand on paper for months: the times of an ordinary week, and what holds on holidays."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from schutznetz.common import hours
from schutznetz.jurisdiction.answering.timetable import Deviation, Link

ALWAYS = "rund um die Uhr"
UNKNOWN = "Zeiten nicht bekannt"
VARIES = "weitere Zeiten, nicht in jeder Woche"
DAY, WEEK = timedelta(days=1), timedelta(days=7)
# So far ahead there is a week without a holiday, and a holiday on each weekday that matters.
WEEKS_AHEAD, DAYS_AHEAD = 30, 400
MOST_DEVIATIONS = 4

Stretch = tuple[datetime, datetime]


def in_words(link: Link, today: date) -> str:
    """Return when a link of a chain answers: "Mo–Fr 8–12 Uhr, nicht an Feiertagen"; only what is certain."""
    parts = ["nach Dienstplan"] if link.shifts is not None else []
    week, is_same = _ordinary_week(link, today)
    said = _week_in_words(week)
    if said and not (parts and said == ALWAYS):
        parts.append(said)
    parts += [] if is_same else [VARIES]
    if week and said != ALWAYS:
        parts.append(_on_holidays(link, today, week))
    parts += [_deviations(link.deviations, today)]
    return ", ".join(filter(None, parts)) or UNKNOWN


def _ordinary_week(link: Link, today: date) -> tuple[list[Stretch], bool]:
    """Return the stretches (wall clock) of the first coming week which no holiday touches, and whether all are alike.

    Of a week that is not like the others only what all of them have.
    """
    if not link.hours:
        return [], True
    weeks, monday = [], today
    for _ in range(hours.WEEKS_COMPARED):
        monday = _ordinary_monday(link.land, monday)
        weeks.append((monday, _stretches(link, monday)))
        monday += WEEK
    (first, week), *others = weeks
    elsewhere = [{(begin - (day - first), end - (day - first)) for begin, end in found} for day, found in others]
    steady = [stretch for stretch in week if all(stretch in found for found in elsewhere)]
    return steady, all(set(week) == found for found in elsewhere)


def _stretches(link: Link, monday: date) -> list[Stretch]:
    """Return the stretches that begin in a week."""
    first = datetime.combine(monday, hours.MIDNIGHT)
    # From the evening before, which may run into it, until a week after, into which it may run.
    spans = hours.open_spans(link.hours, monday - DAY, link.land, 2 * WEEK.days + 1)
    walls = [(begin.replace(tzinfo=None), end.replace(tzinfo=None)) for begin, end in spans]
    if any(begin <= first and end >= first + WEEK for begin, end in walls):
        return [(first, first + WEEK)]
    return [(begin, end) for begin, end in walls if first <= begin < first + WEEK]


@lru_cache(maxsize=256)
def _ordinary_monday(land: str, today: date) -> date:
    monday = today + timedelta(days=-today.weekday() % WEEK.days)
    for _ in range(WEEKS_AHEAD):
        if not any(hours.is_holiday(monday + timedelta(days=offset), land) for offset in range(-1, WEEK.days + 2)):
            break
        monday += WEEK
    return monday


def _week_in_words(week: Sequence[Stretch]) -> str:
    """Return a week in one line, days with the same times together."""
    if week and week[0][1] - week[0][0] >= WEEK:
        return ALWAYS
    long = [f"{_weekday(begin)} {_clock(begin)} Uhr bis {_weekday(end)} {_clock(end)} Uhr" for begin, end in week
            if end - begin > timedelta(days=1)]  # fmt: skip
    days: dict[int, list[str]] = {}
    for begin, end in week:
        if end - begin <= timedelta(days=1):
            days.setdefault(begin.weekday(), []).append(_times(begin, end))
    same: dict[str, list[int]] = {}
    for day, times in days.items():
        same.setdefault(" und ".join(times), []).append(day)
    return "; ".join([f"{_days(found)} {times} Uhr" for times, found in same.items()] + long)


def _times(begin: datetime, end: datetime) -> str:
    return (
        "0–24" if end - begin == timedelta(days=1) and begin.hour == 0 else f"{_clock(begin)}–{_clock(end, end=True)}"
    )


def _days(days: Sequence[int]) -> str:
    """Return "Mo–Fr", "Mo, Mi, Fr", "täglich"."""
    if len(days) == WEEK.days:
        return "täglich"
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_run(run) for run in runs)


def _run(run: Sequence[int]) -> str:
    short = [hours.WEEKDAYS[day][:2] for day in run]
    return f"{short[0]}–{short[-1]}" if len(run) > 2 else ", ".join(short)


def _weekday(moment: datetime) -> str:
    return hours.WEEKDAYS[moment.weekday()][:2]


def _clock(moment: datetime, *, end: bool = False) -> str:
    hour = 24 if end and moment.time() == hours.MIDNIGHT else moment.hour
    return f"{hour}:{moment.minute:02d}" if moment.minute else str(hour)


def _on_holidays(link: Link, today: date, week: Iterable[Stretch]) -> str:
    """Say what holds on a holiday that falls on a day on which somebody would answer."""
    usual = {begin.weekday(): (begin.time(), end.time()) for begin, end in week}
    coming = (today + timedelta(days=offset) for offset in range(DAYS_AHEAD))
    day = next((day for day in coming if day.weekday() in usual and hours.is_holiday(day, link.land)), None)
    if day is None:
        return ""
    spans = hours.open_spans(link.hours, day, link.land, 1)
    if not spans:
        _, _, is_uncertain = hours.weekday_rows(link.hours, day, link.land, days=1)[0]
        return "Feiertage: keine Angabe" if is_uncertain else "nicht an Feiertagen"
    if any(begin.time() == usual[day.weekday()][0] for begin, _ in spans):
        return "auch an Feiertagen"
    return f"an Feiertagen {' und '.join(_times(begin, end) for begin, end in spans)} Uhr"


def _deviations(deviations: Sequence[Deviation], today: date) -> str:
    coming = [row for row in deviations if today <= row.last and row.first < today + timedelta(days=365)]
    coming = sorted(coming, key=lambda row: row.first)[:MOST_DEVIATIONS]
    closed = [_period(row) for row in coming if row.hours == "off"]
    other = [_period(row) for row in coming if row.hours != "off"]
    said = [f"geschlossen {' und '.join(closed)}"] if closed else []
    return ", ".join(said + ([f"andere Zeiten {' und '.join(other)}"] if other else []))


def _period(row: Deviation) -> str:
    first, last = (f"{day.day}.{day.month}." for day in (row.first, row.last))
    return f"am {first}" if first == last else f"vom {first} bis {last}"
