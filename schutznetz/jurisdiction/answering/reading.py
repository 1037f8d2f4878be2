"""Reads from the database what decides an answer: rules, chains, help lines. A constant number of queries each."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from schutznetz.common.prepared import Prepared, Row, columns, restored
from schutznetz.directory import access as directory
from schutznetz.directory.models import Offer
from schutznetz.jurisdiction.answering.checking import Spot
from schutznetz.jurisdiction.answering.matching import Asked, Rule
from schutznetz.jurisdiction.answering.timetable import Deviation, Interval, Link
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, EmergencyNumber, Shift, TestCall
from schutznetz.networks.models import Network, Organisation, Unit
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.models import Gemeinde, Kreis, Land, Place

# Shifts and deviations that ended before cannot matter to anything that is still shown.
LOOK_BACK = timedelta(days=2)
# How the directory marks where a help line came from (hilfetelefone.toml).
HELP_LINES = "hilfetelefone:"
# The help line of a Land that takes reports about children.
STATE_LINE = "kinderschutz-meldung"


def rules_for(asked: Sequence[Asked], day: date) -> list[list[Rule]]:
    """Return, for each address, the rules that can decide it; of streets only the one that is asked for. One query."""
    if not asked:
        return []
    gemeinden = {one.gemeinde for one in asked if one.gemeinde}
    limits = {
        "gemeinden": gemeinden,
        "whole": {one.kreis for one in asked if not one.gemeinde} if gemeinden else (),
        "streets": {one.street for one in asked} if all(one.street for one in asked) else (),
    }
    given = {name: values for name, values in limits.items() if values}
    found = _as_rules(_deciding.rows(kreise={one.kreis for one in asked}, day=day, **given))
    return [[rule for rule in found.get(one.kreis, ()) if _can_decide(rule, one)] for one in asked]


def _rules(
    kreise: Sequence[str],
    day: date,
    gemeinden: Sequence[str] = (),
    whole: Sequence[str] = (),
    streets: Sequence[str] = (),
) -> QuerySet[Any, Any]:
    rows = Catchment.objects.valid_on(day).filter(kreis__in=kreise)
    if gemeinden:
        rows = rows.filter(Q(gemeinde=None) | Q(gemeinde__in=gemeinden) | Q(kreis__in=whole))
    if streets:
        rows = rows.filter(street_key__in=["", *streets])
    columns = ("unit_id", "gemeinde_id", "plz", "ortsteil_key", "street_key", "number_from", "number_to", "parity")
    return rows.values_list("kreis_id", *columns).distinct()


_deciding = Prepared(_rules)


def _can_decide(rule: Rule, asked: Asked) -> bool:
    elsewhere = asked.gemeinde and rule.gemeinde not in {"", asked.gemeinde}
    return not elsewhere and not (asked.street and rule.street not in {"", asked.street})


def _as_rules(rows: Iterable[Row]) -> dict[str, list[Rule]]:
    """Return rows as rules by Kreis (AGS)."""
    found: dict[str, list[Rule]] = {}
    for kreis, unit, gemeinde, *rest in rows:
        found.setdefault(kreis, []).append(Rule(unit, gemeinde or "", *rest))
    return found


def all_rules(kreis: str, day: date) -> list[Rule]:
    """Return every rule of a Kreis (AGS)."""
    return _as_rules(_rules([kreis], day)).get(kreis, [])


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
    return list(rows.prefetch_related(Prefetch("numbers", _tested(), to_attr="in_force")).order_by("kind", "name"))


_networks = Prepared(
    lambda kreise: Network.objects.filter(kreis__in=kreise).order_by("-name").values_list(*columns(Network))
)
_units = Prepared(lambda ids: Unit.objects.filter(pk__in=ids).values_list(*columns(Unit), "organisation__name"))


def networks_of(kreise: Collection[str]) -> dict[str, Network]:
    """Return the network of each Kreis (AGS) that has one."""
    found = [restored(Network, row) for row in _networks.rows(kreise=kreise)] if kreise else []
    return {network.kreis_id: network for network in found}


def units(ids: Collection[UUID]) -> dict[UUID, Unit]:
    """Return units with their organisations, of which only the name is read."""
    found = {}
    for *row, name in _units.rows(ids=ids) if ids else ():
        unit = restored(Unit, row)
        unit.organisation = restored(Organisation, (unit.organisation_id, name), ("id", "name"))
        found[unit.pk] = unit
    return found


def _covered(units: Sequence[UUID], day: date) -> QuerySet[Any, Any]:
    return Catchment.objects.valid_on(day).filter(unit__in=units)


_ortsteile = Prepared(
    lambda units, gemeinden, day: (
        _covered(units, day)
        .filter(gemeinde__in=gemeinden)
        .exclude(ortsteil="")
        .order_by("ortsteil")
        .values_list("unit_id", "ortsteil")
        .distinct()
    )
)
_gemeinden = Prepared(
    lambda units, day: (
        _covered(units, day)
        .filter(gemeinde__isnull=False)
        .order_by("gemeinde__name")
        .values_list("unit_id", "gemeinde__name")
        .distinct()
    )
)


def ortsteile_of(units: Collection[UUID], gemeinden: Collection[str]) -> dict[UUID, list[str]]:
    """Return the Ortsteile of these Gemeinden (AGS) that each unit covers, by name."""
    if not units or not gemeinden:
        return {}
    return _by_first(_ortsteile.rows(units=units, gemeinden=gemeinden, day=timezone.localdate()))


def gemeinden_of(units: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the names of the Gemeinden in which each unit covers something."""
    return _by_first(_gemeinden.rows(units=units, day=timezone.localdate())) if units else {}


