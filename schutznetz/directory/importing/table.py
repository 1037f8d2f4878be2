"""Cells → a table: where the header stands, what is title, heading or footer, and the rows with their own numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from schutznetz.common.words import squeeze
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.headers import column_word, looks_like_data
from schutznetz.directory.importing.limits import MAX_COLUMNS, too_many_columns
from schutznetz.directory.importing.reading.grid import Grid, Row
from schutznetz.directory.importing.values import plain

SEARCHED_ROWS = 40
FEWEST_KNOWN = 2
NARROW = 4  # in a table of fewer columns a row with one cell may well be a record


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows. ``title`` is what stands above the header or what the file calls itself."""

    sheet: str
    header: tuple[str, ...]
    grid: Grid
    header_row: int
    title: str
    source: str

    def rows(self, log: Log | None = None) -> Iterator[Row]:
        """Yield every row that may be a record; headings and footers go to the log instead, blank rows nowhere."""
        single: list[tuple[int, str]] = []
        for number, cells in self.grid.rows():
            if number <= self.header_row:
                continue
            filled = [cell for cell in cells if cell and not cell.isspace()]
            if not filled or self._repeats_header(cells):
                continue
            if len(filled) == 1 and len(self.header) >= NARROW and self.grid.header is None:
                single.append((number, filled[0]))
                continue
            yield number, cells
        for number, text in single:
            if log is None:
                return
            log.remark(
                Where(self.sheet, number),
                "not_a_record",
                "Diese Zeile hat nur eine gefüllte Zelle und wurde als Überschrift oder Fußzeile gelesen. Ist sie ein "
                "Eintrag? Dann ergänzen Sie bitte Anschrift oder Telefon.",
                value=squeeze(text),
            )

    def _repeats_header(self, cells: Sequence[str]) -> bool:
        width = len(self.header)
        if not len(cells) >= width > 1 or squeeze(cells[0]) != self.header[0]:
            return False
        return tuple(map(squeeze, cells[:width])) == self.header


def find(grid: Grid, known_names: Callable[[str], bool] | None = None) -> Table | None:
    """Return the table of a sheet, or None if the sheet is empty. ``known_names``: names from a mapping file."""
    if grid.header is not None:
        return Table(grid.sheet, _unique(grid.header), grid, 0, grid.title, grid.source)
    top = [
        (number, [squeeze(plain.clean(cell)) for cell in cells]) for number, cells in islice(grid.rows(), SEARCHED_ROWS)
    ]
    filled = [(number, cells) for number, cells in top if any(cells)]
    if not filled:
        return None
    index = _header_index(filled, known_names or (lambda name: column_word(name) is not None))
    if index is None:
        if len(filled) == 1 or all(sum(map(bool, cells)) == 1 for _, cells in filled):
            return None  # a cover sheet with nothing but text
        raise ImportRefused(
            f"{f'Im Blatt „{grid.sheet}“' if grid.sheet else 'In der Liste'} ist keine Kopfzeile zu finden. "
            "Bitte geben Sie der Liste eine erste Zeile mit Spaltennamen, etwa Name, Straße, PLZ, Ort, Telefon.",
            "no_header",
        )
    number, cells = filled[index]
    names = _with_group(filled[index - 1], cells, number, grid) if index else cells
    while names and not names[-1]:
        names = names[:-1]
    if len(names) > MAX_COLUMNS:
        raise too_many_columns(len(names))
    title = " ".join(next(filter(None, above)) for _, above in filled[:index] if sum(map(bool, above)) == 1)
    return Table(grid.sheet, _unique(names), grid, number, title, grid.source)


def _header_index(filled: list[tuple[int, list[str]]], is_known: Callable[[str], bool]) -> int | None:
    scores = [sum(map(is_known, filter(None, cells))) for _, cells in filled]
    best = max(scores)
    if best >= FEWEST_KNOWN:
        return scores.index(best)
    for index, (_, cells) in enumerate(filled[:-1]):
        names = [cell for cell in cells if cell]
        if len(names) >= FEWEST_KNOWN:
            return index if len(set(names)) == len(names) and not any(map(looks_like_data, names)) else None
    return None


def _with_group(above: tuple[int, list[str]], names: list[str], number: int, grid: Grid) -> list[str]:
    """Complete a header of two rows: a group ("Anschrift") spreads over its columns."""
    above_number, groups = above
    if above_number != number - 1 or sum(map(bool, groups)) < FEWEST_KNOWN:
        return names
    width = max(len(names), len(groups))
    names, groups = [*names, *[""] * (width - len(names))], [*groups, *[""] * (width - len(groups))]
    repeats = grid.merged.get(above_number, {})
    for column in range(1, width):
        if not groups[column] and (column in repeats or (not grid.merged and names[column])):
            groups[column] = groups[repeats.get(column, column - 1)]
    return [_joined(group, name, names) for group, name in zip(groups, names, strict=True)]


def _joined(group: str, name: str, names: list[str]) -> str:
    if not name or not group:
        return name or group
    return f"{group} {name}" if names.count(name) > 1 or column_word(name) is None else name


def _unique(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for column, raw in enumerate(names, start=1):
        name = squeeze(plain.storable(raw))[:100] or f"Spalte {column}"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)
