"""XLSX. The package is measured before it is unpacked: a small file can hide gigabytes."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import MEBIBYTE, Limits, too_many_columns, too_many_rows
from schutznetz.directory.importing.reading.grid import Grid, Row
from schutznetz.directory.importing.reading.source import Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CHUNK = MEBIBYTE
WIDEST = 16_384
_PLACE = re.compile(r"([A-Za-z]{0,20})([0-9]{1,20})")
_BEFORE_XML = b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"
_DAMAGED = "Die Excel-Datei ist beschädigt. Bitte öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie neu."


def read(source: Source, sheet: str | None) -> list[Grid]:
    _check_package(source)
    workbook = _open(source)
    names = list(workbook.sheet_names)
    if sheet is not None and sheet not in names:
        known = ", ".join(f"„{name}“" for name in names)
        raise ImportRefused(f"Das Blatt „{sheet}“ gibt es nicht. Vorhanden: {known}.", "no_sheet")
    return [_grid(workbook, name) for name in names if sheet in {None, name}]


def _check_package(source: Source) -> None:
    """Refuse what is no XLSX or would not fit into memory. Sizes are counted, for the stated ones may lie."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as package:
            names = package.namelist()
            if "xl/workbook.xml" not in names:
                raise ImportRefused(
                    "Das ist ein Archiv, aber keine Excel-Datei. Bitte speichern Sie die Liste als XLSX oder CSV.",
                    "not_a_list",
                )
            if len(set(names)) != len(names):
                raise ImportRefused(_DAMAGED, "damaged")
            left = source.limits.unpacked
            for name in names:
                left = _measure(package, name, left, source.limits)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(_DAMAGED, "damaged") from error


def _measure(package: zipfile.ZipFile, name: str, left: int, limits: Limits) -> int:
    """Unpack one part piece by piece, keeping nothing; return how many bytes the others may still have."""
    extent = _Extent(limits)
    with package.open(name) as member:
        while chunk := member.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise ImportRefused(
                    f"Die Excel-Datei ist entpackt größer als {limits.unpacked // MEBIBYTE} MB. {limits.otherwise}",
                    "too_large",
                )
            extent.feed(chunk)
    return left


class _Extent:
    """Watches how far out the cells of a sheet lie: for one far cell the reader would build all cells before it.

    Every part that is XML is watched, for any of them may be declared a sheet.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.rows = self.columns = self.cells = 0
        self.parser: expat.XMLParserType | None = None
        self.is_started = False

    def feed(self, chunk: bytes) -> None:
        if not self.is_started:
            self.is_started = True
            if chunk.lstrip(_BEFORE_XML).startswith(b"<"):
                self.parser = expat.ParserCreate()
                self.parser.StartElementHandler = self._element
                self.parser.StartDoctypeDeclHandler = self._doctype
        if self.parser:
            self.parser.Parse(chunk, False)

    def _doctype(self, *_: object) -> None:
        raise ImportRefused(_DAMAGED, "damaged")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "c":
            self.cells += 1
            if self.cells > self.limits.cells:
                raise too_many_rows(self.limits)
        match = _PLACE.fullmatch(attributes.get("r", ""))
        if not match:
            return
        self.columns = max(self.columns, _column_number(match.group(1)))
        self.rows = max(self.rows, int(match.group(2)))
        if self.rows > self.limits.rows:
            raise too_many_rows(self.limits)
        if self.columns > WIDEST or self.rows * self.columns > self.limits.cells:
            raise too_many_columns(self.columns)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _open(source: Source) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 -- 5 MB that only XLSX needs

    try:
        return CalamineWorkbook.from_object(source.open() if isinstance(source.content, bytes) else str(source.content))
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
