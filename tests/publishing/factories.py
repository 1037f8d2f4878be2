"""A network with two units, those behind them, and numbers that two functions have confirmed."""

from datetime import date

from schutznetz.jurisdiction.actions import confirm_number, propose_number
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DutyService
from schutznetz.networks.models import Unit
from tests.factories import make_function, make_gemeinde, make_land, make_network, make_organisation

OFFICE = "Mo-Fr 08:00-12:00; Tu,Th 08:00-12:00,13:00-18:00; PH off"
UNIT_NUMBERS = ("030 23125301", "030 23125302")
DUTY_NUMBER = "030 23125310"


def make_service(name, number="", **values):
    """Return a service; its number, if it has one, is in force."""
    row = {
        "kind": ServiceKind.DUTY,
        "hours": "24/7",
        "land": make_land(),
        "stand": date(2026, 11, 22),
        "source": "Test",
    }
    service = DutyService.objects.create(name=name, **{**row, **values})
    if number:
        office = make_organisation()
        one, other = (make_function(office, title=title) for title in ("Leitung", "Vertretung"))
        confirm_number(propose_number(service, number, one), other)
    return service


def make_unit(network, name, number, gemeinde, *, successor=None, ortsteil="", **values):
    unit = Unit.objects.create(organisation=make_organisation("Jugendamt"), name=name)
    kind = {"kind": ServiceKind.UNIT, "hours": OFFICE, "unit": unit, "network": network, "successor": successor}
    make_service(name, number, **{**kind, **values})
    key = ortsteil.lower()
    Catchment.objects.create(unit=unit, kreis=gemeinde.kreis, gemeinde=gemeinde, ortsteil=ortsteil, ortsteil_key=key)
    return unit


def make_network_with_card(**values):
    """Return a network: one unit for Auental, one for its Ortsteil Hochau, the same Bereitschaft behind both."""
    gemeinde = make_gemeinde()
    network = make_network(kreis=gemeinde.kreis, **values)
    make_gemeinde("Talheim", "14901020", plz="09902")
    duty = make_service("Bereitschaft", DUTY_NUMBER, network=network, note="auch nachts")
    make_unit(network, "Dienst Auental", UNIT_NUMBERS[0], gemeinde, successor=duty)
    make_unit(network, "Dienst Hochau", UNIT_NUMBERS[1], gemeinde, successor=duty, ortsteil="Hochau", is_example=True)
    return network
