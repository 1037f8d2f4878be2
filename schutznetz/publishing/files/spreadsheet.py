"""An Excel workbook: every cell is written as text or as a date, so nothing is computed and no zero gets lost."""

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from django.utils import timezone
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from schutznetz.publishing.files.entry import Entry
from schutznetz.publishing.files.table import TYPED, Cell

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Angebote"
LONGEST_CELL = 32_767
# Nothing is guessed from a text, and a row is forgotten as soon as it is written.
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False,
    "default_date_format": "dd.mm.yyyy",
}  # fmt: skip


def write(entries: Iterable[Entry], target: BinaryIO) -> int:
    """Write a workbook with one row an offer; returns how many."""
    book = Workbook(target, OPTIONS)
    book.set_properties({"title": "Angebote", "comments": f"Stand: {timezone.localdate():%d.%m.%Y}"})
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True, "bottom": 1})
    for number, column in enumerate(TYPED):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.head, bold)
    row = 0
    for row, entry in enumerate(entries, start=1):
        for number, column in enumerate(TYPED):
            _write(sheet, row, number, column.cell(entry))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(row, 1), len(TYPED) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return row


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif value:
        sheet.write_string(row, column, value[:LONGEST_CELL])
