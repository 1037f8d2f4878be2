"""Who is responsible in the example networks, and who answers when, from ``zustaendigkeit/``."""

import tomllib
from datetime import date, datetime, time, timedelta
from typing import Any

from schutznetz.common.hours import ZONE
from schutznetz.common.words import key
from schutznetz.demo.actions.texts import HOME
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, EmergencyNumber, Shift, TestCall
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network, Organisation, Partnership, Unit
from schutznetz.regions.models import Gemeinde, Place

YEARS = 3
WEEKS = 60
SOURCE = "erfundenes Beispiel"
REAL_SOURCE = "Hilfetelefone des Verzeichnisses"


def build(now: datetime) -> None:
    """Write units, catchments, services and numbers of every network that has a file; needs networks and regions."""
    folder = HOME / "zustaendigkeit"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        facts = tomllib.loads(file.read_text(encoding="utf-8"))
        _Office(facts, Network.objects.select_related("kreis").get(slug=facts["network"]), now).write()


class _Office:
    """The Jugendamt of one network."""

    def __init__(self, facts: dict[str, Any], network: Network, now: datetime) -> None:
        self.facts, self.network, self.now = facts, network, now
        self.organisation = self._organisation()
        self.lead = self._function("Leitung Sozialer Dienst", FunctionRole.ASD_LEAD)
        self.coordination = self._function("Netzwerkkoordination", FunctionRole.COORDINATION)
        self.gemeinden = {row.name: row for row in Gemeinde.objects.filter(kreis=network.kreis, valid_until=None)}
        self.units = {row["service"]: row["name"] for row in facts["unit"]}

    def write(self) -> None:
        units = {
            row["service"]: Unit.objects.create(organisation=self.organisation, name=row["name"])
            for row in self.facts["unit"]
        }
        services: dict[str, DutyService] = {}
        for row in self.facts["service"]:
            services[row["key"]] = self._service(row, units.get(row["key"]), services)
        rows = [row for unit in self.facts["unit"] for row in self._catchments(units[unit["service"]], unit["cover"])]
        Catchment.objects.bulk_create(rows)

    def _organisation(self) -> Organisation:
        name = self.facts["organisation"]
        found = Organisation.objects.filter(name=name, held_by=self.network).first()
        if found:
            return found
        organisation = Organisation.objects.create(name=name, held_by=self.network, source=SOURCE)
        Partnership.objects.create(
            network=self.network,
            organisation=organisation,
            partner_type=PartnerType.OEFF_JUGENDHILFE,
            valid_from=date(2024, 1, 1),
        )
        return organisation

    def _function(self, title: str, role: FunctionRole) -> Function:
        return Function.objects.create(organisation=self.organisation, title=title, role=role)

    def _service(self, row: dict[str, Any], unit: Unit | None, known: dict[str, DutyService]) -> DutyService:
        is_real = row.get("real", False) or row["phone"] == "110"
        service = DutyService.objects.create(
            network=self.network,
            unit=unit,
            land_id=self.network.kreis.land_id,
            name=row["name"],
            kind=row["kind"],
            hours=row["hours"],
            is_rostered="weekly_shifts" in row,
            successor=known.get(row.get("successor", "")),
            note=row.get("note", ""),
            is_example=not is_real,
            stand=self.now.astimezone(ZONE).date(),
            source=REAL_SOURCE if is_real else SOURCE,
        )
        self._number(service, row["phone"])
        DeviatingHours.objects.bulk_create(self._deviations(service, row.get("deviations", [])))
        Shift.objects.bulk_create(self._shifts(service, row.get("weekly_shifts", [])))
        return service

    def _number(self, service: DutyService, number: str) -> None:
        long_ago = self.now - timedelta(days=120)
        row = EmergencyNumber.objects.create(
            service=service,
            number=number,
            proposed_by=self.coordination,
            proposed_at=long_ago,
            confirmed_by=self.lead,
            confirmed_at=long_ago + timedelta(days=1),
        )
        # some were called last week, some two months ago
        days = 5 + sum(map(ord, service.name)) % 60
        TestCall.objects.create(
            number=row, called_by=self.coordination, was_answered=True, called_at=self.now - timedelta(days=days)
        )

    def _deviations(self, service: DutyService, rows: list[dict[str, str]]) -> list[DeviatingHours]:
        """Write a yearly deviation ("12-24") for this year and the next ones."""
        year = self.now.astimezone(ZONE).year
        return [
            DeviatingHours(
                service=service,
                first_day=date.fromisoformat(f"{year + step}-{row['first']}"),
                last_day=date.fromisoformat(f"{year + step}-{row['last']}"),
                hours=row["hours"],
                reason=row["reason"],
            )
            for row in rows
            for step in range(YEARS)
        ]

    def _shifts(self, service: DutyService, rows: list[dict[str, Any]]) -> list[Shift]:
        today = self.now.astimezone(ZONE).date()
        monday = today - timedelta(days=today.weekday())
        return [
            Shift(service=service, begins=_at(day, row["from"]), ends=_at(day, row["until"]))
            for row in rows
            for week in range(WEEKS)
            for weekday in row["days"]
            for day in [monday + timedelta(days=7 * week + weekday)]
        ]

    def _catchments(self, unit: Unit, rows: list[dict[str, Any]]) -> list[Catchment]:
        return [found for row in rows for found in self._cover(unit, row)]

    def _cover(self, unit: Unit, row: dict[str, Any]) -> list[Catchment]:
        common = {"unit": unit, "kreis": self.network.kreis}
        if "nearest" in row:
            return [Catchment(gemeinde=gemeinde, **common) for gemeinde in self._near(row["nearest"])]
        gemeinde = self.gemeinden[row["gemeinde"]]
        ortsteile = row.get("ortsteile", [""])
        if "districts" in row:
            parts = Place.objects.filter(gemeinde=gemeinde, district__in=row["districts"], kind="ortsteil")
            ortsteile = list(parts.order_by("name").values_list("name", flat=True))
        street = row.get("street", "")
        numbers = {name: row[name] for name in ("number_from", "number_to", "parity") if name in row}
        street_words = {"street": street, "street_key": key(street)}
        return [
            Catchment(gemeinde=gemeinde, ortsteil=name, ortsteil_key=key(name), **street_words, **numbers, **common)
            for name in ortsteile
        ]

    def _near(self, site: str) -> list[Gemeinde]:
        """Return the Gemeinden of the Kreis to which this site is the nearest of all sites in the file."""
        names = [row["nearest"] for unit in self.facts["unit"] for row in unit["cover"] if "nearest" in row]
        sites = {name: self.gemeinden[name] for name in names}
        return [row for row in self.gemeinden.values() if min(names, key=lambda name: _far(row, sites[name])) == site]


def _far(one: Gemeinde, other: Gemeinde) -> float:
    """Return a measure of distance; good enough inside a Kreis."""
    return ((one.lat or 0) - (other.lat or 0)) ** 2 + 0.4 * ((one.lon or 0) - (other.lon or 0)) ** 2


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)
