"""Which jobs have outlived their period."""

from datetime import datetime

from schutznetz.common.retention import rule
from schutznetz.jobs.models import Job, JobQuerySet


@rule("jobs.job")
def jobs(limit: datetime) -> JobQuerySet:
    """Closed long ago: much longer than any schedule's period, or a slot could run a second time."""
    return Job.objects.filter(finished__lt=limit)
