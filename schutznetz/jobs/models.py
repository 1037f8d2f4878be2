"""The queue: one table, in the database that the jobs change (ADR 0008)."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from schutznetz.jobs.enums import CLOSED, JobState

LONGEST_NAME = 80
LONGEST_KEY = 200
LONGEST_ERROR = 200


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> "JobQuerySet":
        """Waiting or running. Asked by ``finished``, which the partial index knows word by word."""
        return self.filter(finished=None)

    def claimable(self, now: datetime) -> "JobQuerySet":
        """Waiting and due, or running although the lease is over: whoever had it is dead or stuck."""
        return self.open().filter(due__lte=now)

    def failed(self) -> "JobQuerySet":
        return self.filter(state=JobState.FAILED)


class Job(models.Model):
    """A call of a task, to be made after the commit of the transaction that wrote this row.

    ``due`` says "not before" while the job waits, and "the lease ends" while it runs, so that no job needs a rescuer.
    ``token`` is known only to the worker that runs the job now: who no longer has it commits nothing. ``args`` hold
    ids, never content; ``error`` holds the class of an exception and its place, never its text.
    """

    name = models.CharField("Aufgabe", max_length=LONGEST_NAME)
    args = models.JSONField("Angaben", default=dict)
    key = models.CharField("Schlüssel", max_length=LONGEST_KEY, unique=True, null=True, blank=True)
    state = models.CharField("Stand", max_length=7, choices=JobState.choices, default=JobState.READY)
    due = models.DateTimeField("fällig, oder: vergeben bis")
    attempts = models.PositiveSmallIntegerField("Versuche", default=0)
    token = models.UUIDField("vergeben an", null=True, blank=True)
    error = models.CharField("letzter Fehler", max_length=LONGEST_ERROR, blank=True)
    finished = models.DateTimeField("beendet", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "Auftrag im Hintergrund"
        verbose_name_plural = "Aufträge im Hintergrund"
        indexes = [models.Index(fields=["due", "id"], name="job_open", condition=Q(finished=None))]
        constraints = [
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_finished_when_closed",
                condition=Q(state__in=CLOSED, finished__isnull=False)
                | (~Q(state__in=CLOSED) & Q(finished__isnull=True)),
            ),
            models.CheckConstraint(
                name="job_token_while_running",
                condition=Q(state=JobState.RUNNING, token__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(token__isnull=True)),
            ),
            models.CheckConstraint(name="job_failed_says_why", condition=~Q(state=JobState.FAILED) | ~Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({JobState(self.state).label})"
