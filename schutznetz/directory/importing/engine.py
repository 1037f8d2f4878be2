"""Read → plan → write: the whole way of a list, or of a folder of lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from schutznetz.directory.importing import comparing, difference, listing, reading, stored, withdrawing, write
from schutznetz.directory.importing.difference import Difference
from schutznetz.directory.importing.drafts import Delivery
from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.findings import Duplicate, Finding, Log, Where, finding
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.limits import COMMAND, MAX_FILES
from schutznetz.directory.importing.listing import Listing
from schutznetz.directory.importing.mapping import Mapping
from schutznetz.directory.importing.reading.source import Source, as_source
from schutznetz.directory.importing.report import SOME_REFUSED, UNUSABLE, Report
from schutznetz.directory.importing.stored import Stored
from schutznetz.directory.importing.withdrawing import Withdrawal
from schutznetz.networks.models import Network


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
    overwrite: bool
    tells: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """What a list would change, and the stored records that this was compared with."""

    known: dict[str, Stored]
    changes: Difference
    withdrawal: Withdrawal
    duplicates: list[Duplicate]
    log: Log


def run(
    source: Path | Source,
    *,
    network: Network,
    mapping: Mapping | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
    now: datetime,
    after_write: Callable[[Sequence[UUID]], object] | None = None,
    overwrite: bool = False,
    tells: bool = False,
) -> Report:
    """Read a file or a folder of files into the directory, on behalf of the network that holds the list.

    All sound records of a file are written in one transaction, a record whole or not at all; ``after_write`` gets
    the ids of the offers inside it (to index them). Reading and comparing happen before, so that a long list locks
    the database only while it is written. What houses have changed themselves since the last delivery stays, unless
    ``overwrite`` says otherwise (ADR 0025). With ``tells`` the report says of single records what changes. Raises
    ImportRefused if nothing can be used.
    """
    job = Job(network, mapping, sheet, dry_run, strict, now, after_write, overwrite, tells)
    if isinstance(source, Path) and reading.is_folder(source):
        report = _run_strict_folder(source, job) if strict and not dry_run else _run_folder(source, job)
    else:
        report = _settle(_read(source, job), job)
    if strict and report.errors:
        report.refuse_all()
    report.dry_run = dry_run
    return report


def _read(source: Path | Source, job: Job) -> Listing:
    return listing.read(as_source(source), job.mapping, job.sheet)


def _lists_in(folder: Path) -> dict[str, Path]:
    """Return the lists of a folder by their name in it."""
    paths = reading.lists_in(folder)
    if not paths:
        raise ImportRefused(f"Im Ordner „{folder}“ liegt keine Liste (CSV, TSV, XLSX, JSON, GeoJSON).", "empty_folder")
    if len(paths) > MAX_FILES:
        raise ImportRefused(
            f"Im Ordner „{folder}“ liegen mehr als {MAX_FILES} Listen. Bitte teilen Sie ihn.", "too_large"
        )
    return {path.relative_to(folder).as_posix(): path for path in paths}


def _run_folder(folder: Path, job: Job) -> Report:
    report, refused = Report(), 0
    paths = _lists_in(folder)
    for name, path in paths.items():
        try:
            report.add(_settle(_read(path, job), job), name)
        except ImportRefused as error:
            refused += 1
            report.add(Report(errors=[refusal(error)], exit_code=SOME_REFUSED), name)
    if refused == len(paths):
        report.exit_code = UNUSABLE
    return report


def _run_strict_folder(folder: Path, job: Job) -> Report:
    """Read all files first, then write them together: an error in the last one refuses the first one too."""
    report, read = Report(), {}
    for name, path in _lists_in(folder).items():
        try:
            read[name] = _read(path, job)
        except ImportRefused as error:
            report.add(Report(errors=[refusal(error)], exit_code=UNUSABLE), name)
        if sum(found.rows for found in read.values()) > COMMAND.rows:
            text = (
                f"Die Listen im Ordner haben zusammen mehr als {COMMAND.rows} Zeilen. Bitte lesen Sie sie einzeln ein."
            )
            raise ImportRefused(text, "too_many_rows")
    with transaction.atomic():
        for name, found in read.items():
            report.add(_settle(found, job), name)
        if report.errors:
            transaction.set_rollback(rollback=True)
    return report


def refusal(error: ImportRefused) -> Finding:
    """Return a refused file as a finding of the report."""
    return finding(Where(), error.code, str(error))


def _settle(found: Listing, job: Job) -> Report:
    """Compare a list with what is stored and write the difference, or only say it."""
    planned = _plan(found, job)
    report = Report(rows=found.rows, skipped=found.skipped)
    errors = found.log.errors or planned.log.errors
    if not job.dry_run and not (job.strict and errors):
        with transaction.atomic():
            planned = _still_true(planned, found, job)
            _write(planned, found, job, report)
    report.created, report.updated = len(planned.changes.created), len(planned.changes.updated)
    report.unchanged, report.duplicates = planned.changes.unchanged, planned.duplicates
    report.kept = len(planned.changes.kept)
    if job.tells:
        report.samples = comparing.samples(planned.changes.created)
        report.changed = comparing.changed(planned.changes)
    report.take(found.log)
    report.take(planned.log)
    return report


def _plan(found: Listing, job: Job) -> Planned:
    log = Log()
    known = stored.records_of(job.network, found.present)
    withdrawal = _withdrawal(found, job, known, log)
    changes = difference.compare(found.records, found.places, {**known, **withdrawal.turned}, log)
    if not job.overwrite:
        difference.keep(changes, stored.edited_since(difference.renamed(changes.updated)), log)
    plz = {change.record.address.plz for change in changes.created if change.record.address.plz}
    return Planned(known, changes, withdrawal, difference.near_duplicates(changes.created, stored.offers_at(plz)), log)


def _still_true(planned: Planned, found: Listing, job: Job) -> Planned:
    """Return the plan, made anew if somebody else has written entries of the list since it was made."""
    Network.objects.select_for_update().get(pk=job.network.pk)  # one list of a network at a time
    is_same = stored.records_of(job.network, found.present) == planned.known
    renamed = {} if job.overwrite else difference.renamed(planned.changes.updated)
    return planned if is_same and not stored.edited_since(renamed) else _plan(found, job)


def _write(planned: Planned, found: Listing, job: Job, report: Report) -> None:
    withdrawn = planned.withdrawal.gone
    withdrawing.hide(withdrawn)
    report.changed_offer_ids = write.write(planned.changes, Delivery(job.network, found.source, job.now))
    report.has_withdrawn = bool(withdrawn) or any(change.record.is_confidential for change in planned.changes.updated)
    if job.after_write:
        job.after_write([*report.changed_offer_ids, *withdrawn])
    withdrawing.delete(withdrawn)


def _withdrawal(found: Listing, job: Job, known: dict[str, Stored], log: Log) -> Withdrawal:
    """Say what of the list is gone, and plan what must go because its place is protected now."""
    gone = stored.missing(job.network, f"{key(found.list_name)}/", found.present)
    result = Withdrawal()
    if found.refused or any(record.protected for record in found.records):
        former = stored.formerly_open(gone)
        result = withdrawing.plan(found.records, found.refused, known, former)
    if count := len(result.turned) + len(result.gone):
        text = (
            f"{count} früher offen eingelesene Einträge gehören zu einer Anschrift, die jetzt geschützt ist. Sie sind "
            "nicht mehr öffentlich, ihre Adresse ist gelöscht."
        )
        log.remark(Where(), "withdrawn", text, value=str(count))
    if left := len(gone) - count:
        text = (
            f"{left} früher eingelesene Einträge dieser Liste stehen nicht mehr darin. Sie bleiben im Verzeichnis; "
            "bitte prüfen Sie, ob es sie noch gibt."
        )
        log.remark(Where(), "gone", text, value=str(left))
    return result
