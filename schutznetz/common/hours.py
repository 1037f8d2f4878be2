"""Opening hours: the one module that evaluates time.

Hours are text in OpenStreetMap's ``opening_hours`` syntax. Everything that is not certain is ``unknown``, and unknown
never counts as open: nobody is sent to a closed door. Known traps of the evaluating library are kept away here:

- a comment without times would be *open* for ever: it is stored and read as ``unknown "…"``;
- the library knows no holidays of the Länder: ``PH`` becomes the dates of the Land before it is parsed;
- an open end ("07:30+") would be open until midnight: the time after it is unknown;
- school holidays have no dates here: a place that closes in them is unknown, extra hours in them are not counted;
- a walk over several days loses days behind a fallback rule: each day is asked for by itself.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # missing in its stubs

from schutznetz.common.errors import DomainError
from schutznetz.common.sentences import once_in_each_language

Status = Literal["open", "closed", "unknown"]

ZONE = ZoneInfo("Europe/Berlin")
LONGEST = 500
KNOWN_YEARS = range(1990, 2200)
LOOK_AHEAD_DAYS = 14
# Comments go through the evaluation in German; only the sentence at its end knows the language of the page.
OPEN_END = "Ende nicht bekannt"
ON_HOLIDAY = gettext_noop("Feiertag: Zeiten nicht bekannt")
BY_APPOINTMENT = gettext_noop("nach Vereinbarung")
MIDNIGHT = time(0, 0)
# From here on five weeks without a holiday of the whole country; each weekday comes at every place of a month.
ORDINARY_WEEK, WEEKS_COMPARED = date(2026, 10, 5), 5
WEEKDAYS = (
    gettext_noop("Montag"), gettext_noop("Dienstag"), gettext_noop("Mittwoch"), gettext_noop("Donnerstag"),
    gettext_noop("Freitag"), gettext_noop("Samstag"), gettext_noop("Sonntag"),
)  # fmt: skip
# AGS of the Länder as the package `holidays` names them; 99 and nothing: only what holds everywhere.
LAND_CODES = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PARTS = re.compile(r"\"[^\"]*\"|\|\||;|[^\";|]+|.")
_COMMENT = re.compile(r'"[^"]*"')
_ONLY_COMMENT = re.compile(r'\s*"[^"]*"\s*')
_HOLIDAY_WORD = re.compile(r"\b(PH|SH)\b")
_OPEN_END = re.compile(r"(?:,\s*)?(\d{1,2}:\d{2})\+")
_SOLAR = re.compile(r"\b(sunrise|sunset|dawn|dusk)\b", re.IGNORECASE)
_MODIFIER = re.compile(r"\b(off|closed|unknown|open)\b")
_NO_SCHOOL_HOLIDAYS = gettext_noop("nicht in den Schulferien")


@dataclass(frozen=True, slots=True)
class HoursState:
    """What holds at a moment. ``until`` is the next change within two weeks, ``opens_at`` the next opening."""

    status: Status
    until: datetime | None
    comment: str = ""
    opens_at: datetime | None = None


class Span(NamedTuple):
    """A stretch of one state, in local wall-clock time; ``end`` may be midnight of the next day."""

    start: datetime
    end: datetime
    status: Status
    comment: str


class _Parsed(NamedTuple):
    rules: Any
    names_holidays: bool
    closes_in_school_holidays: bool


def validate(text: str) -> str:
    """Return the canonical form of an expression; raise DomainError with a German sentence if it cannot be used."""
    text = " ".join(text.split())
    if not text:
        return ""
    if len(text) > LONGEST:
        raise DomainError(f"Die Zeiten sind zu lang. Bitte kürzen Sie sie auf höchstens {LONGEST} Zeichen.")
    if _SOLAR.search(_COMMENT.sub("", text)):
        raise DomainError("Zeiten nach Sonnenstand versteht das Verzeichnis nicht. Bitte geben Sie Uhrzeiten an.")
    text = _comments_are_unknown(text)
    try:
        canonical = str(OpeningHours(text))
        _parsed(canonical, "", 2026)
    except (ParserError, ValueError) as error:
        raise DomainError(f"Diese Zeiten sind nicht verständlich: {text}. Beispiel: Mo-Fr 08:00-16:00.") from error
    return _outside_comments(canonical, lambda part: part.replace("closed", "off").replace("24/7 unknown", "unknown"))


def read_moment(text: str) -> datetime:
    """Return the moment that a text names; without an offset it is meant in Berlin. DomainError for anything else.

    A calendar that ends near its first or last day cannot say what comes before or after: such years mean nothing.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in KNOWN_YEARS:
        raise DomainError(f"„{text}“ ist kein Zeitpunkt. Beispiel: 2026-12-24T23:10+01:00.")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def state(expression: str, at: datetime, land: str) -> HoursState:
    """Return whether a place with these hours is open ``at`` a moment (aware), in the Land with this AGS."""
    if not expression:
        return HoursState("unknown", None)
    local = at.astimezone(ZONE).replace(second=0, microsecond=0)  # nothing opens between two minutes
    return _state(expression, local, local.fold, land)


