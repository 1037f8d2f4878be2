"""CSV and TSV: delimiter found by how evenly it cuts the lines; read in a stream, never as a whole."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import MAX_RAW_CELL, too_many_rows
from schutznetz.directory.importing.reading.grid import Grid, Row
from schutznetz.directory.importing.reading.source import Source
from schutznetz.directory.importing.reading.text import encoding_of

DELIMITERS = ";,\t|"
SAMPLE_LINES = 200
SWALLOWED_LINES = 3  # a cell with so many lines that look like rows was opened by a stray quotation mark
_SEP_LINE = 5

# The reader's own limit (131,072) would refuse a whole list for one overlong cell; ours names the row.
csv.field_size_limit(MAX_RAW_CELL)


def read(source: Source) -> list[Grid]:
    encoding = encoding_of(source)
    delimiter = _delimiter(source, encoding)
    return [Grid("", partial(_rows, source, encoding, delimiter))]


def _delimiter(source: Source, encoding: str) -> str:
    with source.open_text(encoding) as file:
        lines = list(islice(iter(lambda: file.readline(MAX_RAW_CELL), ""), SAMPLE_LINES))
    first = lines[0].strip() if lines else ""
    if len(first) == _SEP_LINE and first.lower().startswith("sep="):
        return first[-1]
    best = max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))
    if _evenness(lines, best) == 0:
        raise ImportRefused(
            "Die Datei ist keine Tabelle: Kein Semikolon, Komma oder Tabulator trennt ihre Spalten. "
            "Bitte speichern Sie die Liste als CSV oder XLSX.",
            "no_table",
        )
    return best


def _evenness(lines: list[str], delimiter: str) -> int:
    """Return in how many lines the most frequent number of cells occurs, weighted by that number."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # an overlong cell ends the sample; reading names its row
        widths.update(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _rows(source: Source, encoding: str, delimiter: str) -> Iterator[Row]:
    with source.open_text(encoding) as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            for number, cells in enumerate(reader, start=1):
                if number > source.limits.rows:
                    raise too_many_rows(source.limits)
                _refuse_swallowed(number, cells, delimiter)
                yield number, cells
        except csv.Error as error:
            raise ImportRefused(
                f"Ab Zeile {reader.line_num} ist die Datei keine Tabelle mehr (eine Zelle ist größer als "
                f"{MAX_RAW_CELL // 1024} kB). Steht dort ein Anführungszeichen zu viel?",
                "no_table",
            ) from error


def _refuse_swallowed(number: int, cells: list[str], delimiter: str) -> None:
    for cell in cells:
        if cell.count("\n") < SWALLOWED_LINES:
            continue
        lines = cell.split("\n")
        if sum(line.count(delimiter) >= max(2, len(cells) - 1) for line in lines) >= SWALLOWED_LINES:
            raise ImportRefused(
                f"In Zeile {number} ist ein Anführungszeichen nicht geschlossen; {len(lines) - 1} weitere Zeilen "
                "stehen dadurch in einer einzigen Zelle. Bitte berichtigen Sie diese Zeile.",
                "open_quote",
            )
