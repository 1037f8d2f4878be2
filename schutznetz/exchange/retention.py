"""What the feed has remembered long enough."""

from datetime import datetime

from django.db.models import QuerySet

from schutznetz.common.retention import rule
from schutznetz.exchange.models import Announcement


@rule("exchange.announcement")
def tombstones(limit: datetime) -> QuerySet[Announcement]:
    """A mirror that has not asked for so long has to fetch everything anew."""
    return Announcement.objects.filter(gone_at__lt=limit)
