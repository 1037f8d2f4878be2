"""Reads GV100AD, the municipal register of Destatis: lines of fixed width.

Columns, counted from one: 1-2 Satzart, 3-10 Gebietsstand (JJJJMMTT), 11-18 key (Land 2, Regierungsbezirk 1, Kreis 2,
Gemeinde 3), 19-22 Gemeindeverband, 23-72 name, 73-122 seat, 123-124 Textkennzeichen. Of the Satzarten (10 Land,
20 Regierungsbezirk, 30 Region, 40 Kreis, 50 Gemeindeverband, 60 Gemeinde) 40 and 60 matter here.
"""

import re
from datetime import date
from pathlib import Path

from schutznetz.common.errors import DomainError
from schutznetz.regions.enums import KreisKind
from schutznetz.regions.importing.record import GemeindeRecord, KreisRecord, Register, text_of

KINDS = frozenset({"10", "20", "30", "40", "50", "60"})
KREIS, GEMEINDE = "40", "60"
UNINHABITED = "66"
KREIS_KINDS = {
    "41": KreisKind.KREISFREIE_STADT, "42": KreisKind.KREISFREIE_STADT, "43": KreisKind.LANDKREIS,
    "44": KreisKind.LANDKREIS, "45": KreisKind.SPECIAL,
}  # fmt: skip
_STAND = re.compile(r"\d{8}", re.ASCII)
_KREIS = re.compile(r"\d{5} {3}", re.ASCII)
_GEMEINDE = re.compile(r"\d{8}", re.ASCII)
SHORTEST_LINE = 24
ANOTHER = "Das ist keine GV100AD-Datei von Destatis"


def read_gv100ad(path: Path) -> Register:
    """Read a register; DomainError with a German sentence for whatever is something else."""
    kreise: dict[str, KreisRecord] = {}
    gemeinden: dict[str, GemeindeRecord] = {}
    uninhabited: set[str] = set()
    stands: set[date] = set()
    for number, line in enumerate(text_of(path).splitlines(), 1):
        if not line.strip():
            continue
        kind = line[:2]
        if kind not in KINDS or len(line) < SHORTEST_LINE:
            raise DomainError(f"{ANOTHER}: Zeile {number} beginnt nicht mit einer Satzart von 10 bis 60.")
        stands.add(_stand(line, number))
        mark = line[122:124].strip()
        if kind == KREIS:
            ags = _key(_KREIS, line, number).strip()
            kreise[ags] = KreisRecord(ags, line[22:72].strip(), KREIS_KINDS.get(mark, KreisKind.LANDKREIS))
        elif kind == GEMEINDE:
            ags = _key(_GEMEINDE, line, number)
            if mark == UNINHABITED:
                uninhabited.add(ags)
            elif ags in gemeinden:
                raise DomainError(f"{ANOTHER}: Zeile {number} nennt den Schlüssel {ags} ein zweites Mal.")
            else:
                gemeinden[ags] = GemeindeRecord(ags, line[22:72].strip())
    return _checked(kreise, gemeinden, uninhabited, stands)


def _checked(
    kreise: dict[str, KreisRecord], gemeinden: dict[str, GemeindeRecord], uninhabited: set[str], stands: set[date]
) -> Register:
    if not gemeinden or not kreise:
        raise DomainError(f"{ANOTHER}: Es steht keine Gemeinde darin.")
    if len(stands) > 1:
        raise DomainError(f"{ANOTHER}: Sie nennt mehr als einen Gebietsstand.")
    homeless = sorted({ags[:5] for ags in gemeinden} - kreise.keys())
    if homeless:
        raise DomainError(f"Die Datei ist nicht vollständig: Der Kreis {homeless[0]} fehlt, seine Gemeinden sind da.")
    return Register(stands.pop(), gemeinden, kreise, frozenset(uninhabited))


def _stand(line: str, number: int) -> date:
    text = line[2:10]
    try:
        return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}" if _STAND.fullmatch(text) else "")
    except ValueError as error:
        raise DomainError(f"{ANOTHER}: In Zeile {number} ist „{text}“ kein Gebietsstand (JJJJMMTT).") from error


def _key(pattern: re.Pattern[str], line: str, number: int) -> str:
    text = line[10:18]
    if not pattern.fullmatch(text) or not line[22:72].strip():
        raise DomainError(f"{ANOTHER}: In Zeile {number} fehlen Schlüssel oder Name.")
    return text
