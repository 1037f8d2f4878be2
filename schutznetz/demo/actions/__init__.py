"""Builds the demo: the invented "Musterkreis", and invented institutions in three real Kreise.

Everything is made from the texts beside this package; nothing is random, so that every demo is the same.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from schutznetz.common.words import key
from schutznetz.demo.actions import midlife, responsibility, texts
from schutznetz.demo.actions.rows import Rows, nearby
from schutznetz.demo.actions.texts import organisations
from schutznetz.directory import actions as directory_actions
from schutznetz.directory.search import index
from schutznetz.exchange.actions import note_changes
from schutznetz.networks.models import Network
from schutznetz.regions import access as regions
from schutznetz.regions.actions import load_regions
from schutznetz.regions.enums import KreisKind, PlaceKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Place, PLZGemeinde

__all__ = ["build_demo", "build_networks", "organisations"]

SOURCE = "Musterkreis"


def build_demo(now: datetime) -> dict[str, int]:
    """Fill an empty database: regions, offer types, help lines, networks. Returns the networks' numbers of offers."""
    load_regions()
    directory_actions.load_catalogue()
    directory_actions.load_help_lines()
    numbers = build_networks(now)
    note_changes()  # who asks the open API what changed learns of everything
    return numbers


@transaction.atomic
def build_networks(now: datetime) -> dict[str, int]:
    """Build Musterkreis and the example networks; needs regions and offer types. The index is written once, for all."""
    musterkreis = texts.musterkreis()
    _region(musterkreis)
    numbers, offers = {}, []
    for facts, rows in [(musterkreis, list(organisations())), *texts.examples()]:
        network = _network(facts)
        written = Rows(network, now, source=facts["network"]["source"])
        for row in rows:
            written.add(row)
        if facts is musterkreis:
            midlife.settle(written)
        written.save()
        midlife.log(written.entries, written)
        numbers[network.name] = len(written.offers)
        offers += [offer.pk for offer in written.offers]
    responsibility.build(now)
    index.update(offers)
    return numbers


def _network(facts: dict[str, Any]) -> Network:
    network, _ = Network.objects.update_or_create(
        slug=facts["network"]["slug"],
        defaults={
            "name": facts["network"]["name"],
            "accent": facts["network"]["accent"],
            "kreis_id": facts["kreis"]["ags"],
        },
    )
    return network


def _region(facts: dict[str, Any]) -> None:
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
    regions.forget()


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
        lat, lon = nearby(gemeinde, name)
        Place.objects.get_or_create(
            name=name,
            gemeinde=gemeinde,
            kreis=kreis,
            defaults={"search_key": key(name), "kind": PlaceKind.ORTSTEIL, "lat": lat, "lon": lon, "source": SOURCE},
        )
