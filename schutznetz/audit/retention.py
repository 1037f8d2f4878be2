"""Which entries have outlived their period: whole months from the beginning of a chain, behind a seal."""

from datetime import datetime

from schutznetz.audit.actions import seal
from schutznetz.audit.models import Entry, EntryQuerySet
from schutznetz.common.retention import rule


@rule("audit.entry", delete=seal)
def entries(limit: datetime) -> EntryQuerySet:
    return Entry.objects.outlived(limit)
