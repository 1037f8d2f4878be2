"""Text, yes and no, PLZ, coordinates, ages."""

import re

from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.values.problem import Problem
from schutznetz.directory.models import OLDEST_MONTHS

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ODD = re.compile(r"[^ -\u024f\u2010-\u2026\u20ac]|\u00ad")  # letters of Europe and quotation marks need no cleaning
_BROKEN = re.compile(r"[\x00\ufffd\ud800-\udfff]")
_SUSPECT = re.compile(r"[\ufffd\ud800-\udfffÃâ]")
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u2013-\u201e\u0152-\u0178\u20ac\u2020-\u203a]|â€[\u0080-\u201d\u2122]")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_LINE_ENDS = re.compile(r"[ \t]*(?:\r\n|\r|\n)\s*")
_PLZ = re.compile(r"(?:D\s*-\s*)?(\d{4,5})(?:\.0)?", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_AGE = re.compile(r"(\d{1,3})(?:[.,]0)?\s*(monate?n?|mon\.?|jahre?n?|j\.?)?", re.IGNORECASE)
YES = frozenset({"1", "ja", "j", "x", "yes", "y", "true", "wahr", "vorhanden"})
NO = frozenset({"0", "nein", "n", "no", "false", "falsch"})
PARTLY = frozenset({"teilweise", "zum teil", "eingeschrankt", "bedingt", "teils"})
# Germany with some margin: what lies outside is another system of coordinates, or exchanged.
LATITUDES, LONGITUDES = (47.0, 55.2), (5.7, 15.2)
OLDEST_YEARS = OLDEST_MONTHS // 12
LONGEST_PARSED = 500  # characters of an address, a telephone or an hours cell that is worth reading


def clean(text: str) -> str:
    """Return a cell without control characters, with single blanks; line breaks stay."""
    if text.isprintable() and "  " not in text and (text.isascii() or not _ODD.search(text)):
        return text.strip()
    text = _BLANKS.sub(" ", _CONTROL.sub("", text.replace("\u2028", "\n")))
    return _LINE_ENDS.sub("\n", text).strip()


def storable(text: str) -> str:
    """Return a text that every database takes: cleaned, and without halves of characters."""
    return _BROKEN.sub("", clean(text)).strip()


def damage(text: str) -> Problem | None:
    """Return a problem if characters of a cell are lost: it must be repaired at its source."""
    if "\0" not in text and (text.isascii() or not _SUSPECT.search(text)):
        return None
    if _BROKEN.search(text):
        return Problem("damaged_text", "Die Zelle enthält zerstörte Zeichen. Bitte berichtigen Sie sie in der Liste.")
    if _MOJIBAKE.search(text):
        return Problem(
            "damaged_text",
            "Die Umlaute der Zelle sind zerstört (etwa „Ã¤“ für „ä“). Bitte exportieren Sie die Liste neu.",
        )
    return None


def yes_or_no(text: str) -> bool | None:
    """Return what a yes-or-no cell says; None if it says neither. An empty cell says no."""
    word = text.strip().lower()
    if not word or word in NO:
        return False
    return True if word in YES else None


def is_partly(text: str) -> bool:
    return key(text) in PARTLY


def plz(text: str) -> tuple[str, Problem | None]:
    """Return a PLZ with five digits; spreadsheets drop the leading zero of the east."""
    match = _PLZ.fullmatch(text.strip())
    if match:
        digits = match.group(1).rjust(5, "0")
        if "01001" <= digits <= "99998" or digits.startswith("001"):
            return digits, None
    return "", Problem("plz", "Das ist keine Postleitzahl. Bitte tragen Sie fünf Ziffern ein.")


def coordinates(lat: str, lon: str) -> tuple[tuple[float, float] | None, Problem | None]:
    """Return degrees (WGS 84) of a place in Germany. Zero, another system or exchanged columns are refused."""
    degrees = [float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None for text in (lat, lon)]
    north, east = degrees
    if north == east == 0:
        return None, None
    if north is None or east is None or not _within(north, LATITUDES) or not _within(east, LONGITUDES):
        return None, Problem(
            "coordinates",
            "Das sind keine Grade eines Ortes in Deutschland (Breite 47 bis 55, Länge 6 bis 15). "
            "Sind Breite und Länge vertauscht oder in einem anderen System?",
        )
    return (north, east), None


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def age_in_months(text: str, *, bare_is_months: bool) -> tuple[int | None, Problem | None]:
    """Return an age in months. A number without a unit is taken as the whole column is."""
    match = _AGE.fullmatch(text.strip())
    if match:
        unit = (match.group(2) or "").lower()
        months = unit.startswith("m") or (not unit and bare_is_months)
        age = int(match.group(1)) * (1 if months else 12)
        if age <= OLDEST_MONTHS:
            return age, None
    return None, Problem("age", "Das ist kein Alter. Bitte tragen Sie Monate oder Jahre als Zahl ein, etwa „6 Monate“.")
