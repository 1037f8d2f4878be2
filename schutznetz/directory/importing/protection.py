"""Places that protect people (R50): which rows are about one, and taking their address out of every cell.

Pure: nothing here knows the database. What an earlier import stored openly is found by ``withdrawing.py``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from schutznetz.directory.importing.findings import Finding, Log
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.rows import Cells
from schutznetz.directory.importing.values import address, plain
from schutznetz.directory.importing.values.address import Address
from schutznetz.directory.importing.vocabulary import is_protected

# Types whose address protects people: it is not stored even if a list has it.
CONFIDENTIAL_TYPES = frozenset({"frauenhaus"})
# The word alone protects, whatever type the row was given.
SHELTER = re.compile(
    r"frauen(?:-\s?und\s+kinder)?(?:schutz)?haus|(?:frauen|mädchen|männer|kinder)schutz(?:haus|wohnung)|schutzhaus|"
    r"schutz-?\s?(?:wohnung|unterkunft|einrichtung)|zuflucht(?:s-?\s?(?:wohnung|stätte|haus|ort)|\b)|mädchenzuflucht",
    re.IGNORECASE,
)
PLACE_TARGETS = frozenset({"street", "house_number", "address", "plz", "town", "ortsteil", "lat", "lon", "protected"})
KEPT = frozenset({"source_key", "kreis"})  # an id is no text to cut; an address in it refuses the row
NUMBERS = frozenset({"phone", "fax"})  # "09901" is a PLZ and an area code as well
WHOLE = frozenset({"email", "url"})  # what is cut there leads to somebody else
_ANY_STREET = re.compile(
    r"(?<!\w)(?:(?:Am|An|Auf|Im|In|Zum|Zur)\s+(?:der\s+|den\s+|dem\s+)?)?[\w-]*"
    r"(?i:straße|strasse|str\.|weg|platz|allee|ring|gasse|markt|ufer|damm|chaussee|steig)\s*\d{1,4}\s?[a-z]?(?!\w)"
)
_NUMBER = r"(?:[\s,]*(?:nr\.?\s*)?\d{1,4}\s?[a-z]?(?!\w))?"
_LETTERS = {"a": "(?:ae|[aäàáâå])", "o": "(?:oe|[oöòóôø])", "u": "(?:ue|[uüùúû])", "e": "[eéèêë]", "i": "[iíìî]",
            "ß": "(?:ß|ss)"}  # fmt: skip
# Where a compound may be written apart: "Geheimweg", "Geheim-Weg", "Geheim Weg".
_PARTS = re.compile(r"( ?(?:strasse|weg|platz|allee|ring|gasse|markt|ufer|damm|chaussee|steig)\b| )")
_DANGLING = re.compile(r"\s*[(\[{]\s*[)\]}]|\s+(?=[,;.)])|[\s,;:/|–-]+$|^[\s,;:/|–-]+")


@dataclass(frozen=True, slots=True)
class Protected:
    """What a row says of a protected place: to find its Kreis and earlier open entries, never to be stored."""

    names: frozenset[str]
    traeger: str
    type_ids: tuple[str, ...]
    address: Address


@dataclass(frozen=True, slots=True)
class Guard:
    """The patterns of one protected address."""

    patterns: tuple[re.Pattern[str], ...]
    plz: re.Pattern[str] | None
    words: tuple[re.Pattern[str], ...]

    def cut(self, text: str, target: str = "") -> str:
        """Return a text without the address; a mail or web address that names it goes as a whole."""
        found = text
        for pattern in (*self.patterns, *((self.plz,) if self.plz and target not in NUMBERS else ())):
            found = pattern.sub("", found)
        if found == text and not (target in WHOLE and self.betrays(text)):
            return text
        if target in WHOLE:
            return ""
        lines = (" ".join(_DANGLING.sub("", line).split()) for line in found.split("\n"))
        return "\n".join(filter(None, lines))

    def betrays(self, text: str) -> bool:
        """Say whether a text still names the street, in any spelling."""
        folded = key(text)
        return any(word.search(folded) for word in self.words)


def is_secret(row: Cells) -> bool:
    """Say whether a row is about a protected place by its own words: its name, or what its address cell says."""
    return says_so(row) or is_shelter(text for target in ("name", "type", "site_name") for _, text in row.all(target))


def is_shelter(texts: Iterable[str]) -> bool:
    return any(SHELTER.search(text) for text in texts)


def says_so(row: Cells) -> bool:
    flagged = any(plain.yes_or_no(text) is not False for _, text in row.all("protected"))
    return flagged or any(is_protected(text) for target in ("street", "address", "town") for _, text in row.all(target))


def protected(row: Cells) -> Protected:
    """Return what the row says of its place, before it is cut out."""
    names = frozenset(filter(None, (key(text) for _, text in row.all("name"))))
    stated = next((one for one in _addresses(row) if one.strasse or one.plz), Address())
    return Protected(names, key(row.first("traeger")), (), stated)


def _addresses(row: Cells) -> list[Address]:
    found = [address.parse(text) for _, text in row.all("address") if not is_protected(text)]
    streets = [address.street(text) for _, text in row.all("street") if not is_protected(text)]
    code, _ = plain.plz(row.first("plz"))
    town, _ = address.split_ortsteil(row.first("town"))
    number = address.house_number(row.first("house_number"))
    town = "" if is_protected(town) else town
    found += [Address(one.strasse, one.hausnummer or number, code, town) for one in streets or [Address()]]
    whole = [replace(one, plz=one.plz or code, ort=one.ort or town) for one in found]
    return sorted(whole, key=lambda one: not one.strasse)


def guard(row: Cells) -> Guard:
    return guard_of(_addresses(row))


def guard_of(addresses: Iterable[Address]) -> Guard:
    """Return what finds these addresses in a text."""
    addresses = list(addresses)
    streets = {folded: None for one in addresses if len(folded := key(one.strasse)) > 2}
    codes = "|".join(sorted({one.plz for one in addresses if one.plz}))
    return Guard(
        (*map(_street_pattern, streets), _ANY_STREET),
        re.compile(rf"(?:D\s?-\s?)?(?<!\d)(?:{codes})(?!\d)") if codes else None,
        tuple(re.compile(rf"(?<![a-z]){_PARTS.sub(_folded_part, street)}(?![a-z])") for street in streets),
    )


def _folded_part(match: re.Match[str]) -> str:
    part = match.group().strip()
    if not part:
        return " "
    return " ?str(?:asse)?" if part == "strasse" else f" ?{part}"


def _street_pattern(folded: str) -> re.Pattern[str]:
    """Return a pattern for a street and its number, in whatever spelling: "Mühlstr. 3", "Muehl-Straße 3 a"."""
    text = "".join(_letters(part) for part in _PARTS.split(folded))
    return re.compile(rf"(?<!\w){text}{_NUMBER}(?!\w)", re.IGNORECASE)


def _letters(part: str) -> str:
    if part == " ":
        return r"[\W_]+"
    if part.strip() == "strasse":
        return r"[\W_]*(?:stra(?:ß|ss)e|str\.?)"
    spelled = "".join(_LETTERS.get(letter, re.escape(letter)) for letter in part.strip().replace("ss", "ß"))
    return rf"[\W_]*{spelled}" if _PARTS.fullmatch(part) else spelled


def cut_out(row: Cells, its_guard: Guard) -> None:
    """Take the address out of every cell of a row; the report names the columns, never the address."""
    changed: list[str] = []
    for target, cells in list(row.values.items()):
        if target in PLACE_TARGETS:
            del row.values[target]
        elif target not in KEPT:
            kept = [(column, its_guard.cut(text, target)) for column, text in cells]
            changed += [column for (column, text), (_, cut) in zip(cells, kept, strict=True) if cut != text]
            row.values[target] = [(column, text) for column, text in kept if text]
    if changed:
        row.log.remark(
            row.where,
            "address_removed",
            "Die geschützte Anschrift stand auch in diesen Spalten und wurde dort entfernt. Bitte nehmen Sie sie aus "
            "der Liste.",
            column=", ".join(dict.fromkeys(changed)),
        )


def remark(row: Cells) -> None:
    """Say in the report why an entry has no address."""
    column = row.column("street") or row.column("address") or row.column("plz")
    if says_so(row):
        text = "Die Anschrift ist laut Liste geheim: Der Eintrag ist ein vertraulicher Ort ohne Adresse."
    elif any(row.first(target) for target in ("street", "address")):
        text = "Die Anschrift eines Schutzhauses wird nicht gespeichert; der Eintrag zeigt nur, wie man es erreicht."
    else:
        return
    row.log.remark(row.where, "address_protected", text, column=column, field="street")


def silence(log: Log, since: tuple[int, int], its_guard: Guard | None) -> None:
    """Take the address out of what the report already says of a row. Without a guard no value is shown at all."""
    for findings, start in ((log.errors, since[0]), (log.warnings, since[1])):
        findings[start:] = [_silenced(finding, its_guard) for finding in findings[start:]]


def _silenced(finding: Finding, its_guard: Guard | None) -> Finding:
    if its_guard is None or finding.field in PLACE_TARGETS:
        return replace(finding, value="")
    value = its_guard.cut(finding.value)
    return replace(finding, value="" if its_guard.betrays(value) else value, message=its_guard.cut(finding.message))
