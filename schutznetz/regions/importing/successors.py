"""Reads which Gemeinde went where: a small table, because the register names no successors.

Columns: ``ags_alt``, ``ags_neu``, ``gilt_ab`` (the first day of the new one, as 2026-01-01).
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schutznetz.common.errors import DomainError
from schutznetz.regions.importing.record import text_of

COLUMNS = {"ags_alt", "ags_neu", "gilt_ab"}
_AGS = re.compile(r"\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Successor:
    ags: str
    begins: date


def read_successors(path: Path) -> dict[str, Successor]:
    """Return the successor of each old key."""
    lines = text_of(path).splitlines()
    rows = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
    if not set(rows.fieldnames or ()) >= COLUMNS:
        raise DomainError("Die Tabelle der Nachfolger braucht die Spalten ags_alt, ags_neu und gilt_ab.")
    found: dict[str, Successor] = {}
    for number, row in enumerate(rows, 2):
        old, new = (row["ags_alt"] or "").strip(), (row["ags_neu"] or "").strip()
        try:
            begins = date.fromisoformat((row["gilt_ab"] or "").strip())
        except ValueError as error:
            raise DomainError(f"Nachfolger, Zeile {number}: gilt_ab bitte so schreiben: 2026-01-01.") from error
        if not _AGS.fullmatch(old) or not _AGS.fullmatch(new) or old == new:
            raise DomainError(f"Nachfolger, Zeile {number}: Bitte zwei verschiedene Schlüssel mit acht Ziffern.")
        found[old] = Successor(new, begins)
    return found
