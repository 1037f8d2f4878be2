"""Which jobs and mails have outlived their period."""

from datetime import datetime

from django.db.models import QuerySet

from schutznetz.common.retention import rule
from schutznetz.jobs.actions import erase_letters
from schutznetz.jobs.models import DeletionLog, Job, JobQuerySet, Letter, LetterQuerySet, MailQuerySet, OutgoingMail


@rule("jobs.job")
def jobs(limit: datetime) -> JobQuerySet:
    """Closed long ago: much longer than any schedule's period, or a slot could run a second time."""
    return Job.objects.filter(finished__lt=limit)


@rule("jobs.letter", delete=erase_letters)
def letters(limit: datetime) -> LetterQuerySet:
    """Address and words of what was sent or never will be."""
    return Letter.objects.ended_before(limit)


@rule("jobs.outgoingmail")
def mails(limit: datetime) -> MailQuerySet:
    return OutgoingMail.objects.filter(finished_at__lt=limit)


@rule("jobs.deletionlog")
def deletions(limit: datetime) -> QuerySet[DeletionLog]:
    return DeletionLog.objects.filter(began_at__lt=limit)
