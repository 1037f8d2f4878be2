"""Which entries have outlived their period: whole months from the beginning of a chain, behind a seal."""

from datetime import datetime
from uuid import UUID

from schutznetz.audit.actions import OPERATOR, About, record, seal
from schutznetz.audit.events import DELETED
from schutznetz.audit.models import Entry, EntryQuerySet
from schutznetz.common.retention import after_deletion, rule


@rule("audit.entry", delete=seal)
def entries(limit: datetime) -> EntryQuerySet:
    return Entry.objects.outlived(limit)


@after_deletion
def keep(table: str, line: UUID) -> None:
    """Say in the platform's chain that something was deleted; how much stands in that line of the deletion log.

    Entries of the log itself are deleted behind a seal, which says so in their own chain.
    """
    if table == "audit.entry":
        return
    record(DELETED, network=None, by=OPERATOR, about=About("deletionlog", line))
