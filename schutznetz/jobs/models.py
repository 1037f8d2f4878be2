"""The queue (ADR 0008) and the outbox: tables in the database that the jobs change."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schutznetz.common.fields import public_id
from schutznetz.jobs.enums import CLOSED, DeletedBy, JobState, MailState

LONGEST_NAME = 80
LONGEST_KEY = 200
LONGEST_ERROR = 200
LONGEST_KIND = 40
LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 150
LONGEST_CODE = 60


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


class MailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "MailQuerySet":
        """Asked by ``finished_at``, which the partial index knows word by word."""
        return self.filter(finished_at=None)

    def due(self, now: datetime) -> "MailQuerySet":
        """In the order of sending: one that failed already lets all go first that did not."""
        return self.waiting().filter(due__lte=now).order_by("tries", "due", "created_at")


class OutgoingMail(models.Model):
    """What figures and operators need to know of a mail; address and words are in its ``Letter``.

    ``due`` says "not before" between two tries and "the lease ends" while a worker sends it. ``code`` is the number of
    the server's last answer or the class of an error, never its text: that may quote the address. ``returned_at``:
    another server has sent it back for good, after ours had taken it (ADR 0022).
    """

    id = public_id()
    kind = models.CharField("Art", max_length=LONGEST_KIND)
    key = models.CharField("Schlüssel", max_length=LONGEST_KEY, unique=True, null=True, blank=True)
    state = models.CharField("Stand", max_length=8, choices=MailState.choices, default=MailState.WAITING)
    created_at = models.DateTimeField("geschrieben am")
    due = models.DateTimeField("fällig, oder: vergeben bis")
    tries = models.PositiveSmallIntegerField("Versuche", default=0)
    tried_at = models.DateTimeField("zuletzt versucht am", null=True, blank=True)
    code = models.CharField("letzte Antwort", max_length=LONGEST_CODE, blank=True)
    finished_at = models.DateTimeField("beendet am", null=True, blank=True)
    returned_at = models.DateTimeField("zurückgekommen am", null=True, blank=True)
    returned_code = models.CharField("Grund der Rückkehr", max_length=LONGEST_CODE, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = "Mail"
        verbose_name_plural = "Mails"
        indexes = [
            models.Index(fields=["tries", "due"], name="mail_waiting", condition=Q(finished_at=None)),
            models.Index(fields=["tried_at"], name="mail_tried"),
        ]
        constraints = [
            models.CheckConstraint(name="mail_state_known", condition=Q(state__in=MailState.values)),
            models.CheckConstraint(
                name="mail_finished_unless_waiting",
                condition=Q(state=MailState.WAITING, finished_at__isnull=True)
                | (~Q(state=MailState.WAITING) & Q(finished_at__isnull=False)),
            ),
            models.CheckConstraint(name="mail_has_a_kind", condition=~Q(kind="")),
            models.CheckConstraint(
                name="mail_not_sent_says_why",
                condition=~Q(state__in=[MailState.REFUSED, MailState.GIVEN_UP]) | ~Q(code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({MailState(self.state).label})"


class LetterQuerySet(models.QuerySet["Letter"]):
    def ended_before(self, moment: datetime) -> "LetterQuerySet":
        return self.filter(mail__finished_at__lt=moment)


class Letter(models.Model):
    """Address and words of a mail: a table of its own, so that they go long before the figures do."""

    mail = models.OneToOneField(OutgoingMail, on_delete=models.CASCADE, primary_key=True, verbose_name="Mail")
    to = models.CharField("an", max_length=LONGEST_ADDRESS)
    subject = models.CharField("Betreff", max_length=LONGEST_SUBJECT)
    text = models.TextField("Text")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "Inhalt einer Mail"
        verbose_name_plural = "Inhalte von Mails"
        constraints = [
            models.CheckConstraint(
                name="letter_headers_of_one_line",
                condition=~Q(to__contains="\n")
                & ~Q(to__contains="\r")
                & ~Q(subject__contains="\n")
                & ~Q(subject__contains="\r"),
            ),
            models.CheckConstraint(name="letter_is_complete", condition=~Q(to="") & ~Q(subject="") & ~Q(text="")),
        ]

    def __str__(self) -> str:
        return str(self.mail)


class MailRelay(models.Model):
    """The one mail server that takes our mails, while it fails: since when, how often, when it is asked again.

    There is at most one row, and none as long as the server answers.
    """

    failures = models.PositiveIntegerField("Versuche", default=0)
    failing_since = models.DateTimeField("gestört seit")
    next_try = models.DateTimeField("nächster Versuch")
    code = models.CharField("letzte Antwort", max_length=LONGEST_CODE)

    class Meta:
        verbose_name = "Störung des Mailservers"
        verbose_name_plural = "Störungen des Mailservers"
        constraints = [models.CheckConstraint(name="relay_only_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"Störung ({self.code})"


class DeletionLog(models.Model):
    """That rows of one table were deleted because their period was over: how many, never which (R68).

    ``rows`` grows with each batch, in its transaction: a run that was killed has said what it has done.
    """

    id = public_id()
    table = models.CharField("Tabelle", max_length=80)
    ended_before = models.DateTimeField("beendet vor dem")
    by = models.CharField("durch", max_length=8, choices=DeletedBy.choices)
    rows = models.PositiveIntegerField("gelöscht", default=0)
    began_at = models.DateTimeField("begonnen am", default=timezone.now)
    finished_at = models.DateTimeField("fertig am", null=True, blank=True)

    class Meta:
        verbose_name = "Löschprotokoll"
        verbose_name_plural = "Löschprotokolle"
        indexes = [models.Index(fields=["-began_at"], name="deletion_latest")]
        constraints = [
            models.CheckConstraint(name="deletion_names_a_table", condition=~Q(table="")),
            models.CheckConstraint(name="deletion_by_known", condition=Q(by__in=DeletedBy.values)),
        ]

    def __str__(self) -> str:
        return f"{self.table}: {self.rows}"
