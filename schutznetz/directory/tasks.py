"""What the directory does at night."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.directory import actions
from schutznetz.jobs.queue import Daily, task


@task(atomic=False, timeout=timedelta(minutes=10), schedule=Daily("03:10"))
def refresh_hours() -> None:
    """Know the open times of the next two weeks again."""
    actions.refresh_hours()


@task(atomic=False, schedule=Daily("03:20"))
def remove_expired_names() -> None:
    """Take out every name whose consent ended yesterday or before."""
    actions.remove_expired_names(timezone.localdate())
