"""Reads from the database what decides an answer: rules, chains, help lines. A constant number of queries each."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from schutznetz.directory import access as directory
from schutznetz.directory.models import Offer
from schutznetz.jurisdiction.answering.checking import Spot
from schutznetz.jurisdiction.answering.matching import Asked, Rule
from schutznetz.jurisdiction.answering.timetable import Deviation, Link
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, EmergencyNumber, Shift, TestCall
from schutznetz.networks.models import Network, Unit
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.models import Gemeinde, Kreis, Land, Place

# Shifts and deviations that ended before cannot matter to anything that is still shown.
LOOK_BACK = timedelta(days=2)
# How the directory marks where a help line came from (hilfetelefone.toml).
HELP_LINES = "hilfetelefone:"
# The help line of a Land that takes reports about children.
STATE_LINE = "kinderschutz-meldung"


def rules_for(asked: Asked, day: date) -> list[Rule]:
    """Return the rules that can decide an address; of streets only those of the street that is asked for."""
    rows = Catchment.objects.valid_on(day).filter(kreis=asked.kreis)
    if asked.gemeinde:
        rows = rows.filter(Q(gemeinde=None) | Q(gemeinde=asked.gemeinde))
    if asked.street:
        rows = rows.filter(street_key__in=("", asked.street))
    return _as_rules(rows)


def _as_rules(rows: QuerySet[Catchment]) -> list[Rule]:
    columns = ("unit_id", "gemeinde_id", "plz", "ortsteil_key", "street_key", "number_from", "number_to", "parity")
    return [Rule(unit, gemeinde or "", *rest) for unit, gemeinde, *rest in rows.values_list(*columns).distinct()]


def all_rules(kreis: str, day: date) -> list[Rule]:
    """Return every rule of a Kreis (AGS)."""
    return _as_rules(Catchment.objects.valid_on(day).filter(kreis=kreis))


def catchments(kreis: Kreis, day: date) -> list[Catchment]:
    """Return what units are responsible for in a Kreis, with the names that rules leave out."""
    return list(Catchment.objects.valid_on(day).filter(kreis=kreis).order_by("pk"))


def as_rule(row: Catchment) -> Rule:
    return Rule(
        row.unit_id, row.gemeinde_id or "", row.plz, row.ortsteil_key, row.street_key,
        row.number_from, row.number_to, row.parity,
    )  # fmt: skip


def gemeinden(kreis: Kreis, day: date) -> list[Gemeinde]:
    return list(Gemeinde.objects.valid_on(day).filter(kreis=kreis).order_by("name_key", "ags"))


def spots(kreis: Kreis, day: date) -> list[Spot]:
    """Return the Gemeinden of a Kreis and their Ortsteile: every place that must have a unit."""
    gemeinden = list(Gemeinde.objects.valid_on(day).filter(kreis=kreis).order_by("name"))
    parts = Place.objects.filter(gemeinde__in=gemeinden, kind=PlaceKind.ORTSTEIL).select_related("gemeinde")
    whole = [Spot(kreis.ags, row.ags, row.name) for row in gemeinden]
    return whole + [
        Spot(kreis.ags, row.gemeinde.ags, row.gemeinde.name, row.name, row.search_key)
        for row in parts.order_by("gemeinde__name", "name")
        if row.gemeinde
    ]


def services_of(network: Network) -> list[DutyService]:
    """Return the services of a network with their numbers in force, by name."""
    rows = DutyService.objects.filter(network=network).select_related("unit", "successor")
    return list(rows.prefetch_related(*details(timezone.now())).order_by("kind", "name"))


def networks_of(kreise: Iterable[str]) -> dict[str, Network]:
    """Return the network of each Kreis (AGS) that has one."""
    rows = Network.objects.filter(kreis__in=list(kreise)).select_related("kreis__land").order_by("-name")
    return {network.kreis_id: network for network in rows}


def units(ids: Iterable[UUID]) -> dict[UUID, Unit]:
    return Unit.objects.select_related("organisation").in_bulk(list(ids))


def ortsteile_of(unit_ids: Iterable[UUID], gemeinden: Iterable[str]) -> dict[UUID, list[str]]:
    """Return the Ortsteile of these Gemeinden (AGS) that each unit covers, by name."""
    today = timezone.localdate()
    rows = Catchment.objects.valid_on(today).filter(unit__in=list(unit_ids), gemeinde__in=list(gemeinden))
    found: dict[UUID, list[str]] = {}
    for unit, name in rows.exclude(ortsteil="").order_by("ortsteil").values_list("unit_id", "ortsteil").distinct():
        found.setdefault(unit, []).append(name)
    return found


def gemeinden_of(unit_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the names of the Gemeinden in which each unit covers something."""
    rows = Catchment.objects.valid_on(timezone.localdate()).filter(unit__in=list(unit_ids), gemeinde__isnull=False)
    found: dict[UUID, list[str]] = {}
    for unit, name in rows.order_by("gemeinde__name").values_list("unit_id", "gemeinde__name").distinct():
        found.setdefault(unit, []).append(name)
    return found


