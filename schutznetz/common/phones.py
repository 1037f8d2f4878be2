"""Telephone numbers: read from a cell as people fill it, shown as people dial them. The one user of phonenumbers.

A number is stored as E.164, a short number (110, 116111) as it is dialled. What is not certainly a number is handed
back as a leftover: a wrong number in a directory of help is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat

SHORT = re.compile(r"11[025]|116\d{3}")
SHORTEST_NATIONAL = 7  # digits after the zero: even that is rare, shorter ones are fragments
SHORTEST_LOCAL = 5  # a local number that stands without its area code
SHORTEST_BARE = 3  # a local number beside a certain area code
SHORTEST_UNSEPARATED = 7  # a second number behind a mere blank needs a complete one before it
LONGEST_E164 = 16  # with its plus
LONGEST_LOCAL = 8  # more digits than this without an area code have lost their zero

_DASHES = re.compile(r"\s*[‐‑‒–—−]\s*")
_TRUNK_ZERO = re.compile(r"(\+49|0049)\s*\(0\)")
_NOTE = re.compile(r"\(([^()]*[^\W\d_]{2}[^()]*)\)")
_LABEL = re.compile(
    r"(?P<both>\btel(?:efon)?\b\.?\s*(?:/|und|u\.|\+|&)\s*(?:tele)?fax\b[.:\s]*)"
    r"|(?P<fax>\b(?:tele)?fax(?:nummer)?\b(?:\s*-?nr)?[.:\s]*)"
    r"|(?P<phone>\b(?:tel(?:efon)?(?:nummer)?|fon|phone|ruf)\b(?:\s*-?nr)?[.:\s]*)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[\n;,|]|\s+(?:oder|und|bzw\.?|sowie)\s+|\s{3,}")
_SECOND_NUMBER = re.compile(r"(?<=\d)\s+(?=(?:0[1-9]\d|\+|00[1-9]))")
_AREA_ONLY = re.compile(r"\s*\(?(?:0[1-9]\d{1,4}|(?:\+49|0049)\s*[1-9]\d{1,4})\)?\s*")
_AREA_GROUP = re.compile(r"\s*\(?(0[1-9]\d{1,4})\)?(?=[\s/-])")
_NUMBER_THEN_WORDS = re.compile(r"([+\d(][\d\s()./+-]*)\s+([^\W\d_].*)", re.DOTALL)
_WORDS_THEN_NUMBER = re.compile(r"([^\W\d_][^\d+]*?)[\s:]+([+\d(].*)", re.DOTALL)
_DIALLED = re.compile(r"[\d\s()./-]*\d[\d\s()./-]*")
_PLAIN = re.compile(r"\s*0[1-9]\d{1,4}(?: |/ ?)[1-9]\d{3,9}\s*")  # the most frequent way by far: "030 23125100"
_HOLE = re.compile("\ue000(\\d+)\ue001")  # stands for a note in brackets while the cell is cut up


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a cell: E.164 or short, whether it is a fax, and what stood beside it ("Zentrale")."""

    number: str
    is_fax: bool = False
    note: str = ""


@dataclass(slots=True)
class Reading:
    """What a cell holds: the numbers in their order, and every piece that could not be understood."""

    numbers: list[Number] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)

    @property
    def phones(self) -> list[str]:
        return [found.number for found in self.numbers if not found.is_fax]

    @property
    def faxes(self) -> list[str]:
        return [found.number for found in self.numbers if found.is_fax]


@dataclass(frozen=True, slots=True)
class _Hints:
    area_code: str
    known_codes: tuple[str, ...]


def parse_many(text: str, area_code: str = "") -> tuple[list[str], list[str]]:
    """Return the telephone numbers of a cell as E.164 (short ones as dialled) and what was not understood.

    ``area_code`` ("030") completes a number without one; pass it only where it is certain. Numbers that the cell
    itself calls fax are left out.
    """
    reading = read(text, area_code)
    return reading.phones, reading.leftovers


