"""Small helpers that build units with catchments, services and numbers in force."""

from datetime import UTC, date, datetime, timedelta

from schutznetz.common.words import key
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber, TestCall
from schutznetz.networks.models import Unit
from tests.factories import make_function, make_organisation

STAND = date(2026, 10, 1)
LONG_AGO = datetime(2026, 10, 1, 9, tzinfo=UTC)
OFFICE_HOURS = "Mo-Fr 08:00-16:00"


def make_unit(name="Team Nord", *, organisation=None):
    return Unit.objects.create(name=name, organisation=organisation or make_organisation(f"Jugendamt, {name}"))


def make_catchment(unit, gemeinde, *, ortsteil="", street="", **values):
    row = {"kreis": gemeinde.kreis, "gemeinde": gemeinde, "ortsteil": ortsteil, "ortsteil_key": key(ortsteil)}
    row |= {"street": street, "street_key": key(street)}
    return Catchment.objects.create(unit=unit, **{**row, **values})


def make_service(network, number="+493023125100", *, unit=None, name=None, tested=True, **values):
    """Return a service whose number two functions have confirmed; ``number=""`` leaves it without one."""
    row = {"kind": ServiceKind.UNIT if unit else ServiceKind.DUTY, "hours": "24/7", "stand": STAND, "source": "Test"}
    row |= {"land": network.kreis.land, "name": name or (unit.name if unit else "Bereitschaft"), "is_example": True}
    service = DutyService.objects.create(network=network, unit=unit, **{**row, **values})
    if number:
        in_force = EmergencyNumber.objects.create(
            service=service,
            number=number,
            proposed_by=make_function(title="Leitung"),
            proposed_at=LONG_AGO,
            confirmed_by=make_function(title="Koordination"),
            confirmed_at=LONG_AGO,
        )
        if tested:
            TestCall.objects.create(
                number=in_force,
                called_at=LONG_AGO + timedelta(days=2),
                called_by=in_force.proposed_by,
                was_answered=True,
            )
    return service


def make_office(network, gemeinde, name, number, *, successor=None, hours=OFFICE_HOURS, **catchment):
    """Return a unit with one catchment and a service in its hours."""
    unit = make_unit(name)
    make_catchment(unit, gemeinde, **catchment)
    make_service(network, number, unit=unit, hours=hours, successor=successor)
    return unit
