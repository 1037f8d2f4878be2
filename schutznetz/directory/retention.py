"""What the directory has kept long enough."""

from datetime import datetime

from django.db.models import QuerySet

from schutznetz.common.retention import rule
from schutznetz.directory.models import MistakeReport


@rule("directory.mistakereport")
def mistake_reports(limit: datetime) -> QuerySet[MistakeReport]:
    """What visitors have told us: every page that asks for it promises when it goes."""
    return MistakeReport.objects.filter(created_at__lt=limit)
