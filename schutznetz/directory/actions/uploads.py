"""A list that somebody sends: kept sealed, looked at, checked, taken in or thrown away (ADR 0025)."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, Actor, record
from schutznetz.common import rows
from schutznetz.common.errors import DomainError
from schutznetz.directory import events, importing, sealing
from schutznetz.directory.access import uploads as access
from schutznetz.directory.actions.listing import read_in
from schutznetz.directory.enums import UploadState
from schutznetz.directory.models import KEPT, LONGEST_FILE_NAME, ListImport, ListUpload
from schutznetz.directory.presenting import uploads as presenting
from schutznetz.jobs.queue import named
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting

# So many rows are read while somebody waits for the page; more than that is a job.
AT_ONCE = 1_000
MOST_OPEN = 5
NOT_NOW = "Diese Liste wird gerade gelesen oder ist schon erledigt. Bitte laden Sie die Seite neu."


@transaction.atomic
def send_list(network: Network, name: str, data: bytes, who: Acting) -> ListUpload:
    """Keep a list for a day and guess what its columns mean; raises ``importing.ImportRefused`` if it is none."""
    if sum(one.state != UploadState.DONE for one in access.uploads_of(network)) >= MOST_OPEN:
        raise DomainError(f"Es liegen schon {MOST_OPEN} Listen da. Bitte lesen Sie eine ein oder werfen Sie eine weg.")
    found = importing.look(importing.Source.sent(name, data))
    upload = ListUpload(
        network=network, function_id=who.function, person=who.person, name=name[-LONGEST_FILE_NAME:],
        rows=found.rows, sent_at=timezone.now(),
    )  # fmt: skip
    sealing.keep_content(upload, data)
    sealing.keep_answers(upload, {"mapping": asdict(found.mapping), "sheet": None})
    upload.save(force_insert=True)
    return upload


@transaction.atomic
def answer(upload: ListUpload, mapping: importing.Mapping, sheet: str | None) -> ListUpload:
    """Keep what the columns mean; what was found out with other answers no longer holds."""
    held = _held(upload, UploadState.SENT, UploadState.CHECKED)
    sealing.keep_answers(held, {"mapping": asdict(mapping), "sheet": sheet})
    held.report, held.state = None, UploadState.SENT
    held.save(update_fields=["answers", "report", "state"])
    return held


@transaction.atomic
def check_list(upload: ListUpload) -> ListUpload:
    """Find out what the list would change: at once, or by a job if it is long."""
    held = _held(upload, UploadState.SENT, UploadState.CHECKED)
    if held.rows <= AT_ONCE:
        run_check(held)
    else:
        _hand_on(held, UploadState.CHECKING, "directory.check_list")
    return held


@transaction.atomic
def take_list(upload: ListUpload, who: Acting, *, overwrite: bool) -> ListUpload:
    """Take a checked list into the directory, once: at once, or by a job if it is long."""
    held = _held(upload, UploadState.CHECKED)
    if access.report_of(held).get("problem"):
        raise DomainError("Diese Liste lässt sich so nicht einlesen. Bitte sehen Sie die Zuordnung noch einmal an.")
    held.function_id, held.person = who.function, who.person
    if held.rows <= AT_ONCE:
        run_take(held, who.actor, overwrite=overwrite)
    else:
        _hand_on(held, UploadState.TAKING, "directory.take_list", overwrite=overwrite)
    return held


@transaction.atomic
def throw_away(upload: ListUpload) -> None:
    """Forget a list that was not taken in, or the report of one that was."""
    ListUpload.objects.filter(pk=upload.pk).delete()


def run_check(upload: ListUpload) -> None:
    """Compare the list with the directory and keep what was found; a list that cannot be used says why."""
    try:
        report = _read(upload, dry_run=True)
    except importing.ImportRefused as refused:
        sealing.keep_report(upload, {"problem": str(refused)})
    else:
        sealing.keep_report(upload, presenting.told(report))
    upload.state = UploadState.CHECKED
    upload.save(update_fields=["report", "state"])


def run_take(upload: ListUpload, by: Actor, *, overwrite: bool) -> None:
    """Write the list, and with it what the log says; afterwards nothing of the list itself is left here."""
    try:
        with transaction.atomic():
            report = _read(upload, dry_run=False, overwrite=overwrite)
            upload.became = _note(upload, report)
            record(events.LIST_TAKEN, network=upload.network_id, by=by, about=About("listimport", upload.became.pk))
    except importing.ImportRefused as refused:
        sealing.keep_report(upload, {"problem": str(refused)})
        upload.state = UploadState.CHECKED
    else:
        sealing.keep_report(upload, presenting.told(report))
        upload.content, upload.answers, upload.state = None, None, UploadState.DONE
    upload.save()


def forget_uploads(now: datetime) -> int:
    """Delete what was sent a day ago; returns how many."""
    return ListUpload.objects.filter(sent_at__lt=now - KEPT).delete()[0]


def _read(upload: ListUpload, *, dry_run: bool, overwrite: bool = False) -> importing.Report:
    # A list of the whole network makes houses that are no partners yet, and asks of any entry whether it was edited.
    with rows.system("reading in a list"):
        return read_in(
            access.source_of(upload), Network.objects.select_related("kreis__land").get(pk=upload.network_id),
            mapping=access.mapping_of(upload), sheet=access.chosen_sheet(upload), dry_run=dry_run,
            overwrite=overwrite, tells=True,
        )  # fmt: skip


def _note(upload: ListUpload, report: importing.Report) -> ListImport:
    return ListImport.objects.create(
        network_id=upload.network_id, function_id=upload.function_id, at=timezone.now(),
        name=access.mapping_of(upload).list_name,
        created=report.created, updated=report.updated, unchanged=report.unchanged, kept=report.kept,
        refused=report.refused,
    )  # fmt: skip


def _held(upload: ListUpload, *states: UploadState) -> ListUpload:
    """Hold the row, so that nobody takes the same list in twice."""
    held = ListUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk, state__in=states).first()
    if held is None:
        raise DomainError(NOT_NOW)
    return held


def _hand_on(upload: ListUpload, state: UploadState, task: str, **args: object) -> None:
    upload.state, upload.report = state, None
    upload.save(update_fields=["state", "report", "function", "person"])
    named(task).enqueue(upload=str(upload.pk), **args)
