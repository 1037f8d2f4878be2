"""Reports of mistakes that nobody in the house settles."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import MistakeReport
from schutznetz.networks.enums import FunctionRole, PartnershipState
from schutznetz.networks.models import Membership, Partnership

# So long the house has to settle a report itself.
HOUSE_HAS = timedelta(days=14)
# The task that tells the house runs at once; who has not been told a day later never will be.
TELLING_TAKES = timedelta(days=1)
READERS = (FunctionRole.STEWARD, FunctionRole.LEAD)


def old_reports(desk: Desk) -> Iterator[Task]:
    """Reports the house has had for two weeks; at once where nobody could be told or nobody can log in."""
    now = timezone.now()
    partner = Partnership.objects.filter(
        network=desk.network, organisation=OuterRef("organisation"), state=PartnershipState.ACTIVE
    )
    reader = Membership.objects.in_force(desk.today).filter(
        function__organisation=OuterRef("organisation"), function__role__in=READERS
    )
    nobody = Q(told_at=None, created_at__lt=now - TELLING_TAKES) | ~Q(Exists(reader))
    late = Q(created_at__lt=now - HOUSE_HAS) | nobody
    found = MistakeReport.objects.filter(late, Exists(partner), settled_at=None)
    for report in found.select_related("organisation", "offer"):
        yield Task(
            key=f"mistake:{report.pk}",
            weight=Weight.AN_ENTRY_IS_DOUBTFUL,
            since=timezone.localdate(report.created_at),
            title=report.offer.title if report.offer else report.organisation.name,
            why=f"{MistakeKind(report.kind).label}, sagt jemand. Offen bei: {report.organisation.name}",
            verb="Hinweis lesen",
            href=reverse("coordination:report", args=[report.pk]),
        )
