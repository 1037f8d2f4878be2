"""How far a new network is: computed from what is there, ticked off by nobody."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from schutznetz.common.hours import ZONE
from schutznetz.coordination.presenting.setting_up import SetUpState
from schutznetz.jurisdiction.access import units_of
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber
from schutznetz.jurisdiction.presenting.checks import report
from schutznetz.networks import access as networks
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Membership, Network, Organisation, Partnership, Unit
from schutznetz.networks.roles import Act, grants_of
from schutznetz.regions.models import Gemeinde


def set_up_state(network: Network, now: datetime) -> SetUpState:
    memberships = Membership.objects.filter(network=network)
    # An emergency number needs two people: one proposes, another confirms.
    confirming = [role for role in FunctionRole if grants_of(role, Act.CONFIRM_NUMBER)]
    in_force = memberships.in_force(now.astimezone(ZONE).date()).filter(function__role__in=confirming)
    return SetUpState(
        network=network,
        said=networks.said_by(network),
        partners=Partnership.objects.active().filter(network=network).exclude(pk__in=_offices(network)).count(),
        units=assignable_units(network),
        services=duty_services(network),
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


def assignable_units(network: Network) -> list[Unit]:
    """The units of the Jugendamt, and every other of a partner that covers a part of the Kreis or answers here.

    A Kreis may have several Jugendämter, each with its network: the units of the others are theirs alone.
    """
    office = office_of(network)
    own = Unit.objects.filter(organisation=office) if office else Unit.objects.none()
    partner = Q(organisation__in=Organisation.objects.partners_of(network).values("pk"))
    known = Unit.objects.filter(
        partner | Q(duty_service__network=network), pk__in=[row.pk for row in units_of(network)]
    )
    found = {unit.pk: unit for unit in [*own, *known]}
    return sorted(found.values(), key=lambda unit: (unit.name, unit.pk))


def whole_gemeinden(network: Network, day: date) -> dict[str, list[Catchment]]:
    """The rows that give a whole Gemeinde (AGS) to a unit."""
    rows = Catchment.objects.valid_on(day).filter(kreis=network.kreis_id, gemeinde__isnull=False)
    found: dict[str, list[Catchment]] = {}
    for row in rows.filter(plz="", ortsteil="", street="").select_related("unit").order_by("pk"):
        found.setdefault(str(row.gemeinde_id), []).append(row)
    return found


def for_the_rest(network: Network, day: date) -> list[str]:
    """The names of the units that are responsible wherever no Gemeinde has its own."""
    rows = Catchment.objects.valid_on(day).filter(kreis=network.kreis_id, gemeinde=None, plz="")
    return list(rows.order_by("unit__name").values_list("unit__name", flat=True))


def finer_rules(network: Network, day: date) -> dict[str, int]:
    """How many rules there are for parts of a Gemeinde (AGS)."""
    rows = Catchment.objects.valid_on(day).filter(kreis=network.kreis_id, gemeinde__isnull=False)
    return dict(Counter(rows.exclude(plz="", ortsteil="", street="").values_list("gemeinde_id", flat=True)))


def gemeinden_of(network: Network, day: date) -> list[Gemeinde]:
    return list(Gemeinde.objects.valid_on(day).filter(kreis=network.kreis_id).order_by("name_key", "ags"))


def is_elsewhere(rows: list[Catchment], units: Collection[UUID]) -> bool:
    """Tell whether a Gemeinde belongs to a unit that this network may not assign, and so not take away either."""
    return any(row.unit_id not in units for row in rows)


def duty_services(network: Network) -> list[DutyService]:
    """Who answers in a network: those behind the units first, because the others name them."""
    found = DutyService.objects.filter(network=network).select_related("unit", "successor")
    numbers = EmergencyNumber.objects
    found = found.prefetch_related(
        Prefetch("numbers", numbers.in_force(), to_attr="in_force"),
        Prefetch("numbers", numbers.waiting(), to_attr="waiting"),
    )
    return list(found.order_by("kind", "name"))
