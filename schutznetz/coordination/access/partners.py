"""Partners of a network, whatever their state."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, When
from django.utils import timezone

from schutznetz.coordination.sources.keeping import KEEPERS
from schutznetz.directory.models import Site
from schutznetz.networks.access import looks_over
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Membership, Network, Partnership
from schutznetz.networks.policy import Acting

IN_ORDER_OF_LAW = Case(
    *(When(partner_type=kind.value, then=place) for place, kind in enumerate(PartnerType)), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which partners are wanted; what is empty is no question."""

    partner_type: str = ""
    state: str = ""
    gemeinde: str = ""
    unkept: bool = False


def _latest(found: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Of each organisation the last row only: who came back is not shown as gone."""
    later = Partnership.objects.filter(
        network=OuterRef("network"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    return found.filter(~Exists(later))


def partners(network: Network, asked: Asked, *, limit: int, offset: int) -> tuple[int, list[Partnership]]:
    """Return how many partners are as asked, and one page of them with their sites: by type, then by name."""
    found = _latest(Partnership.objects.filter(network=network))
    if asked.partner_type:
        found = found.filter(partner_type=asked.partner_type)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.gemeinde:
        here = Site.objects.filter(organisation=OuterRef("organisation"), gemeinde=asked.gemeinde)
        found = found.filter(Exists(here))
    if asked.unkept:
        found = found.exclude(organisation__in=_keeping(network).values("function__organisation"))
    page = found.order_by(IN_ORDER_OF_LAW, "organisation__name", "pk").select_related("organisation")
    return found.count(), list(page.prefetch_related("organisation__sites")[offset : offset + limit])


def partner_of(acting: Acting, organisation: UUID) -> Partnership | None:
    """What an organisation is in the network of a function: the own one, or for the coordination every one."""
    found = _latest(Partnership.objects.filter(network=acting.network, organisation=organisation))
    if not looks_over(acting):
        found = found.filter(organisation=acting.organisation)
    return found.select_related("organisation", "network__kreis").first()


def earlier_partnerships(partnership: Partnership) -> list[Partnership]:
    """The times before this one, the last first."""
    found = Partnership.objects.filter(network=partnership.network_id, organisation=partnership.organisation_id)
    return list(found.filter(pk__lt=partnership.pk).order_by("-pk"))


def left_partners(network: Network, *, limit: int) -> list[Partnership]:
    """Who has left and not come back, the last first."""
    left = _latest(Partnership.objects.filter(network=network, state=PartnershipState.LEFT))
    return list(left.select_related("organisation").order_by("-valid_until", "organisation__name", "pk")[:limit])


def has_steward(partnership: Partnership) -> bool:
    """Tell whether somebody looks after the entries of a partner today."""
    return _keeping(partnership.network).filter(function__organisation=partnership.organisation_id).exists()


def _keeping(network: Network) -> QuerySet[Membership]:
    today = timezone.localdate()
    return Membership.objects.in_force(today).filter(network=network, function__role__in=KEEPERS)
