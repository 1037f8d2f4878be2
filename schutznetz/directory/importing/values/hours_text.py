"""Hours as people write them → ``opening_hours``. Every word must be understood, or the whole text is refused.

The text is cut into tokens, the tokens into clauses (days with their times), and the clauses into rules. A time that
belongs to no day, a day in two contradicting clauses, "17/19", "werktags" (with or without Saturday?): refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from schutznetz.common import hours
from schutznetz.common.errors import DomainError
from schutznetz.common.words import squeeze
from schutznetz.directory.importing.values.problem import Problem

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
BY_APPOINTMENT = "nach Vereinbarung"
_LATEST_START_OF_NIGHT, _END_OF_NIGHT = 17 * 60, 10 * 60
_MIDNIGHT = 24 * 60

_DASH = re.compile(r"\s*[‐‑‒–—−]\s*")
_TOKEN = re.compile(
    r"""
    (?P<round>\b(?:rund\s+um\s+die\s+uhr|24\s*/\s*7|24\s*(?:h\b|stunden)(?:\s+am\s+tag)?))
  | (?P<holiday_closed>\(?\b(?:an\s+)?feiertag(?:s|en)\s+geschlossen\)?|\(?\baußer\s+(?:an\s+)?feiertag(?:s|e|en)\)?)
  | (?P<vacation_closed>\(?\bin\s+den\s+(?:schul)?ferien\s+geschlossen\)?)
  | (?P<vacation>\(\s*in\s+den\s+(?:schul)?ferien\b(?P<vacation_times>[^()]*)\))
  | (?P<appointment>(?:und\s+)?(?:(?:termine|sonst|außerhalb\s+dieser\s+zeiten)\s+)?(?:nur\s+)?
        \b(?:nach\s+(?:telefonischer\s+|vorheriger\s+|persönlicher\s+)?
        (?:vereinbarung|absprache|anmeldung|terminvereinbarung|terminabsprache)|n\.\s?v\.))
  | (?P<group>\bwochentags\b|\btäglich\b|\bam\s+wochenende\b|\bjeden\s+tag\b)
  | (?P<day>\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:s|e)?\b
        |\b(?:mo|di|mi|do|fr|sa|so)\b\.?)
  | (?P<off>\bgeschlossen\b)
  | (?P<time>\b(?:2[0-4]|[01]?\d)(?!\d)(?:[:.][0-5]\d(?!\d))?(?:\s*(?:uhr\b|h\b))?)
  | (?P<until>\bbis\b)
  | (?P<start>\bab\b)
  | (?P<from>\bvon\b)
  | (?P<dash>-)
  | (?P<slash>/)
  | (?P<join>,|\bund\b|\bu\.|\bsowie\b|\+|&)
  | (?P<comment>\([^()]*\))
  | (?P<skip>[\s;:.]+|\buhr\b|\bjeweils\b|\bdurchgehend\b|\bgeöffnet\b|\bzwischen\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PREFIX = re.compile(
    r"(?:rufbereitschaft|bereitschaft|telefonisch(?:\s+erreichbar)?|erreichbar)\b[\s:]*", re.IGNORECASE
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_INDEX = {name: index for index, name in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so"))}


class _Token(NamedTuple):
    kind: str
    text: str


class _Refused(Exception):
    """The text has something that is not understood or not unambiguous."""


class _Span(NamedTuple):
    """Minutes of the day; an end that nobody named is None, a beginning likewise."""

    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class _Clause:
    """Days (as ranges, in the order of the text) and their times. No days: the text names none."""

    days: tuple[tuple[int, int], ...] = ()
    spans: tuple[_Span, ...] = ()
    comment: str = ""
    is_off: bool = False

    def weekdays(self) -> list[int]:
        return [day for first, last in self.days for day in _run(first, last)]


@dataclass(slots=True)
class _Reading:
    clauses: list[_Clause] = field(default_factory=list)
    extra_rules: list[str] = field(default_factory=list)
    by_appointment: bool = False
    always: bool = False


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[str, Problem | None]:
    """Return the hours as ``opening_hours``, or a problem. An expression that is one already is taken as it is."""
    text = squeeze(text)
    if re.search(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b.*\d:\d\d|^24/7$|^unknown \"", text):
        try:
            return hours.validate(text), None
        except DomainError:
            pass
    try:
        return hours.validate(_expression(text)), None
    except (_Refused, DomainError):
        return "", Problem(
            "hours",
            "Diese Zeiten sind nicht eindeutig. Bitte schreiben Sie sie so: „Mo-Do 8-16 Uhr, Fr 8-12 Uhr“.",
        )


def kept(text: str) -> str:
    """Return hours that were not understood so that people can still read them; they never count as open."""
    return f'unknown "{squeeze(text).replace(chr(34), chr(39))}"'


def names_no_day(expression: str) -> bool:
    """Say whether hours give times but no days ("08:00-12:00"): then they are certain on no day."""
    return bool(re.match(r"\d", expression)) and not expression.startswith("24/7")


def _expression(text: str) -> str:
    text = _DASH.sub("-", text)
    comment = ""
    if prefix := _PREFIX.match(text):
        comment, text = prefix.group().strip(" :"), text[prefix.end() :]
    reading = _Reading()
    tokens = list(_tokens(text))
    while tokens:
        tokens = _take(tokens, reading)
    return _written(reading, comment)


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if not match or match.end() == position:
            raise _Refused(text[position:])
        kind = match.lastgroup or ""
        kind = "vacation" if kind == "vacation_times" else kind
        if kind != "skip":
            yield _Token(kind, match["vacation_times"] if kind == "vacation" else match.group())
        position = match.end()


def _take(tokens: list[_Token], reading: _Reading) -> list[_Token]:
    """Take one clause, or one remark beside the clauses, from the front; return the tokens that are left."""
    kind = tokens[0].kind
    if kind in {"join", "slash"}:
        return tokens[1:]
    if kind == "round":
        reading.always = True
    elif kind == "appointment":
        reading.by_appointment = True
    elif kind == "holiday_closed":
        reading.extra_rules.append("PH off")
    elif kind == "vacation_closed":
        reading.extra_rules.append("SH off")
    elif kind == "vacation":
        reading.extra_rules.append(f"SH {_vacation_times(tokens[0].text)}")
    elif kind == "comment":
        _add_comment(reading, tokens[0].text)
    else:
        return _take_clause(tokens, reading)
    return tokens[1:]


def _vacation_times(text: str) -> str:
    spans, rest = _spans(list(_tokens(text)))
    if rest or not spans or any(span.start is None for span in spans):
        raise _Refused(text)
    return _times(spans)


def _add_comment(reading: _Reading, text: str) -> None:
    if not reading.clauses or reading.clauses[-1].comment:
        raise _Refused(text)
    words = squeeze(text.strip("()")).replace('"', "'")
    reading.clauses[-1] = replace(reading.clauses[-1], comment=words)


def _take_clause(tokens: list[_Token], reading: _Reading) -> list[_Token]:
    days, rest = _days(tokens)
    if days and rest and rest[0].kind == "off":
        reading.clauses.append(_Clause(days, is_off=True))
        return rest[1:]
    spans, after = _spans(rest)
    if not spans:
        if days and rest and rest[0].kind == "appointment":  # "Mi nach Vereinbarung"
            reading.clauses.append(_Clause(days, comment=BY_APPOINTMENT))
            return rest[1:]
        raise _Refused("days without times")
    reading.clauses.append(_Clause(days, spans))
    return after


def _days(tokens: list[_Token]) -> tuple[tuple[tuple[int, int], ...], list[_Token]]:
    found: list[tuple[int, int]] = []
    rest = tokens
    while rest and rest[0].kind in {"day", "group"}:
        if rest[0].kind == "group":
            word = rest[0].text.lower()
            found.append((0, 4) if word == "wochentags" else (5, 6) if "ende" in word else (0, 6))
            rest = rest[1:]
        elif len(rest) > 2 and rest[1].kind in {"dash", "until"} and rest[2].kind == "day":
            found.append((_day(rest[0]), _day(rest[2])))
            rest = rest[3:]
        else:
            found.append((_day(rest[0]), _day(rest[0])))
            rest = rest[1:]
        if len(rest) > 1 and rest[0].kind in {"join", "slash"} and rest[1].kind in {"day", "group"}:
            rest = rest[1:]
    return tuple(found), rest


def _day(token: _Token) -> int:
    word = token.text.lower()
    return _INDEX["sa" if word.startswith("sonna") else word[:2]]


def _run(first: int, last: int) -> list[int]:
    return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]


def _spans(tokens: list[_Token]) -> tuple[tuple[_Span, ...], list[_Token]]:
    """Take times from the front: "8-12 Uhr und 13-16 Uhr", "ab 7.30 Uhr", "bis 13 Uhr"."""
    found: list[_Span] = []
    rest = tokens
    while True:
        offset = 1 if found and len(rest) > 1 and rest[0].kind == "join" else 0
        span, length = _one_span(rest[offset:])
        if not span:
            return tuple(found), rest
        found.append(span)
        rest = rest[offset + length :]
        if rest and rest[0].kind == "slash":
            raise _Refused("17/19")


def _one_span(tokens: list[_Token]) -> tuple[_Span | None, int]:
    kinds = [token.kind for token in tokens[:4]]
    start = 1 if kinds[:1] == ["from"] else 0
    if kinds[start : start + 3] in (["time", "dash", "time"], ["time", "until", "time"]):
        return _checked(_minutes(tokens[start]), _minutes(tokens[start + 2])), start + 3
    if kinds[:2] == ["start", "time"]:
        if kinds[2:4] == ["until", "time"]:
            return _checked(_minutes(tokens[1]), _minutes(tokens[3])), 4
        return _Span(_minutes(tokens[1]), None), 2
    if kinds[:2] == ["until", "time"]:
        return _Span(None, _minutes(tokens[1])), 2
    return None, 0


def _minutes(token: _Token) -> int:
    match = _CLOCK.match(token.text)
    if not match:
        raise _Refused(token.text)
    minutes = int(match.group(1)) * 60 + int(match.group(2) or 0)
    if minutes > _MIDNIGHT:
        raise _Refused(token.text)
    return minutes


def _checked(start: int, end: int) -> _Span:
    is_night = start >= _LATEST_START_OF_NIGHT and end <= _END_OF_NIGHT
    if start in {end, _MIDNIGHT} or (end < start and not is_night):
        raise _Refused("end before start")
    return _Span(start, end)


def _written(reading: _Reading, comment: str) -> str:
    if reading.always:
        if reading.clauses or reading.extra_rules:
            raise _Refused("always and clauses")
        return f'24/7 "{comment}"' if comment else "24/7"
    clauses = _resolved(reading.clauses)
    rules = [*(_rule(clause, comment) for clause in clauses), *reading.extra_rules]
    if not rules:
        if reading.by_appointment:
            return f'unknown "{BY_APPOINTMENT}"'
        raise _Refused("nothing")
    text = "; ".join(rules)
    return f'{text} || unknown "{BY_APPOINTMENT}"' if reading.by_appointment else text


def _resolved(clauses: list[_Clause]) -> list[_Clause]:
    """Bring beginnings and ends together, and refuse what contradicts itself."""
    if any(span.start is None for clause in clauses for span in clause.spans):
        clauses = _with_ends(clauses)
    for clause in clauses:
        _in_order(clause.spans)
    if len(clauses) > 1 and any(not clause.days for clause in clauses):
        raise _Refused("times without days beside others")
    seen = [day for clause in clauses for day in clause.weekdays()]
    return clauses if len(seen) == len(set(seen)) else _merged(clauses)


def _with_ends(clauses: list[_Clause]) -> list[_Clause]:
    """Read "wochentags ab 7.30 Uhr; Mo, Mi bis 15.30 Uhr, Fr bis 13 Uhr": one beginning, ends for some days."""
    first, *others = clauses
    if len(first.spans) != 1 or first.spans[0].end is not None or not first.days:
        raise _Refused("end without beginning")
    start = first.spans[0].start
    left = first.weekdays()
    ended: list[_Clause] = []
    for clause in others:
        days = clause.weekdays()
        if len(clause.spans) != 1 or clause.spans[0].start is not None or not set(days) <= set(left) or start is None:
            raise _Refused("end without beginning")
        left = [day for day in left if day not in days]
        ended.append(replace(clause, spans=(_checked(start, clause.spans[0].end or 0),)))
    if left:
        ended.append(_Clause(tuple((day, day) for day in left), (_Span(start, None),), first.comment))
    return ended


def _merged(clauses: list[_Clause]) -> list[_Clause]:
    """Join several times of one day: "Mo-Fr 8-12 Uhr, Di 14-18 Uhr". Overlapping times contradict each other."""
    times: dict[int, list[_Span]] = {}
    for clause in clauses:
        if clause.comment or clause.is_off:
            raise _Refused("remark on a day with several clauses")
        for day in clause.weekdays():
            times.setdefault(day, []).extend(clause.spans)
    groups: dict[tuple[_Span, ...], list[int]] = {}
    for day in sorted(times):
        spans = _in_order(times[day])
        groups.setdefault(spans, []).append(day)
    return [_Clause(tuple(_runs(days)), spans) for spans, days in groups.items()]


def _in_order(spans: Iterable[_Span]) -> tuple[_Span, ...]:
    ordered = tuple(sorted(spans, key=lambda span: span.start or 0))
    if any(before.end is None or before.end > (after.start or 0) for before, after in pairwise(ordered)):
        raise _Refused("overlapping times")
    return ordered


def _runs(days: list[int]) -> Iterator[tuple[int, int]]:
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last


def _rule(clause: _Clause, comment: str) -> str:
    days = ",".join(DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}" for first, last in clause.days)
    if clause.is_off:
        return f"{days} off"
    if not clause.spans:
        return f'{days} unknown "{clause.comment}"'
    remark = ", ".join(filter(None, (comment, clause.comment)))
    return " ".join(filter(None, (days, _times(clause.spans), f'"{remark}"' if remark else "")))


def _times(spans: tuple[_Span, ...]) -> str:
    return ",".join(
        f"{_clock(span.start)}+" if span.end is None else f"{_clock(span.start)}-{_clock(span.end)}" for span in spans
    )


def _clock(minutes: int | None) -> str:
    if minutes is None:
        raise _Refused("end without beginning")
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
