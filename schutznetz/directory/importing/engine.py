"""Read → table → mapping → values → records → difference → write: the whole way of a list."""

import re
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from schutznetz.directory.importing import difference, places, plan, reading, records, stored, table, write
from schutznetz.directory.importing.difference import Difference
from schutznetz.directory.importing.drafts import Delivery
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Finding, Log, Where, finding
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.limits import MAX_FILES
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.plan import Plan
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.report import SOME_REFUSED, UNUSABLE, Report
from schutznetz.directory.importing.survey import Survey, survey
from schutznetz.directory.importing.table import Table
from schutznetz.directory.importing.types import TypeWords
from schutznetz.networks.models import Network

# What tells editions of one list apart: a year or a date in the file's name.
_EDITION = re.compile(r"(?:19|20)\d{2}(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?[0-3]\d)?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Job:
    """One call of ``run``: everything but the file."""

    network: Network
    mapping: Mapping | None
    sheet: str | None
    dry_run: bool
    strict: bool
    now: datetime
    after_write: Callable[[Sequence[UUID]], object] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its tables and what is done with their columns."""

    sheets: Sequence[tuple[Table, Plan]]
    survey: Survey
    types: TypeWords
    list_name: str
    source: str


def run(
    source: Path,
    *,
    network: Network,
    mapping: Mapping | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    now: datetime,
    after_write: Callable[[Sequence[UUID]], object] | None = None,
) -> Report:
    """Read a file or a folder of files into the directory, on behalf of the network that holds the list.

    All sound records of a file are written in one transaction, a record whole or not at all; ``after_write`` gets
    the ids of the offers inside it (to index them). Reading happens before, so that a long list locks the database
    only while it is written. Raises ImportRefused if nothing can be used.
    """
    job = Job(network, mapping, sheet, dry_run, strict, now, after_write)
    takes_back = strict and source.is_dir() and not dry_run  # an error in the last file refuses the first one too
    with transaction.atomic() if takes_back else nullcontext():
        report = _run_folder(source, job) if source.is_dir() else _run_file(source, job)
        if takes_back and report.errors:
            transaction.set_rollback(rollback=True)
    if strict and report.errors:
        report.refuse_all()
    report.dry_run = dry_run
    return report


def propose(source: Path, *, sheet: str | None = None) -> Mapping:
    """Return the mapping that the command would use for a file, for a coordinator to correct."""
    opened = _open(source, None, sheet, Log())
    return plan.as_mapping(opened.sheets, opened.list_name, opened.source, opened.survey.key_column)


def _run_folder(folder: Path, job: Job) -> Report:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in reading.SUFFIXES)
    if not paths:
        raise ImportRefused(f"Im Ordner „{folder}“ liegt keine Liste (CSV, TSV, XLSX, JSON, GeoJSON).", "empty_folder")
    if len(paths) > MAX_FILES:
        raise ImportRefused(
            f"Im Ordner „{folder}“ liegen mehr als {MAX_FILES} Listen. Bitte teilen Sie ihn.", "too_large"
        )
    report = Report()
    refused = 0
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            report.add(_run_file(path, job), name)
        except ImportRefused as error:
            refused += 1
            report.add(Report(errors=[refusal(error)], exit_code=SOME_REFUSED), name)
    if refused == len(paths):
        report.exit_code = UNUSABLE
    return report


def refusal(error: ImportRefused) -> Finding:
    """Return a refused file as a finding of the report."""
    return finding(Where(), error.code, str(error))


def _run_file(path: Path, job: Job) -> Report:
    log = Log()
    opened = _open(path, job.mapping, job.sheet, log)
    built, skipped = _build(opened, log)
    sound = difference.once(built, log)
    where = places.resolve(sound, log)
    report = Report(rows=opened.survey.rows, skipped=skipped)
    present = {record.key for record in built}
    with nullcontext() if job.dry_run else transaction.atomic():
        _name_gone(opened, job.network, present, log)
        changes = difference.compare(sound, where, stored.records_of(job.network, present), log)
        _count(changes, report)
        if not job.dry_run and not (job.strict and log.errors):
            report.changed_offer_ids = write.write(changes, Delivery(job.network, opened.source, job.now))
            if job.after_write:
                job.after_write(report.changed_offer_ids)
    report.take(log)
    return report


def _count(changes: Difference, report: Report) -> None:
    report.created, report.updated, report.unchanged = len(changes.created), len(changes.updated), changes.unchanged
    plz = {change.record.address.plz for change in changes.created if change.record.address.plz}
    report.duplicates = difference.near_duplicates(changes.created, stored.offers_at(plz))


def _open(path: Path, mapping: Mapping | None, sheet: str | None, log: Log) -> Opened:
    types = stored.type_words()
    if mapping:
        types = types.with_words(mapping.types)
    grids = reading.read(path, sheet)
    is_named = (lambda name: name in mapping.columns) if mapping and mapping.columns else None
    tables = [found for grid in grids if (found := table.find(grid, is_named))]
    if not tables:
        raise ImportRefused("Die Datei enthält keine Tabelle. Bitte prüfen Sie ihren Inhalt.", "no_table")
    sheets = _plans(tables, mapping, types, path, log)
    list_name = (mapping.list_name if mapping else "") or list_name_of(path)
    source = (mapping.source if mapping else "") or next((t.source for t in tables if t.source), "") or path.name
    return Opened(sheets, survey(sheets), types, list_name, source)


def _plans(
    tables: Sequence[Table], mapping: Mapping | None, types: TypeWords, path: Path, log: Log
) -> list[tuple[Table, Plan]]:
    """Return a plan for each table; a sheet that is no directory is named, unless all are."""
    found: list[tuple[Table, Plan]] = []
    refused: ImportRefused | None = None
    for one in tables:
        try:
            if mapping and mapping.columns:
                found.append((one, plan.from_mapping(one, mapping, log)))
            else:
                found.append((one, plan.propose(one, types, path.stem, log)))
        except ImportRefused as error:
            refused = error
            log.remark(Where(one.sheet), "sheet_skipped", f"Dieses Blatt wurde übersprungen. {error}")
    if not found and refused:
        raise refused
    return found


def list_name_of(path: Path) -> str:
    """Return the name that keeps the editions of a list together: the file's, without year or date."""
    return key(_EDITION.sub(" ", path.stem).replace("_", " ")) or key(path.stem) or path.stem


def _build(opened: Opened, log: Log) -> tuple[list[Record], int]:
    found: list[Record] = []
    skipped = 0
    for one, its_plan in opened.sheets:
        context = records.Context(its_plan, opened.types, opened.survey, opened.list_name, one.sheet, len(one.header))
        for number, cells in one.rows(log):
            record = records.build(number, cells, context, log)
            if isinstance(record, Record):
                found.append(record)
            elif record:
                skipped += 1
    return found, skipped


def _name_gone(opened: Opened, network: Network, present: set[str], log: Log) -> None:
    gone = stored.count_missing(network, f"{key(opened.list_name)}/", present)
    if gone:
        log.remark(
            Where(),
            "gone",
            f"{gone} früher eingelesene Einträge dieser Liste stehen nicht mehr darin. Sie bleiben im Verzeichnis; "
            "bitte prüfen Sie, ob es sie noch gibt.",
            value=str(gone),
        )
