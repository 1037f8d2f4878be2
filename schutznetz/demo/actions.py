"""Builds "Musterkreis": an invented Kreis with a network, its organisations and their offers.

Everything is made from the texts beside this file; nothing is random, so that every demo is the same.
"""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from zlib import crc32

from django.db import transaction

from schutznetz.common.words import key
from schutznetz.directory import actions as directory_actions
from schutznetz.directory.models import (
    Catchment,
    ContactPoint,
    Offer,
    OfferLanguage,
    OfferTrait,
    PhoneNumber,
    Site,
)
from schutznetz.directory.search import index
from schutznetz.networks.models import Function, Network, Organisation, Partnership
from schutznetz.regions.actions import load_regions
from schutznetz.regions.enums import KreisKind, PlaceKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Place, PLZGemeinde

SOURCE = "Musterkreis"
TRAITS = {"target_groups": "target", "load_factors": "load", "flags": "flag"}


def build_demo(now: datetime) -> int:
    """Fill an empty database: regions, offer types, help lines, Musterkreis. Returns the number of its offers."""
    load_regions()
    directory_actions.load_catalogue()
    directory_actions.load_help_lines()
    return build_musterkreis(now)


@transaction.atomic
def build_musterkreis(now: datetime) -> int:
    """Build the invented Kreis and its network; needs the Länder and the offer types."""
    facts = tomllib.loads((files("schutznetz.demo") / "musterkreis.toml").read_text(encoding="utf-8"))
    network = _region(facts)
    rows = list(organisations())
    written = {row["key"]: _organisation(row, network) for row in rows}
    for row in rows:
        if parent := row.get("parent"):
            Organisation.objects.filter(pk=written[row["key"]].pk).update(parent=written[parent])
    gemeinden = {gemeinde.name: gemeinde for gemeinde in network.kreis.gemeinden.all()}
    offers = [pk for row in rows for pk in _Builder(row, written[row["key"]], network, gemeinden, now).build()]
    index.update(offers)
    return len(offers)


def organisations() -> Iterator[dict[str, Any]]:
    """Yield the organisations of the texts, as they are written there."""
    folder = files("schutznetz.demo") / "texte"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        if file.name.endswith(".toml"):
            yield from tomllib.loads(file.read_text(encoding="utf-8")).get("organisation", [])


def _region(facts: dict[str, Any]) -> Network:
    row = facts["kreis"]
    kreis, _ = Kreis.objects.update_or_create(
        ags=row["ags"],
        defaults={
            "name": row["name"],
            "official_name": row["name"],
            "name_key": key(row["name"]),
            "search_key": key(row["name"]),
            "kind": KreisKind.LANDKREIS,
            "land_id": row["land"],
            "is_example": True,
        },
    )
    for gemeinde in facts["gemeinde"]:
        _gemeinde(gemeinde, kreis)
    network, _ = Network.objects.update_or_create(
        slug=facts["network"]["slug"],
        defaults={"name": facts["network"]["name"], "accent": facts["network"]["accent"], "kreis": kreis},
    )
    return network


def _gemeinde(row: dict[str, Any], kreis: Kreis) -> None:
    gemeinde, _ = Gemeinde.objects.update_or_create(
        ags=row["ags"],
        defaults={
            "name": row["name"],
            "official_name": row["name"],
            "name_key": key(row["name"]),
            "search_key": key(row["name"]),
            "kreis": kreis,
            "lat": row["lat"],
            "lon": row["lon"],
        },
    )
    plz, _ = PLZ.objects.update_or_create(code=row["plz"], defaults={"lat": row["lat"], "lon": row["lon"]})
    PLZGemeinde.objects.get_or_create(plz=plz, gemeinde=gemeinde)
    for name in row["ortsteile"]:
        lat, lon = _nearby(gemeinde, name)
        Place.objects.get_or_create(
            name=name,
            gemeinde=gemeinde,
            kreis=kreis,
            defaults={"search_key": key(name), "kind": PlaceKind.ORTSTEIL, "lat": lat, "lon": lon, "source": SOURCE},
        )