def read(text: str, area_code: str = "", known_codes: Sequence[str] = (), *, is_fax: bool = False) -> Reading:
    """Return everything in the cell. ``known_codes`` are area codes of the place: they bring back a lost zero."""
    if _PLAIN.fullmatch(text) and (number := _valid(f"+49{_digits(text)[1:]}")):
        return Reading([Number(number, is_fax)])
    hints = _Hints(area_code, tuple(dict.fromkeys([*([area_code] if area_code else []), *known_codes])))
    text = _DASHES.sub("-", text.replace("\u00a0", " ").replace("\r", "\n"))
    notes: list[str] = []
    text = _TRUNK_ZERO.sub(r"\1 ", text)
    text = _NOTE.sub(lambda match: _hole(match, notes), text)
    reading = Reading()
    for kinds, part in _labelled(text, is_fax=is_fax):
        previous = ""
        for piece in _pieces(part):
            bare, note = _without_note(piece, notes)
            raw = _complete(bare, previous)
            previous = _take(reading, raw, note, kinds, hints, _restored(piece, notes)) or previous
    return reading


def _hole(match: re.Match[str], notes: list[str]) -> str:
    notes.append(match.group(1).strip())
    return f"\ue000{len(notes) - 1}\ue001"


def _labelled(text: str, *, is_fax: bool) -> Iterator[tuple[tuple[bool, ...], str]]:
    """Cut the cell at its labels; the kinds say whether what follows is a phone (False), a fax (True) or both."""
    kinds: tuple[bool, ...] = (is_fax,)
    start = 0
    for match in _LABEL.finditer(text):
        yield kinds, text[start : match.start()]
        kinds = {"both": (False, True), "fax": (True,), "phone": (False,)}[match.lastgroup or "phone"]
        start = match.end()
    yield kinds, text[start:]


def _pieces(part: str) -> Iterator[str]:
    for chunk in _SEPARATOR.split(part):
        for section in _at_slashes(chunk):
            yield from _at_blanks(section)


def _at_slashes(chunk: str) -> Iterator[str]:
    """Cut "030 23125-10/11" and "030 1 / 030 2", but not "030/ 23125100": there the slash ends the area code."""
    current = ""
    for part in chunk.split("/"):
        if current and _AREA_ONLY.fullmatch(current):
            current = f"{current} {part}"
        else:
            if current.strip():
                yield current.strip()
            current = part
    if current.strip():
        yield current.strip()


def _at_blanks(section: str) -> Iterator[str]:
    """Cut "030 23125100 030 23125200": a second number begins with a zero where the first is already complete."""
    start = 0
    for match in _SECOND_NUMBER.finditer(section):
        behind = section[match.end() :]
        if len(_digits(section[start : match.start()])) > SHORTEST_UNSEPARATED and len(_digits(behind)) > 3:
            yield section[start : match.start()]
            start = match.end()
    yield section[start:]


def _without_note(piece: str, notes: list[str]) -> tuple[str, str]:
    """Split "030 23125-0 (Zentrale)" and "Zentrale: 030 23125-0" into the number and the words beside it."""
    words = [notes[int(match.group(1))] for match in _HOLE.finditer(piece)]
    bare = _HOLE.sub(" ", piece).strip(" .:-" if not piece.strip().startswith("-") else " .:")
    if match := _NUMBER_THEN_WORDS.fullmatch(bare):
        bare, after = match.groups()
        words.append(after.strip(" .:-"))
    elif match := _WORDS_THEN_NUMBER.fullmatch(bare):
        before, bare = match.groups()
        words.insert(0, before.strip(" .:-"))
    return bare.strip(), ", ".join(filter(None, words))


def _restored(piece: str, notes: list[str]) -> str:
    return _HOLE.sub(lambda match: f"({notes[int(match.group(1))]})", piece).strip()


def _complete(bare: str, previous: str) -> str:
    """Return the whole number where a piece only names its end: "-23271", "/41", or a local number."""
    digits = _digits(bare)
    if not previous or not digits or bare.startswith(("0", "+")) or SHORT.fullmatch(digits):
        return bare
    head, dash, tail = previous.rpartition("-")
    if bare.startswith("-"):
        return f"{head if dash else previous}-{digits}"
    last = _digits(tail) if dash else _digits(re.split(r"[\s/]", previous.strip())[-1])
    if len(digits) <= (len(last) if dash else min(2, len(last) - 1)):
        kept = _digits(previous)[: -len(digits)]
        return f"{'+' if previous.startswith('+') else ''}{kept}{digits}"
    area = _AREA_GROUP.match(previous)
    return f"{area.group(1)} {bare}" if area and len(digits) >= SHORTEST_LOCAL else bare


