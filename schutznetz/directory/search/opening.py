"""The table of open times: "jetzt offen" is a question to an index, not to hours of text (design.md 7)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from schutznetz.common import hours
from schutznetz.directory.models import ContactPoint, OpenInterval

DAYS_AHEAD = 14
BATCH = 500


@transaction.atomic
def refresh(contact_points: Iterable[ContactPoint], today: date | None = None) -> int:
    """Write the open times of these contact points for two weeks from today anew; returns their number."""
    today = today or timezone.localdate()
    points = {point.pk: point for point in contact_points}
    ids, written = list(points), 0
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        OpenInterval.objects.filter(contact_point__in=batch).delete()
        rows = [row for row in ContactPoint.objects.filter(pk__in=batch).select_related("site") if row.hours]
        intervals = [
            OpenInterval(contact_point=row, begins=begins, ends=ends)
            for row in rows
            for begins, ends in _spans(row, today)
        ]
        OpenInterval.objects.bulk_create(intervals, batch_size=BATCH)
        written += len(intervals)
    return written


def _spans(point: ContactPoint, today: date) -> list[tuple[datetime, datetime]]:
    land = point.site.kreis_id[:2] if point.site and point.site.kreis_id else ""
    # Yesterday counts too: its night may reach into today.
    return hours.open_spans(point.hours, today - timedelta(days=1), land, DAYS_AHEAD + 1)