def _by_first(rows: Iterable[Row]) -> dict[UUID, list[Any]]:
    """Return what stands in the second column, by the first."""
    found: dict[UUID, list[Any]] = {}
    for first, second in rows:
        found.setdefault(first, []).append(second)
    return found


class _Service(NamedTuple):
    """What of a ``DutyService`` decides a chain."""

    pk: UUID
    unit_id: UUID | None
    successor_id: UUID | None
    is_rostered: bool
    name: str
    kind: str
    hours: str
    land_id: str
    note: str
    is_example: bool
    phone: str | None
    tested_at: datetime | None


def _theirs(kreise: Sequence[str], path: str = "") -> Q:
    """Return what belongs to any network of these Kreise (AGS), and to the Länder."""
    return Q(**{f"{path}network": None}) | Q(**{f"{path}network__kreis__in": kreise})


def _services_of(kreise: Sequence[str] = ()) -> QuerySet[Any, Any]:
    """Return services, each with its number in force and when somebody last answered a test call of it.

    Two halves put together: a condition "of these or of none" would make PostgreSQL read every service there is.
    """
    in_force = FilteredRelation("numbers", condition=Q(numbers__confirmed_at__isnull=False, numbers__ended_at=None))
    rows = DutyService.objects.annotate(valid=in_force)
    rows = rows.annotate(phone=F("valid__number"), tested_at=_last_answered("valid")).values_list(*_Service._fields)
    of_land = rows.filter(network=None)
    return rows.filter(network__kreis__in=kreise).union(of_land, all=True) if kreise else of_land


def _last_answered(number: str) -> Subquery:
    tested = TestCall.objects.filter(number=OuterRef(number), was_answered=True).order_by("-called_at")
    return Subquery(tested.values("called_at")[:1])


def _tested() -> QuerySet[Any, Any]:
    """Return the numbers in force, each with ``tested_at``: when somebody last answered a test call."""
    return EmergencyNumber.objects.in_force().annotate(tested_at=_last_answered("pk"))


_services = Prepared(_services_of)
_deviations = Prepared(
    lambda since, kreise=(): (
        DeviatingHours.objects.filter(_theirs(kreise, "service__"), last_day__gte=since)
        .order_by("pk")
        .values_list("service", "first_day", "last_day", "hours")
    )
)
_shifts = Prepared(
    lambda services, since: (
        Shift.objects.filter(service__in=services, ends__gte=since)
        .order_by("begins")
        .values_list("service", "begins", "ends")
    )
)


class Chains:
    """The chains of the Kreise of some networks and of the Länder: two queries, and one more where rosters are kept.

    Of whole Kreise, because catchments belong to a Kreis: a unit may have its times in any of its networks.
    Nothing of it is kept: a number that has changed holds from the next answer on.
    """

    def __init__(self, networks: Iterable[Network], at: datetime) -> None:
        given = {"kreise": kreise} if (kreise := {network.kreis_id for network in networks}) else {}
        rows = [_Service(*row) for row in _services.rows(**given)]
        self._services = {row.pk: row for row in rows}
        self._by_unit = {row.unit_id: row.pk for row in rows if row.unit_id}
        rostered = [row.pk for row in rows if row.is_rostered]
        since = at - LOOK_BACK
        self._deviations: dict[UUID, list[Deviation]] = {}
        for pk, *deviation in _deviations.rows(since=timezone.localdate(since), **given) if rows else ():
            self._deviations.setdefault(pk, []).append(Deviation(*deviation))
        self._shifts: dict[UUID, list[Interval]] = {}
        for pk, begins, ends in _shifts.rows(services=rostered, since=since) if rostered else ():
            self._shifts.setdefault(pk, []).append((begins, ends))

    def units(self) -> Collection[UUID]:
        return self._by_unit.keys()

    def without_number(self) -> list[str]:
        """Return the names of the services that nobody can call, in order."""
        return sorted(row.name for row in self._services.values() if not row.phone)

    def of_unit(self, unit_id: UUID) -> list[Link]:
        """Return the links of a unit in their order; a circle ends where it would begin anew."""
        links: dict[UUID, Link] = {}
        service = self._by_unit.get(unit_id)
        while service in self._services and service not in links:
            links[service] = self._link(self._services[service])
            service = self._services[service].successor_id
        return list(links.values())

    def _link(self, row: _Service) -> Link:
        return Link(
            key=row.pk,
            label=row.name,
            kind=row.kind,
            phone=row.phone or "",
            hours=row.hours,
            land=row.land_id,
            deviations=tuple(self._deviations.get(row.pk, ())),
            shifts=tuple(self._shifts.get(row.pk, ())) if row.is_rostered else None,
            note=row.note,
            tested_on=timezone.localdate(row.tested_at) if row.tested_at else None,
            is_example=row.is_example,
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
