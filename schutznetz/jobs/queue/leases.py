"""Who may run a job, and until when: claim, finish, fail."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from schutznetz.common import backoff
from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import Job, JobQuerySet
from schutznetz.jobs.queue.tasks import Task

# Time to commit, or to be rolled back, after a task was stopped: only then may another worker begin.
SLACK = timedelta(seconds=10)
TRIES = 5
LONGEST_PAUSE = timedelta(hours=1)
WORKER_DIED = "WorkerDied"

logger = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has the job by now; whatever was done for it is rolled back."""


@dataclass(frozen=True, slots=True)
class Lease:
    job_id: int
    task: Task
    args: dict[str, Any]
    token: UUID
    attempts: int

    def mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, token=self.token)


def claim(tasks: Mapping[str, Task]) -> Lease | None:
    """Take a job of these tasks: an urgent one, else the longest due, or none. Others wait for who knows them."""
    urgent = [name for name, task in tasks.items() if task.is_urgent]
    # The database would take a lone constant for the number of a column.
    first = [Case(When(name__in=urgent, then=0), default=1)] if urgent else []
    now = timezone.now()
    claimable = Job.objects.claimable(now).filter(name__in=list(tasks))
    skip_locked = connection.features.has_select_for_update_skip_locked
    # Asked without a transaction: on SQLite that would take the only write lock, once a second for nothing.
    while claimable.exists():
        with transaction.atomic():
            rows = claimable.select_for_update(skip_locked=True) if skip_locked else claimable
            job = rows.order_by(*first, "due", "id").first()
            if job is None:
                return None
            if job.attempts < TRIES:
                return _take(job, tasks[job.name], now)
            _give_up(job, now)
    return None


def _give_up(job: Job, now: datetime) -> None:
    """Close a job that ran out of tries: each time it ran, its worker did not live to say how it went."""
    logger.warning("Auftrag %s (%s) gescheitert: sein Prozess ist jedes Mal gestorben", job.pk, job.name)
    values = {"state": JobState.FAILED, "finished": now, "token": None, "error": WORKER_DIED}
    Job.objects.filter(pk=job.pk, token=job.token).update(**values)


def _take(job: Job, task: Task, now: datetime) -> Lease | None:
    lease = Lease(job.pk, task, job.args, uuid4(), job.attempts + 1)
    unchanged = Job.objects.filter(pk=job.pk, state=job.state, token=job.token, attempts=job.attempts)
    taken = unchanged.update(
        state=JobState.RUNNING,
        token=lease.token,
        due=now + task.timeout + SLACK,
        attempts=F("attempts") + 1,
        # From now on a change is too late for this job: the next one with this key makes a new job.
        key=job.key if task.keeps_key(job.key) else None,
    )
    return lease if taken else None


def finish(lease: Lease) -> None:
    """Mark the job as done; to be called in the transaction of its effect. Raises ``LeaseLost``."""
    if not lease.mine().update(state=JobState.DONE, finished=timezone.now(), token=None, error=""):
        raise LeaseLost


def fail(lease: Lease, error: str) -> None:
    """Let the job wait for its next try, or close it after the last one; nothing if the lease is lost."""
    now = timezone.now()
    if lease.attempts < TRIES:
        lease.mine().update(state=JobState.READY, due=now + pause(lease.attempts), token=None, error=error)
    else:
        lease.mine().update(state=JobState.FAILED, finished=now, token=None, error=error)


def pause(attempts: int) -> timedelta:
    """Return how long a job waits after so many tries."""
    return backoff.pause(attempts, LONGEST_PAUSE)