def _nearby(gemeinde: Gemeinde, name: str) -> tuple[float, float]:
    """Return a place within about two kilometres of the middle of a Gemeinde, always the same for the same name."""
    number = crc32(name.encode())
    return (gemeinde.lat or 0) + (number % 37 - 18) / 1000, (gemeinde.lon or 0) + (number // 37 % 37 - 18) / 700


def _organisation(row: dict[str, Any], network: Network) -> Organisation:
    organisation = Organisation.objects.create(
        name=row["name"], profile=row.get("profile", ""), held_by=network, source=SOURCE
    )
    Partnership.objects.create(
        network=network, organisation=organisation, partner_type=row["partner_type"], valid_from=date(2024, 1, 1)
    )
    return organisation


class _Builder:
    """Writes the sites, functions and offers of one organisation."""

    def __init__(
        self,
        row: dict[str, Any],
        organisation: Organisation,
        network: Network,
        gemeinden: dict[str, Gemeinde],
        now: datetime,
    ) -> None:
        self.row, self.organisation, self.network, self.gemeinden, self.now = row, organisation, network, gemeinden, now
        self.sites: dict[str, Site] = {}
        self.contact_points: dict[str, ContactPoint] = {}

    def build(self) -> list[Any]:
        self.sites = {site["key"]: self._site(site) for site in self.row.get("site", [])}
        functions = {function["key"]: self._function(function) for function in self.row.get("function", [])}
        for function in self.row.get("function", []):
            if substitute := function.get("substitute"):
                Function.objects.filter(pk=functions[function["key"]].pk).update(substitute=functions[substitute])
        return [self._offer(offer).pk for offer in self.row.get("offer", [])]

    def _site(self, row: dict[str, Any]) -> Site:
        common = {"organisation": self.organisation, "kreis": self.network.kreis, **self._provenance()}
        if row.get("confidential"):
            return Site.objects.create(is_confidential=True, **common)
        gemeinde = self.gemeinden[row["gemeinde"]]
        lat, lon = _nearby(gemeinde, f"{row.get('ortsteil', '')} {row['street']} {row['house_number']}")
        return Site.objects.create(
            name=row.get("name", ""),
            street=row["street"],
            house_number=row["house_number"],
            plz=row["plz"],
            town=row["gemeinde"],
            ortsteil=row.get("ortsteil", ""),
            gemeinde=gemeinde,
            lat=lat,
            lon=lon,
            barrier=row.get("barrier_free", "unknown"),
            directions=row.get("directions", ""),
            **common,
        )

    def _function(self, row: dict[str, Any]) -> Function:
        function = Function.objects.create(organisation=self.organisation, role=row["role"], title=row["title"])
        contact_point = ContactPoint.objects.create(
            function=function,
            site=self.sites.get(row.get("site", "")),
            email=row.get("email", ""),
            url=row.get("url", ""),
            hours=row.get("hours", ""),
            **self._provenance(),
            **self._confirmed(row["key"], function),
        )
        for position, number in enumerate(row.get("phones", [])):
            PhoneNumber.objects.create(contact_point=contact_point, number=number, position=position)
        self.contact_points[row["key"]] = contact_point
        return function

    def _offer(self, row: dict[str, Any]) -> Offer:
        contact_point = self.contact_points[row["contact"]]
        has_capacity = "free_places" in row or "waiting_weeks" in row
        offer = Offer.objects.create(
            organisation=self.organisation,
            offer_type_id=row["type"],
            site=self.sites.get(row.get("site", "")),
            contact_point=contact_point,
            title=row["title"],
            summary=row["summary"],
            description=row.get("description", "").strip(),
            for_pregnancy=row.get("for_pregnancy", False),
            age_from=row.get("age_from"),
            age_to=row.get("age_to"),
            access=row["access"],
            access_note=row.get("access_note", ""),
            cost=row["cost"],
            cost_note=row.get("cost_note", ""),
            legal_basis=row.get("legal_basis", ""),
            free_places=row.get("free_places"),
            waiting_weeks=row.get("waiting_weeks"),
            capacity_on=(self.now - timedelta(days=crc32(row["title"].encode()) % 40)).date() if has_capacity else None,
            **self._provenance(),
            **self._confirmed(row["title"], contact_point.function),
        )
        self._details(offer, row)
        return offer

    def _details(self, offer: Offer, row: dict[str, Any]) -> None:
        traits = [(kind, code) for name, kind in TRAITS.items() for code in row.get(name, [])]
        OfferTrait.objects.bulk_create([OfferTrait(offer=offer, kind=kind, code=code) for kind, code in traits])
        OfferLanguage.objects.bulk_create([OfferLanguage(offer=offer, code=code) for code in row.get("languages", [])])
        names = row.get("catchment", [self.network.kreis.name])
        for name in names if isinstance(names, list) else [names]:
            Catchment.objects.create(offer=offer, kreis=self.network.kreis, gemeinde=self.gemeinden.get(name))

    def _provenance(self) -> dict[str, Any]:
        return {"held_by": self.network, "source": SOURCE}

    def _confirmed(self, text: str, function: Function) -> dict[str, Any]:
        """Most entries were confirmed within the last months; one in nine is overdue, so that the pages show it."""
        number = crc32(f"{self.organisation.name} {text}".encode())
        days = 190 + number % 120 if number % 9 == 0 else number % 170
        return {"confirmed_at": self.now - timedelta(days=days, hours=number % 9), "confirmed_by_function": function}
