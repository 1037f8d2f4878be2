"""The only door to catchments, services and numbers (style.md 8.3)."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from schutznetz.common.hours import ZONE
from schutznetz.common.words import storable
from schutznetz.jurisdiction.answering import answers, checking, reading
from schutznetz.jurisdiction.answering.answers import Answer, Question
from schutznetz.jurisdiction.answering.checking import Spot
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.models import Catchment, DutyService, EmergencyNumber
from schutznetz.networks.models import Function, Network, Unit
from schutznetz.networks.policy import Acting
from schutznetz.regions import access as regions

PLZ_DIGITS = 5
_CODE = re.compile(r"\d{5}|\d{8}", re.ASCII)


def answer(question: Question) -> Answer:
    """Return who is responsible and who can be reached; never nobody (R01)."""
    return answers.answer(question)


def chosen_place(cookies: Mapping[str, str]) -> str:
    """Return the place that a visitor has chosen (PLZ or AGS of a Gemeinde), as somebody would type it; or nothing."""
    code = cookies.get(settings.PLACE_COOKIE_NAME, "")
    if not _CODE.fullmatch(code):
        return ""
    return code if len(code) == PLZ_DIGITS else regions.label_of(code)


def chains(network: Network, at: datetime) -> Chains:
    """Return who answers for each unit of a network, and after whom."""
    return Chains([network], at)


def help_lines(network: Network) -> list[Link]:
    """Return the nationwide numbers and those of a network's Land."""
    return reading.help_lines(network.kreis.land)


def networks() -> list[Network]:
    return list(Network.objects.select_related("kreis__land").order_by("name"))


def catchments_of(network: Network, day: date) -> list[Catchment]:
    """Return everything that the units of a network's Kreis are responsible for on a day."""
    rows = Catchment.objects.valid_on(day).filter(kreis=network.kreis_id).select_related("unit", "gemeinde")
    return list(rows.order_by("unit__name", "gemeinde__name", "ortsteil", "street", "number_from", "pk"))


def units_of(network: Network) -> list[Unit]:
    """Return the units that have a catchment in a network's Kreis or a service in the network, by name."""
    here = Q(catchments__kreis=network.kreis_id) | Q(duty_service__network=network)
    return list(Unit.objects.filter(here).select_related("organisation").distinct().order_by("name", "pk"))


def services_of(network: Network) -> list[DutyService]:
    """Return the services of a network with their numbers in force and the last answered test call."""
    return reading.services_of(network)


def services_called(text: str) -> list[DutyService]:
    """Return the services that somebody may mean by an id, the name of a unit, or a name of their own."""
    text = storable(text)
    named = Q(name=text) | Q(unit__name=text)
    if _is_uuid(text):
        named |= Q(pk=text) | Q(unit=text)
    return list(DutyService.objects.filter(named).select_related("unit", "network").order_by("name", "pk"))


def functions_called(text: str) -> list[Function]:
    """Return the functions that somebody may mean by an id or a title."""
    named = Q(pk=text) if _is_uuid(text) else Q(title=storable(text))
    return list(Function.objects.filter(named).select_related("organisation").order_by("title", "pk"))


def numbers(network: Network | None = None) -> list[EmergencyNumber]:
    """Return all numbers with their history, the newest first."""
    rows = EmergencyNumber.objects.select_related("service__network", "proposed_by", "confirmed_by")
    rows = rows.filter(service__network=network) if network else rows
    return list(rows.order_by("service__name", "-proposed_at", "pk"))


def get_number(number_id: str) -> EmergencyNumber | None:
    if not _is_uuid(number_id):
        return None
    return EmergencyNumber.objects.filter(pk=number_id).select_related("service").first()


def waiting_numbers(network: Network) -> list[EmergencyNumber]:
    return list(EmergencyNumber.objects.waiting().filter(service__network=network).select_related("service"))


def numbers_to_dial(network: Network, today: date) -> list[tuple[DutyService, date]]:
    """Return the services whose number should have been dialled again by now, each with the day of the last time."""
    found = []
    for service in reading.services_of(network):
        number = next(iter(service.in_force), None)  # type: ignore[attr-defined]  # prefetched in reading
        if number is None:
            continue
        since, tested = (
            moment and moment.astimezone(ZONE).date() for moment in (number.confirmed_at, number.tested_at)
        )
        if checking.is_overdue(tested, since, service.test_every_days, today):
            found.append((service, tested or since))
    return found


def holes(network: Network, day: date) -> list[Spot]:
    """Return the places of a network's Kreis for which no unit is responsible; too slow for a page."""
    rules = reading.all_rules(network.kreis_id, day)
    return list(checking.holes(reading.spots(network.kreis, day), rules))


def service_of(acting: Acting, service: UUID) -> DutyService | None:
    """A service of the network in which somebody acts."""
    found = DutyService.objects.filter(pk=service, network=acting.network, network__isnull=False)
    return found.select_related("network").first()


def number_in_force(service: DutyService) -> EmergencyNumber | None:
    return EmergencyNumber.objects.in_force().filter(service=service).select_related("service").first()


def number_of(acting: Acting, number: UUID) -> EmergencyNumber | None:
    """A number that waits for a second pair of eyes, in the network in which somebody acts."""
    waiting = EmergencyNumber.objects.waiting().filter(pk=number, service__network=acting.network)
    return waiting.filter(service__network__isnull=False).select_related("service", "proposed_by").first()


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