class Chains:
    """The chains of some networks and of the Länder, read once: a constant number of queries."""

    def __init__(self, networks: Iterable[Network], at: datetime) -> None:
        mine = Q(network=None) | Q(network__in=list(networks))
        rows = DutyService.objects.filter(mine).prefetch_related(*details(at))
        self.services = {service.pk: service for service in rows}
        self.by_unit = {service.unit_id: service for service in self.services.values() if service.unit_id}

    def of_unit(self, unit_id: UUID) -> list[Link]:
        """Return the links of a unit in their order; a circle ends where it would begin anew."""
        return self._from(self.by_unit.get(unit_id))

    def _from(self, service: DutyService | None) -> list[Link]:
        links: list[Link] = []
        seen = set()
        while service is not None and service.pk not in seen:
            seen.add(service.pk)
            links.append(_link(service))
            service = self.services.get(service.successor_id) if service.successor_id else None
        return links


def details(at: datetime) -> "list[Prefetch[Any]]":
    since = at - LOOK_BACK
    tested = TestCall.objects.filter(number=OuterRef("pk"), was_answered=True).order_by("-called_at")
    numbers = EmergencyNumber.objects.in_force().annotate(tested_at=Subquery(tested.values("called_at")[:1]))
    return [
        Prefetch("numbers", numbers, to_attr="in_force"),
        Prefetch("deviations", DeviatingHours.objects.filter(last_day__gte=since.date()), to_attr="coming_deviations"),
        Prefetch("shifts", Shift.objects.filter(ends__gte=since).order_by("begins"), to_attr="coming_shifts"),
    ]


def _link(service: DutyService) -> Link:
    number = service.in_force[0] if service.in_force else None  # type: ignore[attr-defined]  # prefetched by Chains
    deviations = service.coming_deviations  # type: ignore[attr-defined]
    shifts = service.coming_shifts  # type: ignore[attr-defined]
    return Link(
        key=service.pk,
        label=service.name,
        kind=service.kind,
        phone=number.number if number else "",
        hours=service.hours,
        land=service.land_id,
        deviations=tuple(Deviation(row.first_day, row.last_day, row.hours) for row in deviations),
        shifts=tuple((shift.begins, shift.ends) for shift in shifts) if service.is_rostered else None,
        note=service.note,
        tested_on=timezone.localdate(number.tested_at) if number and number.tested_at else None,
        is_example=service.is_example,
    )


def help_lines(land: Land | None) -> list[Link]:
    """Return the nationwide numbers and those of a Land as links, in the order of their file; ``key`` as there."""
    return [_help_line(offer) for offer in directory.help_lines(land)]


def _help_line(offer: Offer) -> Link:
    contact_point = offer.contact_point
    numbers = contact_point.phone_numbers.all() if contact_point else ()
    phone = next((row.number for row in numbers), "")
    kind = {"110": ServiceKind.POLICE, "112": ServiceKind.EMERGENCY}.get(phone, ServiceKind.HELPLINE)
    return Link(
        key=offer.source.removeprefix(HELP_LINES),
        label=offer.title,
        kind=ServiceKind.STATE if offer.land_id and offer.offer_type_id == STATE_LINE else kind,
        phone=phone,
        hours=contact_point.hours if contact_point else "",
        land=offer.land_id or "",
        note=contact_point.audience if contact_point else "",
        is_checked=contact_point.is_checked if contact_point else False,
    )
