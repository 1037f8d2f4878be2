"""What is done every night about memberships that have run out."""

from django.utils import timezone

from schutznetz.jobs.queue import Daily, task
from schutznetz.networks import actions


@task(schedule=Daily("00:10"))
def end_expired_memberships() -> None:
    actions.end_expired(timezone.localdate())
