"""A file → checked records, before the database is locked: open, recognise, read, resolve the places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schutznetz.common.words import squeeze
from schutznetz.directory.importing import difference, places, plan, reading, records, stored, table
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.places import Place
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.protection import Protected
from schutznetz.directory.importing.reading.source import Source, as_source
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.survey import Survey, survey
from schutznetz.directory.importing.table import Table
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.importing.values import plain

# What tells editions of one list apart: a year or a date in the file's name.
_EDITION = re.compile(r"(?:19|20)\d{2}(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Listing:
    """A file as read: its sound records with their places, and what the report says so far.

    ``present`` are the keys of all its records; ``refused`` are rows about protected places that were not sound.
    """

    list_name: str
    source: str
    rows: int
    skipped: int
    records: Sequence[Record]
    places: Sequence[Place]
    present: frozenset[str]
    refused: Sequence[Protected]
    log: Log


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its tables and what is done with their columns."""

    sheets: Sequence[tuple[Table, Plan]]
    survey: Survey
    types: TypeWords
    list_name: str
    source: str


def read(source: Source, mapping: Mapping | None, sheet: str | None) -> Listing:
    """Read a file; raise ImportRefused if nothing of it can be used."""
    log = Log()
    opened = open_file(source, mapping, sheet, log)
    built, refused, skipped = _build(opened, log)
    sound = difference.once(built, log)
    return Listing(
        list_name=opened.list_name,
        source=opened.source,
        rows=opened.survey.rows,
        skipped=skipped,
        records=sound,
        places=places.resolve(sound, log),
        present=frozenset(record.key for record in built),
        refused=refused,
        log=log,
    )


def propose(source: Path | Source, *, sheet: str | None = None) -> Mapping:
    """Return the mapping that the command would use for a file, for a coordinator to correct."""
    opened = open_file(as_source(source), None, sheet, Log())
    return plan.as_mapping(opened.sheets, opened.list_name, opened.source, opened.survey.key_column)


def open_file(origin: Source, mapping: Mapping | None, sheet: str | None, log: Log) -> Opened:
    types = stored.type_words()
    if mapping:
        types = types.with_words(mapping.types)
    grids = reading.read(origin, sheet)
    is_named = (lambda name: name in mapping.columns) if mapping and mapping.columns else None
    tables = [found for grid in grids if (found := table.find(grid, is_named))]
    if not tables:
        raise ImportRefused("Die Datei enthält keine Tabelle. Bitte prüfen Sie ihren Inhalt.", "no_table")
    sheets = _plans(tables, mapping, types, origin.stem, log)
    list_name = (mapping.list_name if mapping else "") or list_name_of(origin)
    source = (mapping.source if mapping else "") or next((t.source for t in tables if t.source), "") or origin.name
    source = plain.storable(source) or list_name
    return Opened(sheets, survey(sheets), types, list_name, source)


def _plans(
    tables: Sequence[Table], mapping: Mapping | None, types: TypeWords, title: str, log: Log
) -> list[tuple[Table, Plan]]:
    """Return a plan for each table; a sheet that is no directory is named, unless all are."""
    found: list[tuple[Table, Plan]] = []
    refused: ImportRefused | None = None
    known = frozenset(name for one in tables for name in one.header)
    for one in tables:
        try:
            if mapping and mapping.columns:
                found.append((one, plan.from_mapping(one, mapping, log, known)))
            else:
                found.append((one, plan.propose(one, types, title, log)))
        except ImportRefused as error:
            refused = error
            log.remark(Where(one.sheet), "sheet_skipped", f"Dieses Blatt wurde übersprungen. {error}")
    if not found and refused:
        raise refused
    return found


def title_of(path: Path | Source) -> str:
    """Return the name of a file without year or date, as a person reads it."""
    return squeeze(_EDITION.sub(" ", path.stem).replace("_", " "))


def list_name_of(path: Path | Source) -> str:
    """Return the name that keeps the editions of a list together, whoever writes it."""
    return key(title_of(path)) or key(path.stem) or plain.storable(path.stem) or "liste"


def _build(opened: Opened, log: Log) -> tuple[list[Record], list[Protected], int]:
    found: list[Record] = []
    refused: list[Protected] = []
    skipped = 0
    for one, its_plan in opened.sheets:
        context = records.Context(its_plan, opened.types, opened.survey, opened.list_name, one.sheet, len(one.header))
        for number, cells in one.rows(log):
            built = records.build(number, cells, context, log)
            if isinstance(built, Record):
                found.append(built)
            elif isinstance(built, Protected):
                refused.append(built)
            elif built:
                skipped += 1
    return found, refused, skipped
