"""In which Länder may a point lie? Coarse outlines, so a point near a border belongs to several."""

import json
import math
from typing import Any, Self

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.32
SCALE_LON = math.cos(math.radians(51.0))
TOLERANCE_KM = 6.0


def to_km(lat: float, lon: float) -> tuple[float, float]:
    """Flat coordinates in km, good to 3 % over Germany, more than outlines of this coarseness need."""
    return lon * KM_PER_DEGREE * SCALE_LON, lat * KM_PER_DEGREE


class Lands:
    def __init__(self, shapes: dict[str, BaseGeometry]) -> None:
        self._shapes = dict(sorted(shapes.items()))

    @classmethod
    def from_topojson(cls, text: str, land_names: dict[str, str]) -> Self:
        """`land_names`: name as in the file -> AGS-2."""
        topology = json.loads(text)
        arcs = _decode_arcs(topology)
        units = topology["objects"]["units"]["geometries"]
        return cls({land_names[unit["properties"]["name"]]: _shape(unit, arcs) for unit in units})

    def near(self, lat: float, lon: float, tolerance_km: float = TOLERANCE_KM) -> set[str]:
        """AGS-2 of each Land that contains the point or comes within `tolerance_km`; never empty."""
        point = Point(to_km(lat, lon))
        distances = {land: float(shapely.distance(shape, point)) for land, shape in self._shapes.items()}
        found = {land for land, distance in distances.items() if distance <= tolerance_km}
        return found or {min(distances, key=lambda land: distances[land])}


def _decode_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """Undo TopoJSON's delta coding; result: list of lines in km."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append(to_km(y * sy + ty, x * sx + tx))
        decoded.append(line)
    return decoded


def _shape(unit: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    polygons = [unit["arcs"]] if unit["type"] == "Polygon" else unit["arcs"]
    parts = [Polygon(_ring(polygon[0], arcs), [_ring(hole, arcs) for hole in polygon[1:]]) for polygon in polygons]
    return shapely.make_valid(MultiPolygon(parts))


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(line if not ring else line[1:])
    return ring