@lru_cache(maxsize=1024)
def _state(expression: str, local: datetime, _fold: int, land: str) -> HoursState:
    """Return the state at a minute; ``_fold`` tells the two hours apart that the autumn has, for they are equal."""
    moment = local.replace(tzinfo=None, fold=0)
    walk = _walk(expression, moment.date(), land, LOOK_AHEAD_DAYS)
    now = next(span for span in walk if span.start <= moment < span.end)
    change: datetime | None = None
    for span in walk:
        if change is None and span.status != now.status:
            change = span.start
        if span.status == "open" and now.status != "open":
            return HoursState(now.status, _aware(change, local), now.comment, _aware(span.start, local))
        if change is not None and now.status == "open":
            break
    return HoursState(now.status, _aware(change, local), now.comment)


def open_spans(expression: str, start: date, land: str, days: int = LOOK_AHEAD_DAYS) -> list[tuple[datetime, datetime]]:
    """Return the stretches (aware) in which a place is certainly open, for the table behind "jetzt offen"."""
    found: list[tuple[datetime, datetime]] = []
    for span in _walk(expression, start, land, days) if expression else ():
        if span.status == "open":
            begin, end = span.start.replace(tzinfo=ZONE), span.end.replace(tzinfo=ZONE)
            if found and found[-1][1] == begin:
                begin = found.pop()[0]
            found.append((begin, end))
    return found


def weekday_rows(
    expression: str, start: date, land: str, days: int = 7
) -> list[tuple[date, list[tuple[time, time]], bool]]:
    """Return the next days with their times, and whether those times are not certain.

    An end of 00:00 is midnight. A night belongs to the evening on which it begins.
    """
    return [_weekday_row(expression, start + timedelta(days=offset), land) for offset in range(days)]


def steady_rows(
    expression: str, start: date = ORDINARY_WEEK, land: str = ""
) -> tuple[list[tuple[date, list[tuple[time, time]], bool]], bool]:
    """Return the rows of a week with the times that hold in every week from then on, and whether no week has others.

    "Every first Tuesday" is none of them: what is printed or sent for all weeks must hold in all.
    """
    weeks = [weekday_rows(expression, start + timedelta(weeks=number), land) for number in range(WEEKS_COMPARED)]
    said = [[(spans, is_uncertain) for _day, spans, is_uncertain in week] for week in weeks]
    rows = [
        (day, [span for span in spans if all(span in week[at][0] for week in said)], is_uncertain)
        for at, (day, spans, is_uncertain) in enumerate(weeks[0])
    ]
    return rows, all(week == said[0] for week in said)


def _weekday_row(expression: str, day: date, land: str) -> tuple[date, list[tuple[time, time]], bool]:
    if not expression:
        return day, [], True
    spans = [span for span in _day(expression, day, land) if span.status != "closed"]
    uncertain = any(span.status == "unknown" for span in spans)
    whole_day_unknown = uncertain and [_times(span) for span in spans] == [(MIDNIGHT, MIDNIGHT)]
    times = [] if whole_day_unknown else [_times(span) for span in spans]
    before = _night_end(expression, day - timedelta(days=1), land)
    if before is not None and times and times[0][0] == MIDNIGHT:
        times = times[1:]
    after = _night_end(expression, day, land)
    if after is not None and times:
        times[-1] = (times[-1][0], after)
    return day, times, uncertain


def _night_end(expression: str, day: date, land: str) -> time | None:
    """Return when the opening ends that runs from ``day`` into the next morning, or None if there is no such."""
    evening = _day(expression, day, land)[-1]
    morning = _day(expression, day + timedelta(days=1), land)[0]
    runs_over = evening.status == morning.status == "open" and evening.start.time() != MIDNIGHT
    return morning.end.time() if runs_over and morning.end.date() == morning.start.date() else None


