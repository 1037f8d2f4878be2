"""What the feed has remembered long enough."""

from datetime import datetime

from django.db.models import Q, QuerySet

from schutznetz.common.retention import rule
from schutznetz.exchange.models import Announcement, FeedKey, Mirror


@rule("exchange.announcement")
def tombstones(limit: datetime) -> QuerySet[Announcement]:
    """A mirror that has not asked for so long has to fetch everything anew."""
    return Announcement.objects.filter(gone_at__lt=limit)


@rule("exchange.mirror")
def mirror_tombstones(limit: datetime) -> QuerySet[Mirror]:
    """What is gone at its home needs no trace here any more."""
    return Mirror.objects.filter(gone_at__lt=limit)


@rule("exchange.feedkey")
def feed_keys(limit: datetime) -> QuerySet[FeedKey]:
    """Expired or revoked so long ago that nobody asks any more who held it."""
    return FeedKey.objects.filter(Q(expires_at__lt=limit) | Q(revoked_at__lt=limit))
