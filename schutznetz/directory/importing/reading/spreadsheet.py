"""XLSX. The package is measured before it is unpacked: a small file can hide gigabytes."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import (
    MAX_GRID_CELLS,
    MAX_ROWS,
    MAX_UNPACKED,
    MEBIBYTE,
    too_many_columns,
    too_many_rows,
)
from schutznetz.directory.importing.reading.grid import Grid, Row

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CHUNK = MEBIBYTE
WIDEST = 16_384
_CELL = re.compile(rb'<c [^>]{0,80}?\br="([A-Z]{1,3})([0-9]{1,7})"')
_OVERLAP = 128  # bytes kept from one piece to the next, so that no cell is cut in two
_DAMAGED = "Die Excel-Datei ist beschädigt. Bitte öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie neu."


def read(path: Path, sheet: str | None) -> list[Grid]:
    _check_package(path)
    workbook = _open(path)
    names = list(workbook.sheet_names)
    if sheet is not None and sheet not in names:
        known = ", ".join(f"„{name}“" for name in names)
        raise ImportRefused(f"Das Blatt „{sheet}“ gibt es nicht. Vorhanden: {known}.", "no_sheet")
    return [_grid(workbook, name) for name in names if sheet in {None, name}]


def _check_package(path: Path) -> None:
    """Refuse what is no XLSX or would not fit into memory. Sizes are counted, for the stated ones may lie."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if "xl/workbook.xml" not in names:
                raise ImportRefused(
                    "Das ist ein Archiv, aber keine Excel-Datei. Bitte speichern Sie die Liste als XLSX oder CSV.",
                    "not_a_list",
                )
            total = 0
            for name in names:
                total = _measure(package, name, total)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(_DAMAGED, "damaged") from error


def _measure(package: zipfile.ZipFile, name: str, total: int) -> int:
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    rows = columns = 0
    rest = b""
    with package.open(name) as member:
        while chunk := member.read(CHUNK):
            total += len(chunk)
            if total > MAX_UNPACKED:
                raise ImportRefused(
                    f"Die Excel-Datei ist entpackt größer als {MAX_UNPACKED // MEBIBYTE} MB. "
                    "Bitte teilen Sie die Liste in mehrere Dateien.",
                    "too_large",
                )
            if is_sheet:
                rest += chunk
                for match in _CELL.finditer(rest):
                    columns = max(columns, _column_number(match.group(1)))
                    rows = max(rows, int(match.group(2)))
                rest = rest[-_OVERLAP:]
    _check_extent(rows, columns)
    return total


def _check_extent(rows: int, columns: int) -> None:
    """One cell far out would make the reader build every cell before it."""
    if rows > MAX_ROWS:
        raise too_many_rows()
    if columns > WIDEST or rows * columns > MAX_GRID_CELLS:
        raise too_many_columns(columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open(path: Path) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- 5 MB that only XLSX needs

    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise ImportRefused(_DAMAGED, "damaged") from error


def _grid(workbook: "CalamineWorkbook", name: str) -> Grid:
    from python_calamine import CalamineError  # noqa: PLC0415 -- see above

    try:
        sheet = workbook.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise ImportRefused(_DAMAGED, "damaged") from error
    return Grid(name, partial(_rows, rows), merged=_merged(sheet))


def _rows(rows: list[list[Any]]) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        yield number, texts


def _merged(sheet: "CalamineSheet") -> dict[int, dict[int, int]]:
    """Return for each row which cells of a merged range repeat which cell (columns from 0)."""
    repeats: dict[int, dict[int, int]] = {}
    for (top, left), (_, right) in sheet.merged_cell_ranges or ():
        repeats.setdefault(top + 1, {}).update(dict.fromkeys(range(left + 1, right + 1), left))
    return repeats


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if value is not None else ""
