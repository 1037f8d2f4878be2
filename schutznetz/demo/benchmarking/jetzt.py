"""All Kreise with networks, units with catchments and chains, and what people ask "Jetzt Hilfe"."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client

from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Function, Network, Organisation, Unit
from schutznetz.regions.models import Gemeinde, Kreis

STAND = date(2026, 11, 22)
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)
OFFICE = "Mo-Th 08:00-16:00; Fr 08:00-12:00; PH off"
PLACES = ("04103", "Leipzig", "01796", "Neustadt", "18055", "Rostock", "Aue", "Nirgendwo", "80331", "09456 Annaberg")


@transaction.atomic
def build(number: int) -> None:
    """Give every Kreis a network with a Bereitschaft, and spread so many units over their Gemeinden."""
    kreise = list(Kreis.objects.filter(is_example=False, valid_until=None).select_related("land").order_by("ags"))
    office = Organisation.objects.create(name="Jugendamt Messung")
    functions = [
        Function.objects.create(organisation=office, role=FunctionRole.RECEPTION, title=title) for title in "AB"
    ]
    networks = [
        Network.objects.create(slug=f"messung-{kreis.ags}", name=f"Messung {kreis.name}"[:100], kreis=kreis)
        for kreis in kreise
    ]
    duty = {network.kreis_id: _service(network, functions, f"Bereitschaft {network.kreis_id}") for network in networks}
    units = []
    for each in range(max(number, len(networks))):
        network = networks[each % len(networks)]
        unit = Unit.objects.create(organisation=office, name=f"Team {each}")
        _service(network, functions, unit.name, unit=unit, successor=duty[network.kreis_id])
        units.append((network.kreis_id, unit))
    Catchment.objects.bulk_create(_catchments(units))


def _service(network: Network, functions: list[Function], name: str, **values: Any) -> DutyService:
    is_unit = "unit" in values
    service = DutyService.objects.create(
        network=network,
        name=name,
        kind=ServiceKind.UNIT if is_unit else ServiceKind.DUTY,
        hours=OFFICE if is_unit else "24/7",
        land=network.kreis.land,
        stand=STAND,
        source="Messdaten",
        is_example=True,
        **values,
    )
    EmergencyNumber.objects.create(
        service=service,
        number="+493023125100",
        proposed_by=functions[0],
        proposed_at=LONG_AGO,
        confirmed_by=functions[1],
        confirmed_at=LONG_AGO,
    )
    return service


def _catchments(units: list[tuple[str, Unit]]) -> list[Catchment]:
    """Return one row for each Gemeinde; in a Kreis with several units these take turns."""
    mine: dict[str, list[Unit]] = {}
    for kreis, unit in units:
        mine.setdefault(kreis, []).append(unit)
    gemeinden = Gemeinde.objects.filter(valid_until=None, kreis__in=mine).order_by("ags")
    return [
        Catchment(unit=mine[row.kreis_id][at % len(mine[row.kreis_id])], kreis_id=row.kreis_id, gemeinde=row)
        for at, row in enumerate(gemeinden)
    ]


def calls() -> list[Callable[[], object]]:
    """Return pages with and without a chosen place, and answers of the interface, over the whole application."""
    visitor, chosen = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    chosen.cookies[settings.PLACE_COOKIE_NAME] = "04103"

    def get(client: Client, address: str, **parameters: str) -> None:
        response = client.get(address, parameters)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    found: list[Callable[[], object]] = []
    for each in range(300):
        place = PLACES[each % len(PLACES)]
        found.append(partial(get, visitor, "/jetzt/", ort=place))
        found.append(partial(get, visitor, "/api/jetzt", ort=place))
        found.append(partial(get, chosen, "/jetzt/"))
    return found
