"""What changed in the feed, in the order in which it was noted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schutznetz.exchange.models import Announcement


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of one record; a deleted one is gone for good or until it comes back with a later change.

    ``digest`` proves to a mirror that what it fetched is what was noted here, and no older answer of a cache.
    """

    position: int
    kind: str
    record: UUID
    changed_at: datetime
    is_deleted: bool
    digest: str


def changes_after(position: int, limit: int) -> list[Change]:
    """Return the first changes after a position, the oldest first; one record is told once, as it is now."""
    rows = Announcement.objects.filter(position__gt=position).order_by("position")[:limit]
    return [
        Change(row.position, row.kind, row.record, row.changed_at, row.gone_at is not None, row.digest) for row in rows
    ]


def last_position() -> int:
    """Return the highest position; lower than one that somebody knows, it says that we were set back."""
    return Announcement.objects.order_by("-position").values_list("position", flat=True).first() or 0


def last_change() -> datetime | None:
    """Return when the change noted last was noted: the one with the highest position, whatever the clocks say."""
    return Announcement.objects.order_by("-position").values_list("changed_at", flat=True).first()
