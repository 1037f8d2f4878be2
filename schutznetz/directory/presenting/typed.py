"""Values as people type them, and back: hours and ages. What is shown in a field can be read again as it stands."""

import re

from schutznetz.common import hours as common_hours
from schutznetz.common.errors import DomainError
from schutznetz.directory.importing.values import hours_text
from schutznetz.directory.models import OLDEST_MONTHS

MONTHS_A_YEAR = 12
BIRTH = "Geburt"
DAYS = dict(zip(hours_text.DAYS, ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), strict=True))
NOT_AN_AGE = "Dieses Alter verstehen wir nicht. Beispiele: 6 Monate, 3 Jahre, 18. Geburtstag."
TOO_OLD = (
    f"Das Verzeichnis reicht bis zum {OLDEST_MONTHS // MONTHS_A_YEAR}. Geburtstag. Bitte lassen Sie das Feld leer."
)

_QUOTED = re.compile(r'\s*"([^"]*)"')
_SPAN = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)")
_OPEN_END = re.compile(r"(\d\d:\d\d)\+")
_DAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
_NTH = re.compile(rf"\b({'|'.join(DAYS.values())})\[(-?\d(?:,-?\d)*)\]")
_HALF = re.compile(r"(\d+)\s*(?:½|[,.]5)\s*(?:j|jahre?n?)?\.?", re.IGNORECASE)
_COUNTED = re.compile(r"(\d+)\.?\s*(m|monate?n?|j|jahre?n?|geburtstag)?\.?", re.IGNORECASE)
_SAME = ((r"[‐‑‒–—−]", "-"), (r"\b(mo|di|mi|do|fr|sa|so)[a-zäöü]+", r"\1"), (r"\bbis\b", "-"), (r"\bund\b|;", ","),
         (r"uhr|:00|\.00|[\s.]", ""), (r"(?<!\d)0(\d)", r"\1"))  # fmt: skip


def hours(expression: str) -> str:
    """Return hours as people write them; what German would not say exactly stays as it is stored."""
    said = _german(expression)
    return said if not said or hours_text.parse(said)[0] == expression else _free(expression)


def hours_to_read(expression: str) -> str:
    """Return hours as German for the eye, also where nobody could type them so: "am 1. Di im Monat 19–21 Uhr"."""
    return _NTH.sub(lambda match: f"am {_nth(match.group(2))} {match.group(1)} im Monat", _german(expression))


def _nth(numbers: str) -> str:
    return " und ".join("letzten" if number == "-1" else f"{number.lstrip('-')}." for number in numbers.split(","))


def read_hours(text: str, *, is_free: bool = False) -> str:
    """Return hours as they are stored; ``is_free`` keeps what is not understood as words that never count as open."""
    if not text.strip():
        return ""
    expression, problem = hours_text.parse(text)
    if problem is None:
        return expression
    if not is_free:
        raise DomainError(problem.message)
    return common_hours.validate(hours_text.kept(text))


def is_the_same(text: str, said: str) -> bool:
    """Tell whether two ways of writing hours differ in nothing that a reader would notice."""
    return _bare(text) == _bare(said)


def _bare(text: str) -> str:
    bare = text.lower()
    for pattern, instead in _SAME:
        bare = re.sub(pattern, instead, bare)
    return bare


def _free(expression: str) -> str:
    """Return kept words without what marks them; anything else as it is."""
    only = re.fullmatch(r'unknown "([^"]*)"', expression)
    return only.group(1) if only else expression


def _german(expression: str) -> str:
    comments: list[str] = []

    def hide(match: re.Match[str]) -> str:
        comments.append(match.group(1))
        return f"\ue000{len(comments) - 1}\ue001"

    rules = [_rule(rule.strip()) for rule in re.split(r";|\|\|", _QUOTED.sub(hide, expression))]
    return re.sub(r"\ue000(\d+)\ue001", lambda match: comments[int(match.group(1))], "; ".join(filter(None, rules)))


def _rule(rule: str) -> str:
    fixed = {"PH off": "an Feiertagen geschlossen", "SH off": "in den Ferien geschlossen", "24/7": "rund um die Uhr"}
    if rule in fixed:
        return fixed[rule]
    said = re.sub(r"unknown(?=\ue000)", "", rule)
    said = said if said != rule else re.sub(r"(\ue000\d+\ue001)", r" (\1)", said)
    said = _DAY.sub(lambda match: DAYS[match.group(1)], said)
    said = _SPAN.sub(lambda match: f"{_clock(match.group(1))}–{_clock(match.group(2))} Uhr", said)
    said = _OPEN_END.sub(lambda match: f"ab {_clock(match.group(1))} Uhr", said)
    said = re.sub(r"\boff\b", "geschlossen", said)
    said = re.sub(r"Uhr,\s*(?=\d|ab)", "Uhr und ", said)
    return re.sub(r"\s+", " ", re.sub(r",(?=\S)", ", ", re.sub(r"\b(\w\w)-(?=[A-Z])", r"\1–", said))).strip()


def _clock(time: str) -> str:
    hour, minute = time.split(":")
    return f"{int(hour)}" if minute == "00" else f"{int(hour)}:{minute}"


def age(months: int | None) -> str:
    """Return the youngest age as it is typed: "Geburt", "6 Monate", "3 Jahre"."""
    if months is None:
        return ""
    return _counted(months) if months else BIRTH


def last_age(months: int | None) -> str:
    """Return the oldest age as it is typed; a month before a birthday is that birthday."""
    if months is None:
        return ""
    years, rest = divmod(months + 1, MONTHS_A_YEAR)
    return f"{years}. Geburtstag" if not rest else age(months)


def _counted(months: int) -> str:
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest == MONTHS_A_YEAR // 2 and years:
        return f"{years}½ Jahre"
    if rest:
        return f"{months} Monat" if months == 1 else f"{months} Monate"
    return f"{years} Jahr" if years == 1 else f"{years} Jahre"


def read_age(text: str, *, is_last: bool = False) -> int | None:
    """Return months; a bare number is years. ``is_last`` ends an age "bis zum 3. Geburtstag" the month before."""
    said = " ".join(text.split())
    if not said:
        return None
    months = _months(said, is_last=is_last)
    if months is None:
        raise DomainError(NOT_AN_AGE)
    if months > OLDEST_MONTHS:
        raise DomainError(TOO_OLD)
    return months


def _months(said: str, *, is_last: bool) -> int | None:
    if said.lower() in {"geburt", "neugeborene", "neugeborenes"}:
        return 0
    if half := _HALF.fullmatch(said):
        return int(half.group(1)) * MONTHS_A_YEAR + MONTHS_A_YEAR // 2
    found = _COUNTED.fullmatch(said)
    if found is None or len(found.group(1)) > 3:
        return None
    number, unit = int(found.group(1)), (found.group(2) or "j").lower()
    if unit.startswith("m"):
        return number
    months = number * MONTHS_A_YEAR
    return max(months - 1, 0) if unit.startswith("g") and is_last else months
