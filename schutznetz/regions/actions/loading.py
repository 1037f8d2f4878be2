"""Loads the region tables that the project ships (``data/``; how they are made: ``maintenance/build_regions.py``)."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

from django.db import transaction

from schutznetz.common.postgresql import statistics
from schutznetz.common.words import key
from schutznetz.regions import access
from schutznetz.regions.access import base_name
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Land, Place, PLZGemeinde

BATCH = 1000
# What ``import_regions`` has written.
REGISTER = "Statistisches Bundesamt (GV100AD)"


@transaction.atomic
def load_regions() -> dict[str, int]:
    """Load or renew Länder, Kreise, Gemeinden, places and PLZ; may be run again.

    Rows that are no longer in the tables stay, because sites and networks may point at them.
    Returns the number of rows per table.
    """
    laender = [Land(ags=row["ags2"], name=row["name"], iso=row["iso"]) for row in _rows("laender.csv")]
    _upsert(Land, laender, ["name", "iso"])
    kreise = [_kreis(row) for row in _rows("kreise.csv")]
    _upsert(Kreis, kreise, ["name", "official_name", "name_key", "search_key", "kind", "land", "nuts3"])
    gemeinden = list(_gemeinden())
    _upsert(Gemeinde, gemeinden, ["name", "official_name", "name_key", "search_key", "kreis", "lat", "lon"])
    plz = [PLZ(code=row["plz"], lat=_number(row["lat"]), lon=_number(row["lon"])) for row in _rows("odbl/plz.csv")]
    _upsert(PLZ, plz, ["lat", "lon"])
    known = {row.code for row in plz}
    links = [
        PLZGemeinde(plz_id=row["plz"], gemeinde_id=row["ags8"])
        for row in _rows("odbl/plz_gemeinde.csv")
        if row["plz"] in known
    ]
    PLZGemeinde.objects.filter(gemeinde__kreis__is_example=False).delete()
    PLZGemeinde.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)
    places = list(_places({gemeinde.ags: gemeinde for gemeinde in gemeinden}))
    # names of Gemeinden that an official register has ended since stay
    Place.objects.filter(kreis__is_example=False).exclude(source=REGISTER).delete()
    Place.objects.bulk_create(places, batch_size=BATCH)
    statistics.renew(Land, Kreis, Gemeinde, PLZ, PLZGemeinde, Place)
    access.forget()
    return {"Länder": len(laender), "Kreise": len(kreise), "Gemeinden": len(gemeinden), "PLZ": len(plz),
            "PLZ je Gemeinde": len(links), "Orte": len(places)}  # fmt: skip


def _upsert(model: type[Any], rows: list[Any], fields: list[str]) -> None:
    model.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=fields
    )


def _kreis(row: dict[str, str]) -> Kreis:
    # "Stadt Leipzig" and "Landkreis Leipzig" are both what somebody means who types "Leipzig".
    called = row["name"].removeprefix("Landkreis ").removeprefix("Stadt ")
    return Kreis(
        ags=row["ags5"],
        name=row["name"],
        official_name=row["official_name"],
        name_key=key(row["name"]),
        search_key=key(called),
        kind=row["kind"],
        land_id=row["land"],
        nuts3=row["nuts3"],
    )


def _gemeinden() -> Iterator[Gemeinde]:
    points = {row["ags8"]: row for row in _rows("odbl/gemeinde_punkte.csv")}
    for row in _rows("gemeinden.csv"):
        point = row if row["lat"] else points.get(row["ags8"], row)
        yield Gemeinde(
            ags=row["ags8"],
            name=row["name"],
            official_name=row["official_name"],
            name_key=key(row["name"]),
            search_key=key(base_name(row["name"])),
            kreis_id=row["kreis"],
            lat=_number(point["lat"]),
            lon=_number(point["lon"]),
        )


def _places(gemeinden: dict[str, Gemeinde]) -> Iterator[Place]:
    """Yield former Gemeinden, Leipzig's Ortsteile and Stadtbezirke, and other places that are no Gemeinde of today."""
    for row in _rows("fruehere_gemeinden.csv"):
        successor = gemeinden.get(row["successor"])
        if successor or row["kreis"]:
            yield _place(row, PlaceKind.FORMER_GEMEINDE, successor, row["kreis"], "Statistische Ämter")
    leipzig = list(_rows("leipzig_ortsteile.csv"))
    for row in leipzig:
        yield _place(row, PlaceKind.ORTSTEIL, gemeinden[row["gemeinde"]], "", "Stadt Leipzig", row["stadtbezirk"])
    for district, gemeinde in sorted({(row["stadtbezirk"], row["gemeinde"]) for row in leipzig}):
        row = {"name": f"Leipzig {district}"}
        yield _place(row, PlaceKind.STADTBEZIRK, gemeinden[gemeinde], "", "Stadt Leipzig", district)
    for row in _rows("odbl/orte.csv"):
        if row["kind"] != "gemeinde" and row["kreis"]:
            yield _place(row, PlaceKind.PLACE, gemeinden.get(row["gemeinde"]), row["kreis"], "GeoNames")


def _place(
    row: dict[str, str], kind: PlaceKind, gemeinde: Gemeinde | None, kreis: str, source: str, district: str = ""
) -> Place:
    return Place(
        name=row["name"],
        search_key=key(row["name"]),
        kind=kind,
        gemeinde=gemeinde,
        kreis_id=gemeinde.kreis_id if gemeinde else kreis,
        district=district,
        lat=_number(row.get("lat", "")) or (gemeinde.lat if gemeinde else None),
        lon=_number(row.get("lon", "")) or (gemeinde.lon if gemeinde else None),
        valid_until=date.fromisoformat(row["valid_until"]) if row.get("valid_until") else None,
        source=source,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("schutznetz.regions") / "data" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _number(text: str) -> float | None:
    return float(text) if text else None
