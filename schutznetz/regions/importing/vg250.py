"""Reads the map of Gemeinden of BKG (VG250 or VG5000, layer GEM) as GeoJSON: key, name, and the middle of the area.

Only the middle is kept. What is water (``GF`` other than 4) is left out; of a Gemeinde in several parts the largest
counts.
"""

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schutznetz.common.errors import DomainError
from schutznetz.regions.importing.record import GemeindeRecord, Register, text_of

LAND = 4
_KREIS, _GEMEINDE = re.compile(r"\d{5}", re.ASCII), re.compile(r"\d{8}", re.ASCII)
# Germany in degrees, with room: metres are far outside.
WEST, EAST, SOUTH, NORTH = 5.0, 16.0, 47.0, 56.0
ANOTHER = "Das ist keine Karte der Gemeinden von BKG (VG250, Ebene GEM, als GeoJSON)"
Ring = list[list[float]]


def read_vg250(path: Path) -> Register:
    """Read a map; DomainError with a German sentence for whatever is something else."""
    largest: dict[str, tuple[float, GemeindeRecord]] = {}
    for properties, geometry in _features(path):
        if properties.get("GF", LAND) != LAND:
            continue
        ags = _ags(properties)
        area, centre = _middle(ags, geometry)
        if area >= largest.get(ags, (0.0, None))[0]:
            largest[ags] = area, GemeindeRecord(ags, _name(properties), centre)
    if not largest:
        raise DomainError(f"{ANOTHER}: Es steht keine Gemeinde darin.")
    return Register(None, {ags: record for ags, (_, record) in largest.items()})


def _features(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    try:
        read = json.loads(text_of(path))
    except ValueError as error:
        raise DomainError(f"{ANOTHER}: Die Datei ist kein JSON.") from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list):
        raise DomainError(f"{ANOTHER}: „features“ fehlt.")
    for feature in features:
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise DomainError(f"{ANOTHER}: Ein Eintrag hat keine Eigenschaften.")
        yield feature["properties"], feature.get("geometry") or {}


def _ags(properties: dict[str, Any]) -> str:
    ags = str(properties.get("AGS", ""))
    if _KREIS.fullmatch(ags):
        raise DomainError(f"{ANOTHER}: „{ags}“ ist ein Kreis. Bitte die Ebene GEM ausgeben, nicht KRS.")
    if not _GEMEINDE.fullmatch(ags):
        raise DomainError(f"{ANOTHER}: „{ags}“ ist kein Schlüssel einer Gemeinde (AGS, acht Ziffern).")
    return ags


def _name(properties: dict[str, Any]) -> str:
    """Return the name as the register writes it: "Görlitz, Stadt"."""
    name, kind = str(properties.get("GEN", "")).strip(), str(properties.get("BEZ", "")).strip()
    if not name:
        raise DomainError(f"{ANOTHER}: Bei {properties.get('AGS')} fehlt der Name (GEN).")
    return f"{name}, {kind}" if "stadt" in kind.casefold() or kind == "Markt" else name


def _middle(ags: str, geometry: dict[str, Any]) -> tuple[float, tuple[float, float]]:
    """Return the area (in square degrees) and the middle of the largest part."""
    parts = geometry.get("coordinates")
    if geometry.get("type") == "Polygon":
        parts = [parts]
    elif geometry.get("type") != "MultiPolygon":
        raise DomainError(f"{ANOTHER}: Bei {ags} fehlt die Fläche.")
    try:
        area, lon, lat = max(_centroid(part[0]) for part in parts)  # type: ignore[union-attr]  # TypeError: see below
    except (TypeError, ValueError, IndexError, ZeroDivisionError) as error:
        raise DomainError(f"{ANOTHER}: Bei {ags} ist die Fläche nicht zu lesen.") from error
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        raise DomainError("Die Karte ist nicht in Grad gezeichnet. Bitte als WGS 84 (EPSG:4326) ausgeben.")
    return area, (round(lat, 5), round(lon, 5))


def _centroid(ring: Ring) -> tuple[float, float, float]:
    """Return area and centroid of a closed ring; seen from its first corner, so that rounding does no harm."""
    x0, y0 = ring[0][0], ring[0][1]
    corners = [(point[0] - x0, point[1] - y0) for point in ring]
    twice = x = y = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(corners):
        cross = x1 * y2 - x2 * y1
        twice, x, y = twice + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return abs(twice) / 2, x0 + x / (3 * twice), y0 + y / (3 * twice)
