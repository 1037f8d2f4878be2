"""Helpers that build units, their services and numbers in force."""

from datetime import date

from schutznetz.common.words import key
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber
from schutznetz.networks.models import Unit
from tests.factories import days_ago, make_function, make_organisation

OFFICE, DUTY, WAITING = "+493023125101", "+493023125102", "+493023125103"


def make_unit(name="Sozialer Dienst Nord", organisation=None):
    return Unit.objects.create(organisation=organisation or make_organisation("Jugendamt Auental"), name=name)


def make_service(network, number, *, unit=None, hours="24/7", **values):
    """Return a service with a number in force; ``number=None`` leaves it without one."""
    row = {"name": unit.name if unit else "Bereitschaft", "kind": ServiceKind.UNIT if unit else ServiceKind.DUTY}
    row |= {"land": network.kreis.land, "stand": date(2026, 10, 1), "source": "Test", "hours": hours}
    service = DutyService.objects.create(network=network, unit=unit, **{**row, **values})
    if number:
        put_into_force(service, number)
    return service


def put_into_force(service, number, *, is_confirmed=True):
    before = days_ago(30)
    confirmed = {"confirmed_by": make_function(), "confirmed_at": before} if is_confirmed else {}
    return EmergencyNumber.objects.create(
        service=service, number=number, proposed_by=make_function(), proposed_at=before, **confirmed
    )


def cover(unit, kreis, gemeinde=None, *, ortsteil="", street="", **values):
    keys = {"ortsteil_key": key(ortsteil), "street_key": key(street)}
    row = {"ortsteil": ortsteil, "street": street, **keys, **values}
    return Catchment.objects.create(unit=unit, kreis=kreis, gemeinde=gemeinde, **row)
