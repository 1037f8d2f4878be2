"""CSV as a German Excel opens it with a double click: semicolons, a mark that says UTF-8, Windows line ends.

Excel and LibreOffice take a cell that begins with = + - @ for a formula, also one behind a tab or a line break. Such a
cell gets an apostrophe in front. No telephone number of ours needs one (``table``).
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from schutznetz.publishing.files.entry import Entry
from schutznetz.publishing.files.table import UNTYPED, Cell

MEDIA_TYPE = "text/csv; charset=utf-8"
MARK = "\ufeff"
# With the wide forms of East Asia, which Excel understands as well.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class _Line:
    """A file that gives back what is written: the csv module writes a line at a time."""

    def write(self, text: str) -> str:
        return text


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the head and a line for each entry."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield (MARK + writer.writerow([column.head for column in UNTYPED])).encode()
    for entry in entries:
        yield writer.writerow([_cell(column.cell(entry)) for column in UNTYPED]).encode()


def _cell(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return harmless(" ".join((value or "").split()))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet evaluates."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(FORMULA) else text
