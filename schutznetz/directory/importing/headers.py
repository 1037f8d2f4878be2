"""What the name of a column says, and what its cells show."""

import re
from collections.abc import Iterable
from functools import lru_cache

from schutznetz.common import phones
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.values import address, hours_text, plain
from schutznetz.directory.importing.vocabulary import NOTE, vocabulary

SHARE = 0.6  # of the filled cells must look alike before their content decides
_EMAIL = re.compile(r"[^@\s]+(?:@|\s?[\[(]at[\])]\s?)[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PLZ = re.compile(r"(?:D-)?0?\d{4}")
_DECIMAL = re.compile(r"\d{1,2}[.,]\d{3,}")
_PHONE = re.compile(r"(?:\+|0)[\d\s()/-]{5,}.*", re.DOTALL)
_STREET = re.compile(
    r".*(?:straße|strasse|str\.|weg|platz|allee|ring|gasse|markt|chaussee|ufer)\b.*\d.*", re.IGNORECASE
)
_TAILS = ("s", "es", "n", "en", "nummer", "nr", "adresse", "name", "angaben")
LONGEST_HEADER = 60
BEARERS = frozenset({"name", "site_name", "type"})  # "Träger der Einrichtung" is still the Träger


@lru_cache(maxsize=4096)
def column_word(name: str) -> tuple[str, int] | None:
    """Return the target that a column's name means, with the rank of the name; None if it is not known.

    The whole name counts first, then its words in the order of the vocabulary: "Name des Ansprechpartners" is a
    person. A column that speaks of somebody else ("Telefon Träger") means nothing of the place.
    """
    words = vocabulary()
    is_path = "." in name.strip(".") and " " not in name  # "address.postalcode" is read by its last part
    folded = key((name.rsplit(".", maxsplit=1)[-1] if is_path else name).replace("_", " "))
    if not folded or len(folded) > LONGEST_HEADER or folded in words.ignored:
        return None
    if found := words.columns.get(key(name.replace(".", " "))) or words.columns.get(folded):
        return found
    parts = folded.split()
    known = [word for part in parts if len(part) > 2 and (word := _part(part))]
    if not known:
        return None
    if len(known) > 1 and words.foreign.intersection(parts):
        targets = {name for name, _ in known}
        return ("traeger", 100) if "traeger" in targets and targets <= {"traeger", *BEARERS} else None
    target, rank = min(known, key=lambda word: (_order(word[0]), word[1]))
    return target, rank + 100


def _part(part: str) -> tuple[str, int] | None:
    columns = vocabulary().columns
    if found := columns.get(part):
        return found
    tail = next((tail for tail in _TAILS if part.endswith(tail) and part.removesuffix(tail) in columns), None)
    return columns[part.removesuffix(tail)] if tail else None


def _order(target: str) -> int:
    targets = vocabulary().targets
    return len(targets) if target.startswith(NOTE) else targets.index(target)


def looks_like_data(text: str) -> bool:
    """Say whether a cell is a value rather than the name of a column."""
    return bool(_EMAIL.fullmatch(text) or _URL.match(text) or _PLZ.fullmatch(text) or _DECIMAL.fullmatch(text)) or bool(
        phones.parse_many(text)[0] if len(text) < LONGEST_HEADER else False
    )


def target_of_content(cells: Iterable[str]) -> str | None:
    """Return the target that the filled cells of a column show beyond doubt, or None."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return None
    for target, shows in _SHOWS:
        if sum(map(shows, filled)) >= SHARE * len(filled):
            return target
    return None


def _is_address(cell: str) -> bool:
    if len(cell) > 300:
        return False
    found = address.parse(cell)
    return bool(found.plz and found.ort and found.strasse)


def _is_hours(cell: str) -> bool:
    return (
        len(cell) < 300
        and bool(re.search(r"\d", cell))
        and bool(hours_text.parse(cell)[0])
        and not _PHONE.fullmatch(cell)
    )


def _within(cell: str, bounds: tuple[float, float]) -> bool:
    return bool(_DECIMAL.fullmatch(cell)) and bounds[0] <= float(cell.replace(",", ".")) <= bounds[1]


_SHOWS = (
    ("email", lambda cell: bool(_EMAIL.fullmatch(cell))),
    ("url", lambda cell: bool(_URL.match(cell))),
    ("lat", lambda cell: _within(cell, plain.LATITUDES)),
    ("lon", lambda cell: _within(cell, plain.LONGITUDES)),
    ("plz", lambda cell: bool(_PLZ.fullmatch(cell))),
    ("address", _is_address),
    ("phone", lambda cell: bool(_PHONE.fullmatch(cell))),
    ("street", lambda cell: len(cell) < 120 and bool(_STREET.fullmatch(cell))),
    ("hours", _is_hours),
)
