"""Times at which somebody can be reached, as events that repeat: iCalendar (RFC 5545), in the time of Berlin.

Opening hours know more than a calendar's rules: holidays of the Land, seasons, every second Tuesday. Therefore they are
evaluated day by day, half a year ahead (``common.hours``); what repeats every week becomes a rule, with the days on
which nobody is there taken out, and what does not repeat is listed day by day. Only what is certain is in it. Whoever
is there around the clock fills no calendar.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from schutznetz.common import hours, phones
from schutznetz.exchange.mapping.records import key
from schutznetz.exchange.mapping.times import DAYS
from schutznetz.publishing.files.content_lines import folded, line
from schutznetz.publishing.files.entry import Entry

MEDIA_TYPE = "text/calendar; charset=utf-8"
WEEKS_AHEAD = 26
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
ZONE = "TZID=Europe/Berlin"
TIMEZONE = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE""".splitlines()


@dataclass(frozen=True, slots=True)
class Series:
    """Times of the same length at the same hour: weekly on ``weekdays`` but for ``missing``, or on ``days``."""

    opens: time
    lasts: timedelta
    weekdays: tuple[int, ...]
    days: tuple[date, ...]
    missing: tuple[date, ...] = ()


def calendar(entries: Iterable[Entry], today: date, name: str) -> Iterator[bytes]:
    """Yield a calendar with the times of offers from a day on."""
    yield folded([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Schutznetz//Verzeichnis//DE", "CALSCALE:GREGORIAN",
        line("X-WR-CALNAME", name), "X-WR-TIMEZONE:Europe/Berlin", *TIMEZONE,
    ])  # fmt: skip
    for entry in entries:
        for series in series_of(entry.hours, today, entry.land):
            yield folded(_event(entry, series))
    yield folded(["END:VCALENDAR"])


@lru_cache(maxsize=1024)
def series_of(expression: str, today: date, land: str) -> tuple[Series, ...]:
    """Return what happens in the coming half year, the earliest hour first."""
    found: dict[tuple[time, timedelta], list[date]] = {}
    for begin, end in hours.open_spans(expression, today, land, WEEKS_AHEAD * 7):
        lasts = end.replace(tzinfo=None) - begin.replace(tzinfo=None)
        if lasts < A_DAY:
            found.setdefault((begin.time(), lasts), []).append(begin.date())
    return tuple(series for hour, days in sorted(found.items()) for series in _series(*hour, days))


def _series(opens: time, lasts: timedelta, days: Sequence[date]) -> Iterator[Series]:
    weekly = [day for day in range(7) if _is_weekly([one for one in days if one.weekday() == day])]
    regular = [day for day in days if day.weekday() in weekly]
    if regular:
        span = (regular[0] + timedelta(days=offset) for offset in range((regular[-1] - regular[0]).days + 1))
        missing = sorted({day for day in span if day.weekday() in weekly} - set(regular))
        yield Series(opens, lasts, tuple(weekly), tuple(regular), tuple(missing))
    if single := [day for day in days if day.weekday() not in weekly]:
        yield Series(opens, lasts, (), tuple(single))


def _is_weekly(days: Sequence[date]) -> bool:
    """Tell whether something happens in most weeks between its first and its last day; once is no habit."""
    return len(days) > 1 and len(days) * 2 > (days[-1] - days[0]) // A_WEEK + 1


def _event(entry: Entry, series: Series) -> Iterator[str]:
    begin = datetime.combine(series.days[0], series.opens)
    length = int(series.lasts.total_seconds()) // 60
    kind = "weekly" if series.weekdays else "days"
    yield "BEGIN:VEVENT"
    yield f"UID:{key('event', entry.id, series.opens, length, kind)}@schutznetz"
    yield f"DTSTAMP:{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;{ZONE}:{_local(begin)}"
    yield f"DTEND;{ZONE}:{_local(begin + series.lasts)}"
    yield from _repeats(series)
    yield line("SUMMARY", entry.title)
    if entry.town:
        town = f"{entry.plz} {entry.town}".strip()
        yield line("LOCATION", ", ".join(filter(None, (entry.street, town))))
    yield line("DESCRIPTION", _description(entry))
    if entry.page:
        yield f"URL:{entry.page}"
    yield "TRANSP:TRANSPARENT"  # whoever takes it along is not busy then
    yield "END:VEVENT"


def _repeats(series: Series) -> Iterator[str]:
    if not series.weekdays:
        others = ",".join(_local(datetime.combine(day, series.opens)) for day in series.days[1:])
        if others:
            yield f"RDATE;{ZONE}:{others}"
        return
    last = datetime.combine(series.days[-1], series.opens, hours.ZONE).astimezone(UTC)
    byday = ",".join(DAYS[day] for day in series.weekdays)
    yield f"RRULE:FREQ=WEEKLY;BYDAY={byday};UNTIL={last:%Y%m%dT%H%M%SZ}"
    if series.missing:
        yield f"EXDATE;{ZONE}:{','.join(_local(datetime.combine(day, series.opens)) for day in series.missing)}"


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _description(entry: Entry) -> str:
    numbers = ", ".join(phones.display(number) for number in entry.phones)
    confirmed = f"Zuletzt bestätigt am {entry.confirmed_on:%d.%m.%Y}." if entry.confirmed_on else ""
    said = [entry.organisation, f"Telefon: {numbers}" if numbers else "", confirmed,
            "Die Zeiten reichen ein halbes Jahr. Bitte rufen Sie vorher an."]  # fmt: skip
    return "\n".join(filter(None, said))
