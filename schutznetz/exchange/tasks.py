"""Keeping the list of changes: soon after each, and every night of everything. And reading what others changed."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.exchange import actions
from schutznetz.jobs.queue import Daily, Every, task


@task(atomic=False, timeout=timedelta(minutes=10), schedule=Every(1))
def note_changes() -> None:
    """Note what says that it changed."""
    actions.note_changes()


@task(atomic=False, timeout=timedelta(minutes=30), schedule=Daily("03:40"))
def note_everything() -> None:
    """Compare every record whole, after expired names have been taken out (directory, 03:20)."""
    actions.note_changes(whole=True)


@task(schedule=Every(5))
def follow_sources() -> None:
    """Have every source read whose time has come, each by a job of its own."""
    for source in actions.due(timezone.now()):
        read_source.using(key=str(source.pk)).enqueue(source=str(source.pk))


@task(atomic=False, timeout=timedelta(minutes=60))
def read_source(source: str) -> None:
    """Read what changed at one home; cut off, the next time goes on."""
    actions.read_again(source)
