"""A list before anybody has said what its columns mean: its sheets, its columns, what can be guessed of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from schutznetz.directory.importing import listing, plan, protection, reading, rows, stored, table
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.limits import too_many_columns, too_many_rows
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.reading.source import Source, as_source
from schutznetz.directory.importing.survey import survey
from schutznetz.directory.importing.table import Table
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.importing.values import plain
from schutznetz.directory.importing.vocabulary import FLAG

EXAMPLES = 3
LONGEST_EXAMPLE = 60
SEARCHED = 50  # rows, for examples


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list, with the first values in it; ``sheets`` are those that have it."""

    name: str
    examples: tuple[str, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a list holds. ``mapping`` is the guess, which may not be enough; ``sheets`` says how many rows each has."""

    mapping: Mapping
    columns: tuple[Column, ...]
    sheets: tuple[tuple[str, int], ...]
    rows: int


def look(source: Path | Source) -> Look:
    """Read what can be known of a list without deciding anything; raises ImportRefused if it is none at all."""
    origin = as_source(source)
    types = stored.type_words()
    sheets = _sheets(origin, types)
    found = survey(sheets)
    titled = next((one.source for one, _ in sheets if one.source), "") or origin.name
    if found.rows > origin.limits.records:
        raise too_many_rows(origin.limits)
    name = plain.storable(listing.title_of(origin))
    name = name if key(name) else listing.list_name_of(origin)
    mapping = plan.as_mapping(sheets, name, plain.storable(titled), found.key_column)
    if len(mapping.columns) > origin.limits.columns:
        raise too_many_columns(len(mapping.columns), origin.limits.columns)
    counted = tuple((one.sheet, sum(1 for _ in one.rows())) for one, _ in sheets)
    return Look(mapping, tuple(_columns(sheets, types)), counted, found.rows)


def _sheets(origin: Source, types: TypeWords) -> list[tuple[Table, Plan]]:
    """Return the sheets that hold a table; one that holds none is left out, unless all are like that."""
    found: list[tuple[Table, Plan]] = []
    refused = ImportRefused("Die Datei enthält keine Tabelle. Bitte prüfen Sie ihren Inhalt.", "no_table")
    for grid in reading.read(origin):
        try:
            if one := table.find(grid):
                found.append((one, plan.guess(one, types, origin.stem, Log())))
        except ImportRefused as error:
            refused = error
    if not found:
        raise refused
    return found


def _columns(sheets: Sequence[tuple[Table, Plan]], types: TypeWords) -> Iterator[Column]:
    names = dict.fromkeys(name for one, _ in sheets for name in one.header)
    shown = [(one, list(_shown(one, its_plan, types))) for one, its_plan in sheets]
    for name in names:
        having = [(one, cells) for one, cells in shown if name in one.header]
        values = (_value(cells, one.header.index(name)) for one, records in having for cells in records)
        examples = tuple(islice(dict.fromkeys(filter(None, values)), EXAMPLES))
        yield Column(name, examples, tuple(one.sheet for one, _ in having))


def _value(cells: Sequence[str], index: int) -> str:
    text = " ".join(plain.clean(cells[index]).split()) if index < len(cells) else ""
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"


def _shown(one: Table, its_plan: Plan, types: TypeWords) -> Iterator[Sequence[str]]:
    """Yield the first rows, without those about a place that protects people: nothing of them is an example (R50)."""
    if its_plan.proposed_type in protection.CONFIDENTIAL_TYPES:
        return
    for _, cells in islice(one.rows(), SEARCHED):
        if not _is_protected(cells, its_plan, len(one.header), types):
            yield cells


def _is_protected(cells: Sequence[str], its_plan: Plan, width: int, types: TypeWords) -> bool:
    row = rows.read(Where(), cells, its_plan, width, Log())
    flagged = {target.removeprefix(FLAG) for target in row.values if target.startswith(FLAG)}
    said = {type_id for target in ("type", "name") for type_id in types.of_text(row.first(target))}
    return (
        protection.is_shelter(cells)
        or protection.is_secret(row)
        or not protection.CONFIDENTIAL_TYPES.isdisjoint(said)
        or any(plain.yes_or_no(row.first(f"{FLAG}{kind}")) for kind in flagged & protection.CONFIDENTIAL_TYPES)
    )