def _take(reading: Reading, raw: str, note: str, kinds: tuple[bool, ...], hints: _Hints, piece: str) -> str:
    """Add the number to the reading, or the piece to its leftovers; return the raw number if there was one."""
    if not re.search(r"\w", piece):
        return ""
    number = _e164(raw, hints)
    if not number:
        reading.leftovers.append(piece)
        return ""
    for is_fax in kinds:
        found = Number(number, is_fax, note)
        if not any(known.number == number and known.is_fax == is_fax for known in reading.numbers):
            reading.numbers.append(found)
    return raw


def _e164(raw: str, hints: _Hints) -> str:
    raw = raw.strip()
    plus = raw.startswith(("+", "00"))
    if not _DIALLED.fullmatch(raw.lstrip("+")):
        return ""
    digits = _digits(raw)
    if SHORT.fullmatch(digits) and not plus:
        return digits
    if plus:
        return _valid(f"+{digits.removeprefix('00') if not raw.startswith('+') else digits}")
    if digits.startswith("0"):
        return _valid(f"+49{digits[1:]}")
    return _without_zero(digits, hints)


def _without_zero(digits: str, hints: _Hints) -> str:
    """Bring back what a spreadsheet or a local habit left out, if only one reading is possible."""
    begins = any(digits.startswith(code[1:]) for code in hints.known_codes if _is_complete(digits, code))
    if len(digits) > LONGEST_LOCAL:
        number = _valid(f"+49{digits}")
        return number if begins or _is_near(number, hints) else ""
    if begins and len(digits) == LONGEST_LOCAL:  # 30231251: 030 231251, or a local number of eight digits
        return "" if hints.area_code else _valid(f"+49{digits}")
    if hints.area_code and len(digits) >= SHORTEST_BARE:
        return _valid(f"+49{hints.area_code[1:]}{digits}")
    return ""


def _is_complete(digits: str, code: str) -> bool:
    return len(digits) - len(code[1:]) >= SHORTEST_LOCAL


def _is_near(number: str, hints: _Hints) -> bool:
    """Say whether a number's area code is one of the same region: area codes are given out from west to east."""
    code = area_code(number) if number else ""
    return bool(code) and any(code[:3] == known[:3] for known in hints.known_codes)


@lru_cache(maxsize=1024)
def _valid(number: str) -> str:
    """Return the number if it can be dialled, else nothing."""
    if not SHORTEST_NATIONAL + 3 <= len(number) <= LONGEST_E164 or len(set(number[4:])) == 1:
        return ""
    parsed = _parsed(number)
    # What does not come out as it went in was repaired by the library, and we do not know how.
    if parsed is None or phonenumbers.format_number(parsed, PhoneNumberFormat.E164) != number:
        return ""
    return number if phonenumbers.is_valid_number(parsed) else ""


def _parsed(number: str) -> phonenumbers.PhoneNumber | None:
    if number.startswith("+49") and number[3] != "0":  # needs no library to take apart, and is nearly every number
        return phonenumbers.PhoneNumber(country_code=49, national_number=int(number[3:]))
    try:
        return phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def area_code(number: str) -> str:
    """Return the area code of a German landline number in E.164 ("+4930…" → "030"), or nothing."""
    if not number.startswith("+49"):
        return ""
    parsed = phonenumbers.parse(number, None)
    length = phonenumbers.length_of_geographical_area_code(parsed)
    return f"0{str(parsed.national_number)[:length]}" if length else ""


@lru_cache(maxsize=4096)
@lru_cache(maxsize=4096)
def display(number: str) -> str:
    """Return the number as it is printed: "030 23125100", "0800 1110550", "116 111", "+43 1 234567"."""
    if not number.startswith("+"):
        return f"{number[:3]} {number[3:]}".strip()
    parsed = phonenumbers.parse(number, None)
    german = parsed.country_code == 49
    return phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL if german else PhoneNumberFormat.INTERNATIONAL)


def href(number: str) -> str:
    """Return the address that dials the number."""
    return f"tel:{number}"
