"""Places people search by (GeoNames), and the points of Gemeinden.

A place gets its Gemeinde only where two things agree; where they do not, it keeps the Kreis or nothing. A wrong
Kreis would send somebody to the wrong Jugendamt.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from . import names
from .outlines import to_km
from .sources import Place, Point

SEAT_KM = 12.0  # so near to one of its PLZ a place with the Gemeinde's name may be its seat
FARTHER, MARGIN_KM = 1.5, 2.0


@dataclass(frozen=True)
class Located:
    place: Place
    kind: str  # "gemeinde": carries the Gemeinde's name; "ort"
    gemeinde: str  # AGS-8 or empty
    kreis: str  # AGS-5 or empty


class Locator:
    """`plz_gemeinde`: PLZ -> AGS-8; `shown`: AGS-8 -> name; `former`: (AGS-5, AGS-8 or "", name) of old Gemeinden."""

    def __init__(
        self,
        plz_gemeinde: dict[str, list[str]],
        centres: dict[str, Point],
        shown: dict[str, str],
        former: list[tuple[str, str, str]],
    ) -> None:
        self._plz_gemeinde = plz_gemeinde
        self._points = {plz: to_km(*at) for plz, at in centres.items() if plz in plz_gemeinde}
        self._cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for plz, (x, y) in sorted(self._points.items()):
            self._cells[int(x // 10), int(y // 10)].append(plz)
        self._plz_of: dict[str, list[str]] = defaultdict(list)
        for plz, found in sorted(plz_gemeinde.items()):
            for ags8 in found:
                self._plz_of[ags8].append(plz)
        self._shown = shown
        self._called: dict[str, list[str]] = defaultdict(list)
        for ags8, name in sorted(shown.items()):
            self._called[names.base(name)].append(ags8)
        self._former: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in former:
            self._former[names.base(row[2])].append(row)

    def locate_all(self, found: list[Place]) -> list[Located]:
        """Of several places with the name of a Gemeinde only the best is its seat."""
        seats: dict[str, tuple[int, float, int]] = {}
        for place in found:
            claim = self._seat(place)
            if claim:
                seats[claim[0]] = min(seats.get(claim[0], claim[1]), claim[1])
        seat_of = {rank[2]: ags8 for ags8, rank in seats.items()}
        return [self._locate(place, seat_of.get(place.geonameid, "")) for place in found]

    def _locate(self, place: Place, seat: str) -> Located:
        if seat:
            return Located(place, "gemeinde", seat, seat[:5])
        near = self._nearest(place)
        kreise = {ags8[:5] for ags8 in near}
        old = [row for row in self._former.get(names.base(place.name), []) if row[1] in near or row[0] in kreise]
        if len(old) == 1 and (old[0][1] in near or not old[0][1]):
            return Located(place, "ort", old[0][1], old[0][0])
        kreis = kreise.pop() if len(kreise) == 1 else ""
        return Located(place, "ort", near.pop() if len(near) == 1 else "", kreis)

    def _seat(self, place: Place) -> tuple[str, tuple[int, float, int]] | None:
        """(AGS-8, rank) of the Gemeinde whose name the place carries and whose PLZ lie around it."""
        claims = []
        near = self._nearest(place)
        for ags8 in self._called.get(names.base(place.name), []):
            distance = self._distance(place, ags8)
            if ags8[:2] == place.land and (distance <= SEAT_KM or ags8 in near):
                claims.append(((-names.likeness(place.name, self._shown[ags8]), distance, place.geonameid), ags8))
        return min(claims)[::-1] if claims else None

    def _distance(self, place: Place, ags8: str) -> float:
        x, y = to_km(place.lat, place.lon)
        points = [self._points[plz] for plz in self._plz_of[ags8] if plz in self._points]
        return min((math.dist(point, (x, y)) for point in points), default=math.inf)

    def _nearest(self, place: Place) -> set[str]:
        """AGS-8 in the same Land that the place may belong to: those of PLZ hardly farther away than the nearest.

        PLZ are small in towns and wide in the country, so the nearest centre alone would give suburbs to the town.
        """
        x, y = to_km(place.lat, place.lon)
        column, row = int(x // 10), int(y // 10)
        around = [plz for i in (-2, -1, 0, 1, 2) for j in (-2, -1, 0, 1, 2) for plz in self._cells[column + i, row + j]]
        distances = {plz: math.dist(self._points[plz], (x, y)) for plz in around if self._in_land(plz, place.land)}
        if not distances:
            return set()
        reach = min(distances.values()) * FARTHER + MARGIN_KM
        return {
            ags8
            for plz, distance in distances.items()
            if distance <= reach
            for ags8 in self._plz_gemeinde[plz]
            if ags8[:2] == place.land
        }

    def _in_land(self, plz: str, land: str) -> bool:
        return any(ags8[:2] == land for ags8 in self._plz_gemeinde[plz])


def seats(located: list[Located]) -> dict[str, Place]:
    """AGS-8 -> the place with the Gemeinde's name, else the largest place that certainly lies in it."""
    found: dict[str, tuple[tuple[bool, int], Place]] = {}
    for row in located:
        rank = (row.kind == "gemeinde", row.place.population)
        if row.gemeinde and (row.gemeinde not in found or rank > found[row.gemeinde][0]):
            found[row.gemeinde] = (rank, row.place)
    return {ags8: place for ags8, (_, place) in sorted(found.items())}
