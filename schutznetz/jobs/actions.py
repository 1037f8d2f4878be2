"""Post a mail; and what operators and the schedule do: send, delete what has outlived its period, try again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from schutznetz.common import retention
from schutznetz.jobs.enums import DeletedBy, JobState
from schutznetz.jobs.models import DeletionLog, Job, Letter, OutgoingMail
from schutznetz.jobs.outbox import checking, files, returns, sending
from schutznetz.jobs.queue import named

# Few enough to hold SQLite's only write lock for a moment.
BATCH = 500


def post(*, to: str, subject: str, text: str, kind: str, key: str | None = None) -> OutgoingMail:
    """Write a mail to one person; it leaves after the commit of the caller's transaction, and never after a rollback.

    ``subject`` is fixed text, ``text`` plain text. ``kind`` is a short code for figures. What has a ``key`` (made of
    ids) is posted once; a second call changes nothing and returns the first mail. Raises ``DomainError`` for ``to``.
    """
    now = timezone.now()
    words = {"to": checking.address(to), "subject": checking.subject(subject), "text": checking.text(text)}
    mail = OutgoingMail(kind=checking.kind(kind), key=checking.key(key), created_at=now, due=now)
    with transaction.atomic():
        if key is not None:
            OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
            stored = OutgoingMail.objects.get(key=key)
            if stored.pk != mail.pk:
                return stored
        else:
            mail.save(force_insert=True)
        Letter.objects.create(mail=mail, **words)
        named("jobs.send_mails").enqueue()
    return mail


def send_mails() -> None:
    """Send what is due and see to it that somebody comes again for the rest."""
    if again := sending.send_due():
        # One job a minute is enough, whoever asks for it.
        named("jobs.send_mails").using(key=f"{again:%Y-%m-%dT%H:%M}", run_after=again).enqueue()


def note_return(raw: bytes) -> bool:
    """Write down that a mail of ours came back for good; tells whether it counts (ADR 0022)."""
    found = returns.read(raw)
    if found is None:
        return False
    unreturned = OutgoingMail.objects.filter(pk=found.mail, returned_at=None)
    return bool(unreturned.update(returned_at=timezone.now(), returned_code=found.code))


@dataclass(frozen=True, slots=True)
class Deletion:
    """``rows`` of a table ended before ``limit``; they are gone if the run was wet."""

    table: str
    label: str
    limit: datetime
    rows: int


def apply_retention(now: datetime, *, wet_run: bool, by: DeletedBy = DeletedBy.COMMAND) -> list[Deletion]:
    """Delete, or only count, what has outlived its period in docs/loeschkonzept.toml; may be repeated at any time."""
    return [apply_rule(rule, now, wet_run=wet_run, by=by) for rule in retention.rules()]


def apply_rule(rule: retention.Rule, now: datetime, *, wet_run: bool, by: DeletedBy = DeletedBy.COMMAND) -> Deletion:
    """Delete, or only count, what one rule makes due, in small transactions."""
    limit = retention.limit_of(rule.table, now)
    expired = rule.expired(limit)
    rows = _carry_out(rule, limit, by) if wet_run else expired.count()
    return Deletion(rule.table, str(expired.model._meta.verbose_name_plural), limit, rows)


def _carry_out(rule: retention.Rule, limit: datetime, by: DeletedBy) -> int:
    """Delete, and keep a line of it: begun before the first row goes, closed together with the log of the platform."""
    if not rule.expired(limit).exists():
        return rule.delete(limit) if rule.delete else 0
    line = DeletionLog.objects.create(table=rule.table, ended_before=limit, by=by)
    rows = rule.delete(limit) if rule.delete else _delete(rule.expired(limit), line)
    with transaction.atomic():
        DeletionLog.objects.filter(pk=line.pk).update(rows=rows, finished_at=timezone.now())
        retention.tell(rule.table, line.pk)
    return rows


def _delete(expired: QuerySet[Any], line: DeletionLog | None = None) -> int:
    deleted = 0
    while ids := list(expired.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            expired.filter(pk__in=ids).delete()
            if line:
                DeletionLog.objects.filter(pk=line.pk).update(rows=deleted + len(ids))
        deleted += len(ids)
    return deleted


def erase_letters(limit: datetime) -> int:
    """Delete address and words of mails that ended before a moment, also where they lie as files."""
    files.erase(limit)
    return _delete(Letter.objects.ended_before(limit))


def retry_failed() -> int:
    """Let all failed jobs run again, with all their tries; returns their number."""
    return Job.objects.failed().update(state=JobState.READY, due=timezone.now(), finished=None, attempts=0, error="")
