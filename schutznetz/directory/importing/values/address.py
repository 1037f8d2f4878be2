"""Streets, house numbers and whole addresses in one cell."""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache

from schutznetz.directory.importing.values import plain

_NUMBER = r"\d{1,4}\s?[a-zA-Z]?(?![\w.])(?:\s*[-–/+]\s*\d{0,4}\s?[a-zA-Z]?(?![\w]))*"
_STREET = re.compile(rf"(?P<street>.*?[^\W\d_].*?)\s+(?P<number>{_NUMBER})(?P<extra>.*)", re.DOTALL)
_STREET_TIGHT = re.compile(rf"(?P<street>.*?(?:str\.|straße|strasse))(?P<number>{_NUMBER})(?P<extra>.*)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b([Ss])tr\.?(?=$|[\s,])|(?<=\w)(s)tr\.(?=$|[\s,]|\d)|(?<=-)(S)tr\.")
_PLZ_TOWN = re.compile(r"(?:^|[\s,])(?:D\s?-\s?)?(\d{5})[\s,]+(?=[^\W\d_])")
_SHORT_PLZ_TOWN = re.compile(r"(?:^|,\s*)(\d{4})\s+(?=[^\W\d_])")
_ORTSTEIL = re.compile(r"[\s,/]*(?:\bOT|\bOrtsteil|\bStadtteil)\b[.:]?\s*", re.IGNORECASE)
_BREAKS = re.compile(r"\s*[·•|;\n]\s*")
_IN_BRACKETS = re.compile(r"\s*\(([^()]+)\)\s*$")
_POST_BOX = re.compile(r"\s*(?:postfach|pf\b)", re.IGNORECASE)
# A part of an address that is certainly no town.
_INSIDE = re.compile(
    r"\d|\b(?:haus|raum|zimmer|etage|stock|eingang|hinterhaus|vorderhaus|aufgang|gebäude|hof|hort|kita|schule|"
    r"postfach|c/o|eg|og|ug)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"[A-ZÄÖÜ][^\W\d_]+(?:[ -](?:(?:am|an|der|im|in|bei|ob|auf|dem|den|vor)\s)*[A-ZÄÖÜ(][^\W\d_]*\)?)*")


@dataclass(frozen=True, slots=True)
class Address:
    """Parts of an address in the words of the interface; what is not there is empty."""

    strasse: str = ""
    hausnummer: str = ""
    plz: str = ""
    ort: str = ""
    ortsteil: str = ""
    zusatz: str = ""

    def filled(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@lru_cache(maxsize=512)
def street(text: str) -> Address:
    """Split "Straße der Jugend 9 "IGEL"" into street, house number and what follows."""
    text = " ".join(text.split()).strip(" ,")
    match = _STREET.fullmatch(text) or _STREET_TIGHT.fullmatch(text)
    if not match:
        return Address(strasse=_written_out(text))
    name = match["street"].strip(" ,")
    extra = match["extra"].strip(" ,")
    return Address(strasse=_written_out(name), hausnummer=house_number(match["number"]), zusatz=extra)


def house_number(text: str) -> str:
    """Return a house number without blanks: "59 a" → "59a", "12 – 15" → "12-15". A mere 0 stands for none."""
    number = re.sub(r"\s+", "", text.replace("–", "-")).strip("-/+,.")
    return "" if number == "0" else number


def _written_out(name: str) -> str:
    return _ABBREVIATED.sub(lambda match: f"{'S' if 'S' in match.group() else 's'}traße", name)


def parse(text: str) -> Address:
    """Split an address cell. What is certainly neither street nor town goes to ``zusatz``, never lost."""
    text = _BREAKS.sub(", ", text.strip())
    text = " ".join(text.split())
    match = _PLZ_TOWN.search(text) or _SHORT_PLZ_TOWN.search(text)
    if not match:
        return _without_plz(text)
    before, behind = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
    code, _ = plain.plz(match.group(1))
    town, ortsteil, rest = _town(behind)
    parts = _street_parts(before)
    extra = ", ".join(filter(None, (parts.zusatz, rest)))
    return Address(parts.strasse, parts.hausnummer, code, town, ortsteil, extra)


def plz_of(text: str) -> str:
    """Return only the PLZ of an address cell, without reading the rest."""
    match = _PLZ_TOWN.search(text.replace("\u00a0", " "))
    return match.group(1) if match else ""


def _street_parts(text: str) -> Address:
    """The first part with a house number is the street; what stands before or behind it is kept as an addition."""
    parts = [part for part in re.split(r"\s*,\s*", text) if part]
    chosen = next((index for index, part in enumerate(parts) if _is_street(part)), -1)
    if chosen < 0:
        chosen = next((index for index, part in enumerate(parts) if not _POST_BOX.match(part)), -1)
    if chosen < 0:
        return Address(zusatz=", ".join(parts))
    found = street(parts[chosen])
    extra = ", ".join(filter(None, (*parts[:chosen], found.zusatz, *parts[chosen + 1 :])))
    return Address(strasse=found.strasse, hausnummer=found.hausnummer, zusatz=extra)


def _is_street(part: str) -> bool:
    return bool(street(part).hausnummer) and not _POST_BOX.match(part)


def _town(text: str) -> tuple[str, str, str]:
    """Split what follows a PLZ into town, Ortsteil and the rest."""
    name, _, rest = text.partition(",")
    town, ortsteil = split_ortsteil(name)
    if not ortsteil and (named := _ORTSTEIL.match(rest)):
        ortsteil, _, rest = rest[named.end() :].partition(",")
    return town, ortsteil.strip(), rest.strip(" ,")


def split_ortsteil(text: str) -> tuple[str, str]:
    """Split "Auental OT Nord" into town and Ortsteil."""
    match = _ORTSTEIL.search(text)
    if not match or match.start() == 0:
        return text.strip(" ,"), ""
    return text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")


def _without_plz(text: str) -> Address:
    parts = [part for part in re.split(r"\s*,\s*", text) if part]
    town = ""
    if len(parts) > 1 and _TOWN.fullmatch(parts[-1]) and not _INSIDE.search(parts[-1]):
        town = parts.pop()
    found = _street_parts(", ".join(parts))
    name, ortsteil = split_ortsteil(town)
    return Address(found.strasse, found.hausnummer, "", name, ortsteil, found.zusatz)


def without_brackets(name: str) -> tuple[str, str]:
    """Split "Am Anger (Nord)" into the street and the Ortsteil in brackets."""
    match = _IN_BRACKETS.search(name)
    return (name[: match.start()].strip(), match.group(1).strip()) if match else (name, "")
