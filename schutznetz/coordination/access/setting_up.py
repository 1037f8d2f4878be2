"""How far a new network is: computed from what is there, ticked off by nobody."""

from datetime import datetime

from schutznetz.common.hours import ZONE
from schutznetz.coordination.presenting.setting_up import SetUpState
from schutznetz.jurisdiction.access import units_of
from schutznetz.jurisdiction.models import DutyService
from schutznetz.jurisdiction.presenting.checks import report
from schutznetz.networks import access as networks
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Membership, Network, Organisation, Partnership
from schutznetz.networks.roles import Act, grants_of


def set_up_state(network: Network, now: datetime) -> SetUpState:
    services = DutyService.objects.filter(network=network).select_related("unit", "successor")
    memberships = Membership.objects.filter(network=network)
    # An emergency number needs two people: one proposes, another confirms.
    confirming = [role for role in FunctionRole if grants_of(role, Act.CONFIRM_NUMBER)]
    in_force = memberships.in_force(now.astimezone(ZONE).date()).filter(function__role__in=confirming)
    return SetUpState(
        network=network,
        said=networks.said_by(network),
        partners=Partnership.objects.active().filter(network=network).exclude(pk__in=_offices(network)).count(),
        units=units_of(network),
        services=list(services.order_by("kind", "name")),
        checked=report(network, now),
        confirmers=in_force.values("user").distinct().count(),
        invited=memberships.open().filter(function__role__in=confirming).count(),
    )


def _offices(network: Network) -> list[int]:
    """The Jugendamt itself is no partner that was won."""
    first = Partnership.objects.active().filter(network=network, partner_type=PartnerType.OEFF_JUGENDHILFE)
    return list(first.filter(organisation__functions__role=FunctionRole.COORDINATION).values_list("pk", flat=True))


def office_of(network: Network) -> Organisation | None:
    """The Jugendamt of a network: the partner of the public youth welfare in which its coordination sits."""
    found = Organisation.objects.partners_of(network).filter(
        partnerships__network=network, partnerships__partner_type=PartnerType.OEFF_JUGENDHILFE
    )
    seat = found.filter(functions__role=FunctionRole.COORDINATION).order_by("created_at", "pk")
    return seat.first() or found.order_by("created_at", "pk").first()
