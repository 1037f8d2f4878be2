"""Keeping the list of changes: soon after each, and every night of everything."""

from datetime import timedelta

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