def _times(span: Span) -> tuple[time, time]:
    return span.start.time(), span.end.time()


def _walk(expression: str, start: date, land: str, days: int) -> Iterator[Span]:
    for offset in range(days):
        yield from _day(expression, start + timedelta(days=offset), land)


@lru_cache(maxsize=8192)
def _day(expression: str, day: date, land: str) -> tuple[Span, ...]:
    """Return the spans of one day, from midnight to midnight. What cannot be evaluated is unknown."""
    begin = datetime.combine(day, MIDNIGHT)
    end = begin + timedelta(days=1)
    try:
        parsed = _parsed(expression, land, day.year)
    except (ParserError, ValueError):
        return (Span(begin, end, "unknown", ""),)
    spans = _spans(parsed, begin, end)
    if not parsed.names_holidays and day in _holidays(land, day.year) and not _open_on_sunday(parsed, begin):
        return _uncertain(spans, ON_HOLIDAY)
    return spans


def _spans(parsed: _Parsed, begin: datetime, end: datetime) -> tuple[Span, ...]:
    found = parsed.rules.intervals(begin, end)
    spans = tuple(Span(first, last, cast("Status", str(status)), comment) for first, last, status, comment in found)
    return _uncertain(spans, _NO_SCHOOL_HOLIDAYS) if parsed.closes_in_school_holidays else spans


def _uncertain(spans: tuple[Span, ...], reason: str) -> tuple[Span, ...]:
    return tuple(span._replace(status="unknown", comment=reason) if span.status == "open" else span for span in spans)


def _open_on_sunday(parsed: _Parsed, begin: datetime) -> bool:
    """Hours that make no difference between Sunday and weekdays make none on a holiday either."""
    sunday = begin + timedelta(days=6 - begin.weekday())
    return any(span.status == "open" for span in _spans(parsed, sunday, sunday + timedelta(days=1)))


def _aware(moment: datetime | None, local: datetime) -> datetime | None:
    return moment.replace(tzinfo=ZONE, fold=local.fold) if moment else None


@lru_cache(maxsize=8192)
def _parsed(expression: str, land: str, year: int) -> _Parsed:
    rules, closes = [], False
    for separator, written in _rules(_comments_are_unknown(expression)):
        rule, bare = written, _COMMENT.sub("", written)
        if re.search(r"\bSH\b", bare):
            closes = closes or bool(re.search(r"\b(off|closed)\b", bare))
            rule = _without_school_holidays(rule)
        if rule:
            rules.append((separator, _open_end(_with_dates(rule, land, year))))
    text = "".join(f"{separator} {rule}" if rules[0] != (separator, rule) else rule for separator, rule in rules)
    names_holidays = bool(re.search(r"\bPH\b", _COMMENT.sub("", expression)))
    return _Parsed(OpeningHours(text or "off"), names_holidays, closes)


def _rules(expression: str) -> Iterator[tuple[str, str]]:
    """Split an expression into its rules, each with the separator that stands before it."""
    separator, rule = "", ""
    for part in _PARTS.findall(expression):
        if part in {";", "||"}:
            yield separator, rule.strip()
            separator, rule = (";" if part == ";" else " ||"), ""
        else:
            rule += part
    yield separator, rule.strip()


def _comments_are_unknown(text: str) -> str:
    """A comment without times says nothing certain; the library would call it open around the clock."""
    rules = list(_rules(text))
    marked = [(separator, f"unknown {rule}" if _ONLY_COMMENT.fullmatch(rule) else rule) for separator, rule in rules]
    return "".join(f"{separator} {rule}" if separator else rule for separator, rule in marked)


def _outside_comments(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if part.startswith('"') else change(part) for part in _PARTS.findall(text))


def _without_school_holidays(rule: str) -> str:
    """Drop SH from a rule; a rule for nothing else disappears, for nobody knows its dates here."""
    rest = re.sub(r"\bSH\b\s*,?\s*|,\s*SH\b", "", rule, count=1)
    return rest if re.match(r"\s*(PH|Mo|Tu|We|Th|Fr|Sa|Su)\b", rest) else ""


