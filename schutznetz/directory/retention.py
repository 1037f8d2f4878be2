"""What the directory has kept long enough."""

from datetime import datetime

from django.db.models import QuerySet

from schutznetz.common.retention import rule
from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import GoneNotice, MistakeReport, Offer
from schutznetz.networks.enums import Visibility


@rule("directory.mistakereport")
def mistake_reports(limit: datetime) -> QuerySet[MistakeReport]:
    """What visitors have told us: every page that asks for it promises when it goes."""
    return MistakeReport.objects.filter(created_at__lt=limit)


@rule("directory.gonenotice")
def gone_notices(limit: datetime) -> QuerySet[GoneNotice]:
    return GoneNotice.objects.filter(decided_at__lt=limit)


@rule("directory.offer")
def offers(limit: datetime) -> QuerySet[Offer]:
    """Taken out after their house said that they are over, and not brought back since."""
    taken_out = GoneNotice.objects.filter(outcome=GoneOutcome.TAKEN_OUT, decided_at__lt=limit)
    return Offer.objects.filter(pk__in=taken_out.values("offer")).exclude(visibility=Visibility.PUBLIC)
