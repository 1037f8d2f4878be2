"""What operators are told about the queue."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max

from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import Job
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
class Health:
    open: int
    overdue: int
    failed: int
    troubles: list[Trouble]
    schedules: list[Punctuality]

    @property
    def is_well(self) -> bool:
        return not self.overdue and not self.failed and not any(schedule.is_late for schedule in self.schedules)

    def as_json(self) -> dict[str, Any]:
        schedules = [
            {"task": row.task, "last": row.last and row.last.isoformat(timespec="seconds"), "late": row.is_late}
            for row in self.schedules
        ]
        return {"ok": self.is_well, **asdict(self), "schedules": schedules}


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
    )


def _punctuality(task: Task, last: datetime | None, now: datetime) -> Punctuality:
    expected = task.schedule.slot(now - LATE) if task.schedule else now
    return Punctuality(task.name, last, is_late=last is None or last < expected)
