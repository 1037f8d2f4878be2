"""What the directory does at night."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.audit.actions import Actor
from schutznetz.directory import actions
from schutznetz.directory.access import uploads as access
from schutznetz.directory.enums import UploadState
from schutznetz.jobs.queue import Daily, Every, task


@task(atomic=False, timeout=timedelta(minutes=10), schedule=Daily("03:10"))
def refresh_hours() -> None:
    """Know the open times of the next two weeks again."""
    actions.refresh_hours()


@task(atomic=False, schedule=Daily("03:20"))
def remove_expired_names() -> None:
    """Take out every name whose consent ended yesterday or before."""
    actions.remove_expired_names(timezone.localdate())


@task(atomic=False, timeout=timedelta(minutes=10))
def check_list(upload: str) -> None:
    """Find out what a long list would change."""
    found = access.any_upload(upload)
    if found and found.state == UploadState.CHECKING:
        actions.run_check(found)


@task(timeout=timedelta(minutes=10))
def take_list(upload: str, overwrite: bool) -> None:
    """Take a long list in, on behalf of who has said so."""
    found = access.held_upload(upload)
    if found and found.state == UploadState.TAKING:
        actions.run_take(found, Actor(found.person, found.function_id), overwrite=overwrite)


@task(schedule=Every(60))
def forget_uploads() -> None:
    """Lists that were sent go after a day, not in the night after that."""
    actions.forget_uploads(timezone.now())
