"""What operators are told about the queue and the outbox."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min

from schutznetz.jobs.enums import JobState, MailState
from schutznetz.jobs.models import DeletionLog, Job, MailRelay, OutgoingMail
from schutznetz.jobs.queue import tasks
from schutznetz.jobs.queue.tasks import Task

# A job that has been due for so long has no worker that is alive, fast enough, or knows it.
OVERDUE = timedelta(minutes=5)
# A slot may take so long to be done, counted from its beginning.
LATE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Failed jobs of one task that failed alike."""

    task: str
    error: str
    jobs: int


@dataclass(frozen=True, slots=True)
class Punctuality:
    """When a periodic task was last done, and whether that was the latest slot."""

    task: str
    last: datetime | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Mails:
    """``failing_since`` and ``code``: the mail server takes nothing. Refused mails are no trouble of the house."""

    waiting: int
    oldest: datetime | None
    refused: int
    given_up: int
    failing_since: datetime | None
    code: str
    is_late: bool

    def as_json(self) -> dict[str, Any]:
        times = {name: moment and moment.isoformat(timespec="seconds")
                 for name, moment in (("oldest", self.oldest), ("failing_since", self.failing_since))}  # fmt: skip
        return {**asdict(self), **times}


@dataclass(frozen=True, slots=True)
class Health:
    open: int
    overdue: int
    failed: int
    troubles: list[Trouble]
    schedules: list[Punctuality]
    mails: Mails

    @property
    def is_well(self) -> bool:
        is_late = self.mails.is_late or any(schedule.is_late for schedule in self.schedules)
        return not (self.overdue or self.failed or is_late)

    def as_json(self) -> dict[str, Any]:
        schedules = [
            {"task": row.task, "last": row.last and row.last.isoformat(timespec="seconds"), "late": row.is_late}
            for row in self.schedules
        ]
        return {"ok": self.is_well, **asdict(self), "schedules": schedules, "mails": self.mails.as_json()}


def health(now: datetime) -> Health:
    """Return the figures by which operators see that work gets done."""
    failed = Job.objects.failed().values("name", "error").annotate(jobs=Count("id")).order_by("name", "error")
    troubles = [Trouble(row["name"], row["error"], row["jobs"]) for row in failed]
    periodic = tasks.scheduled()
    done = Job.objects.filter(state=JobState.DONE, name__in=[task.name for task in periodic])
    last = dict(done.values_list("name").annotate(Max("finished")))
    return Health(
        open=Job.objects.open().count(),
        overdue=Job.objects.claimable(now - OVERDUE).count(),
        failed=sum(trouble.jobs for trouble in troubles),
        troubles=troubles,
        schedules=[_punctuality(task, last.get(task.name), now) for task in periodic],
        mails=_mails(now),
    )


def _mails(now: datetime) -> Mails:
    waiting = OutgoingMail.objects.waiting()
    trouble = MailRelay.objects.first()
    states = dict(OutgoingMail.objects.values_list("state").annotate(Count("id")))
    return Mails(
        waiting=states.get(MailState.WAITING, 0),
        oldest=waiting.aggregate(oldest=Min("created_at"))["oldest"],
        refused=states.get(MailState.REFUSED, 0),
        given_up=states.get(MailState.GIVEN_UP, 0),
        failing_since=trouble.failing_since if trouble else None,
        code=trouble.code if trouble else "",
        # One that was tried may wait for its receiver; one that was not waits for us.
        is_late=waiting.filter(tries=0, created_at__lt=now - OVERDUE).exists(),
    )


def _punctuality(task: Task, last: datetime | None, now: datetime) -> Punctuality:
    expected = task.schedule.slot(now - LATE) if task.schedule else now
    return Punctuality(task.name, last, is_late=last is None or last < expected)


def latest_deletions(limit: int = 50) -> list[DeletionLog]:
    """What was deleted after its period, the last first."""
    return list(DeletionLog.objects.order_by("-began_at", "table")[:limit])