def _with_dates(rule: str, land: str, year: int) -> str:
    """Replace PH by the dates of the Land; "Su,PH 10:00-12:00" becomes two rules."""
    if not re.search(r"\bPH\b", _COMMENT.sub("", rule)):
        return rule
    days = sorted(day for near in (year - 1, year, year + 1) for day in _holidays(land, near))
    dates = ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}" for day in days)
    match = re.match(
        r"(?P<before>[A-Za-z,\s-]*?),?\s*\bPH\b\s*,?\s*(?P<more>(?:(?:Mo|Tu|We|Th|Fr|Sa|Su)\b[-,\s]*)*)(?P<rest>.*)",
        rule,
    )
    if not match or match["rest"].lstrip().startswith(("+", "-")):
        raise ValueError(rule)  # "PH -1 day" and the like: not evaluated, so unknown
    others = ",".join(filter(None, (match["before"].strip(" ,"), match["more"].strip(" ,"))))
    on_holidays = f"{dates} {match['rest']}".strip()
    return f"{others} {match['rest']}; {on_holidays}" if others else on_holidays


def _open_end(rule: str) -> str:
    """Replace "07:30+" by times of which only the beginning is certain."""
    match = _OPEN_END.search(_COMMENT.sub(lambda comment: " " * len(comment.group()), rule))
    if not match:
        return rule
    before, after = rule[: match.start()], rule[match.end() :].strip()
    if re.search(r"\d{1,2}:\d{2}-$", before):  # "12:00-16:00+": until 16:00 it is certain
        return f"{before}{match.group(1)} {after}".strip()
    if _MODIFIER.search(_COMMENT.sub("", after)) or after:
        after = ""
    days = re.split(r"\d{1,2}:\d{2}", before)[0]
    begin = match.group(1)
    open_ended = f'{days}{begin}-24:00 unknown "ab {begin.lstrip("0") if begin[1] != ":" else begin} Uhr, {OPEN_END}"'
    return f"{before.rstrip()}, {open_ended}" if re.search(r"\d{1,2}:\d{2}", before) else open_ended


@lru_cache(maxsize=256)
def _holidays(land: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DE", subdiv=LAND_CODES.get(land), years=year))


def is_holiday(day: date, land: str) -> bool:
    return day in _holidays(land, day.year)


def sentence(state: HoursState, at: datetime) -> str:
    """Say a state the way people do, at the moment for which it was evaluated."""
    return _sentence(state, at.astimezone(ZONE).date())


@once_in_each_language
def _sentence(state: HoursState, today: date) -> str:
    comment = _(state.comment) if state.comment else ""
    if state.status == "open":
        text = (
            _("jetzt offen, %(until)s") % {"until": _until(state.until, today)} if state.until else _("rund um die Uhr")
        )
        return f"{text} ({comment})" if comment else text
    if state.status == "unknown":
        return comment or _("Zeiten nicht bekannt")
    if state.opens_at is None:
        return _("geschlossen")
    said = {"day": _day_word(state.opens_at, today), "time": _clock(state.opens_at)}
    return _("geschlossen, öffnet %(day)s um %(time)s Uhr") % said


def until(end: datetime | None, at: datetime) -> str:
    """Say until when somebody answers: "heute bis 16 Uhr"; without an end nobody has to watch the clock."""
    return _until(end.astimezone(ZONE), at.astimezone(ZONE).date()) if end else _("rund um die Uhr")


def since(begin: datetime, at: datetime) -> str:
    """Say from when on somebody answers: "morgen ab 8 Uhr"."""
    return _since(begin.astimezone(ZONE), at.astimezone(ZONE).date())


@once_in_each_language
def _since(begin: datetime, today: date) -> str:
    return _("%(day)s ab %(time)s Uhr") % {"day": _day_word(begin, today), "time": _clock(begin)}


@once_in_each_language
def _until(end: datetime, today: date) -> str:
    if end.time() == MIDNIGHT and end.date() == today + timedelta(days=1):
        return _("heute bis 24 Uhr")
    return _("%(day)s bis %(time)s Uhr") % {"day": _day_word(end, today), "time": _clock(end)}


def _day_word(moment: datetime, today: date) -> str:
    days = (moment.date() - today).days
    if days < 2:
        return (_("heute"), _("morgen"))[days]
    if days < 7:
        return _(WEEKDAYS[moment.weekday()])
    return _("am %(day)d.%(month)d.") % {"day": moment.day, "month": moment.month}


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}" if moment.minute else _("%(hour)d") % {"hour": moment.hour}
