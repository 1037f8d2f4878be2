"""What is done every night about accounts that nobody uses."""

from django.utils import timezone

from schutznetz.accounts import actions
from schutznetz.jobs.queue import Daily, task


@task(schedule=Daily("04:20"))
def close_silent_accounts() -> None:
    now = timezone.now()
    actions.warn_the_silent(now)
    actions.close_the_silent(now)
