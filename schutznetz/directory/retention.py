"""What the directory has kept long enough."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from schutznetz.common.retention import rule
from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import (
    GoneNotice,
    ListImport,
    ListUpload,
    MistakeReport,
    Offer,
    Proposal,
    SearchMiss,
    Version,
)
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


@rule("directory.version")
def versions(limit: datetime) -> QuerySet[Version]:
    """Earlier states of entries; the latest of each stays as long as the entry."""
    later = Version.objects.filter(kind=OuterRef("kind"), entry=OuterRef("entry"), number__gt=OuterRef("number"))
    return Version.objects.filter(Exists(later), made_at__lt=limit)


@rule("directory.proposal")
def proposals(limit: datetime) -> QuerySet[Proposal]:
    """What has been decided long ago; a proposal that waits is never deleted."""
    return Proposal.objects.filter(decided_at__lt=limit)


@rule("directory.searchmiss")
def search_misses(limit: datetime) -> QuerySet[SearchMiss]:
    return SearchMiss.objects.filter(month__lt=timezone.localdate(limit).replace(day=1))


@rule("directory.listupload")
def list_uploads(limit: datetime) -> QuerySet[ListUpload]:
    """Whatever was sent, taken in or not; every hour, and again at night."""
    return ListUpload.objects.filter(sent_at__lt=limit)


@rule("directory.listimport")
def list_imports(limit: datetime) -> QuerySet[ListImport]:
    return ListImport.objects.filter(at__lt=limit)
