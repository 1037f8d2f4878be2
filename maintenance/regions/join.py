"""Which Gemeinde does OpenStreetMap mean by a name at a PLZ? Names first, then nearness to what is certain."""

import math
from collections import defaultdict
from dataclasses import dataclass

from . import names
from .outlines import Lands, to_km
from .sources import Point

Pair = tuple[str, str]  # (PLZ, name as in OpenStreetMap)

FAR_KM = 18.0
NEIGHBOURS = 3


@dataclass(frozen=True)
class Result:
    chosen: dict[Pair, str]  # pair -> AGS-8
    open: dict[Pair, list[str]]  # pair -> all candidates (none: the name is unknown)


class Anchors:
    """Points of known Kreis. `distance` tells how far a point lies from a Kreis."""

    def __init__(self) -> None:
        self._points: dict[str, list[tuple[float, float, Pair]]] = defaultdict(list)

    def add(self, ags5: str, at: Point, pair: Pair) -> None:
        self._points[ags5].append((*to_km(*at), pair))

    def distance(self, ags5: str, at: Point, without: str) -> float:
        """Mean distance in km to the nearest anchors of the Kreis; those of the name `without` do not count."""
        x, y = to_km(*at)
        squares = sorted((px - x) ** 2 + (py - y) ** 2 for px, py, (_, name) in self._points[ags5] if name != without)[
            :NEIGHBOURS
        ]
        return sum(square**0.5 for square in squares) / len(squares) if squares else math.inf


class Join:
    """`register`: AGS-8 -> name of every Gemeinde that may be meant."""

    def __init__(self, register: dict[str, str], centres: dict[str, Point], lands: Lands) -> None:
        self._register = register
        self._centres = centres
        self._lands = {plz: lands.near(*at) for plz, at in sorted(centres.items())}
        self._by_base: dict[str, list[str]] = defaultdict(list)
        self._cut_names = [ags8 for ags8, name in sorted(register.items()) if name.endswith(".")]
        for ags8, name in sorted(register.items()):
            for key in sorted({names.base(spelling) for spelling in names.spellings(name)}):
                self._by_base[key].append(ags8)

    def run(self, pairs: list[Pair], known: dict[Pair, str]) -> Result:
        """`known` comes from facts and is never changed."""
        coarse = {pair: self._candidates(pair) for pair in pairs if pair not in known}
        fine = {pair: self._best_spelt(pair, found) for pair, found in coarse.items()}
        chosen = known | {pair: found[0] for pair, found in fine.items() if len(found) == 1}
        chosen |= self._nearest({pair: found for pair, found in fine.items() if len(found) > 1}, chosen)
        far = self._far({pair: ags8 for pair, ags8 in chosen.items() if pair not in known}, chosen)
        chosen |= self._nearest({pair: coarse[pair] for pair in far if len(coarse[pair]) > 1}, chosen)
        chosen |= self._spread(coarse, chosen)
        return Result(chosen, {pair: found for pair, found in coarse.items() if pair not in chosen})

    def _candidates(self, pair: Pair) -> list[str]:
        """Same coarse name in a Land near the PLZ, else a full name found once in the wider surroundings."""
        plz, name = pair
        lands = self._lands.get(plz)
        found = self._by_base.get(names.base(name), [])
        near = [ags8 for ags8 in found if lands is None or ags8[:2] in lands]
        if near:
            return near
        alike = [ags8 for ags8 in found or self._abbreviated(name) if self._likeness(ags8, name)]
        return alike if len(alike) == 1 else []

    def _abbreviated(self, name: str) -> list[str]:
        """The register cuts long names: `Schönenberg-Kübelb.`"""
        return [ags8 for ags8 in self._cut_names if names.same_name(name, self._register[ags8])]

    def _likeness(self, ags8: str, name: str) -> int:
        return max(names.likeness(name, spelling) for spelling in names.spellings(self._register[ags8]))

    def _best_spelt(self, pair: Pair, found: list[str]) -> list[str]:
        """The candidates with the best spelling; of one name twice in a Kreis the newer number."""
        scores = {ags8: self._likeness(ags8, pair[1]) for ags8 in found}
        best = [ags8 for ags8 in found if scores[ags8] == max(scores.values())]
        return sorted({ags8[:5]: ags8 for ags8 in sorted(best)}.values())

    def _anchors(self, chosen: dict[Pair, str]) -> Anchors:
        anchors = Anchors()
        for pair, ags8 in sorted(chosen.items()):
            if pair[0] in self._centres:
                anchors.add(ags8[:5], self._centres[pair[0]], pair)
        return anchors

    def _nearest(self, undecided: dict[Pair, list[str]], chosen: dict[Pair, str]) -> dict[Pair, str]:
        anchors = self._anchors(chosen)
        found = {}
        for (plz, name), candidates in sorted(undecided.items()):
            if plz not in self._centres:
                continue
            at = self._centres[plz]
            found[plz, name] = min(candidates, key=lambda ags8: (anchors.distance(ags8[:5], at, name), ags8))
        return found

    def _far(self, doubtful: dict[Pair, str], chosen: dict[Pair, str]) -> list[Pair]:
        anchors = self._anchors(chosen)
        return [
            (plz, name)
            for (plz, name), ags8 in sorted(doubtful.items())
            if plz in self._centres and FAR_KM < anchors.distance(ags8[:5], self._centres[plz], name) < math.inf
        ]

    def _spread(self, coarse: dict[Pair, list[str]], chosen: dict[Pair, str]) -> dict[Pair, str]:
        """Each AGS is used once: a PLZ far from the others of its AGS goes to a namesake nobody has taken."""
        used, anchors = set(chosen.values()), self._anchors(chosen)
        points = defaultdict(list)
        for (plz, name), taken in sorted(chosen.items()):
            if plz in self._centres:
                points[name, taken].append(self._centres[plz])
        found = {}
        for (plz, name), candidates in sorted(coarse.items()):
            ags8, at = chosen.get((plz, name)), self._centres.get(plz)
            if ags8 is None or at is None or not self._alone(at, points[name, ags8]):
                continue
            free = [other for other in candidates if self._is_free(other, ags8, name, used)]
            nearest = min(free, key=lambda other: anchors.distance(other[:5], at, name), default="")
            if nearest and anchors.distance(nearest[:5], at, name) <= FAR_KM:
                found[plz, name] = nearest
                used.add(nearest)
        return found

    def _alone(self, at: Point, same: list[Point]) -> bool:
        distances = sorted(_km(at, other) for other in same)
        return len(distances) > 1 and distances[1] > FAR_KM

    def _is_free(self, other: str, ags8: str, name: str, used: set[str]) -> bool:
        return other not in used and other[:5] != ags8[:5] and self._likeness(other, name) > 0


def _km(one: Point, two: Point) -> float:
    (x1, y1), (x2, y2) = to_km(*one), to_km(*two)
    return float(((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5)
