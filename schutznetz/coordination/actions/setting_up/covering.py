"""From the words of a plan to rows of responsibility: Gemeinde, PLZ, Ortsteil, Stadtbezirk, street."""

from collections.abc import Iterable
from difflib import get_close_matches

from schutznetz.common.words import key
from schutznetz.coordination.configuring import Cover, Plan
from schutznetz.jurisdiction.models import Catchment
from schutznetz.networks.models import Unit
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, Place


def rows_of(
    unit: Unit, covers: Iterable[Cover], plan: Plan, kreis: Kreis, gemeinden: dict[str, Gemeinde], problems: list[str]
) -> list[Catchment]:
    """Return the rows of a unit; a place that there is not becomes a problem with its unit and what is meant."""
    found: list[Catchment] = []
    for cover in covers:
        problem = _problem(cover, gemeinden)
        if problem:
            problems.append(f"[[unit]] „{unit.name}“, cover: {problem}")
        else:
            found += _rows(unit, cover, plan, kreis, gemeinden)
    return found


def _problem(cover: Cover, gemeinden: dict[str, Gemeinde]) -> str:
    for name in filter(None, (cover.gemeinde, cover.nearest)):
        if name not in gemeinden:
            near = get_close_matches(name, gemeinden, 1)
            return f"Eine Gemeinde „{name}“ gibt es in diesem Kreis nicht." + _meant(near)
    if cover.plz and not PLZ.objects.filter(pk=cover.plz).exists():
        return f"Die PLZ {cover.plz} gibt es nicht."
    for district in cover.districts:
        known = set(
            Place.objects.filter(gemeinde=gemeinden[cover.gemeinde])
            .exclude(district="")
            .values_list("district", flat=True)
        )
        if district not in known:
            return f"Einen Stadtbezirk „{district}“ kennen wir in {cover.gemeinde} nicht." + _meant(
                get_close_matches(district, known, 1)
            )
    return ""


def _meant(near: list[str]) -> str:
    return f" Gemeint ist vielleicht „{near[0]}“." if near else ""


def _rows(unit: Unit, cover: Cover, plan: Plan, kreis: Kreis, gemeinden: dict[str, Gemeinde]) -> list[Catchment]:
    common = {"unit": unit, "kreis": kreis, "plz": cover.plz}
    if cover.nearest:
        return [Catchment(gemeinde=gemeinde, **common) for gemeinde in _near(cover.nearest, plan, gemeinden)]
    gemeinde = gemeinden.get(cover.gemeinde)
    ortsteile = list(cover.ortsteile) or [""]
    if cover.districts:
        parts = Place.objects.filter(gemeinde=gemeinde, district__in=cover.districts, kind=PlaceKind.ORTSTEIL)
        ortsteile = list(parts.order_by("name").values_list("name", flat=True))
    words = {"street": cover.street, "street_key": key(cover.street)}
    return [
        Catchment(gemeinde=gemeinde, ortsteil=name, ortsteil_key=key(name), **words, **cover.numbers, **common)
        for name in ortsteile
    ]


def _near(site: str, plan: Plan, gemeinden: dict[str, Gemeinde]) -> list[Gemeinde]:
    """Return the Gemeinden of the Kreis to which this site is the nearest of all sites in the file."""
    names = [cover.nearest for unit in plan.units for cover in unit.cover if cover.nearest]
    sites = {name: gemeinden[name] for name in names if name in gemeinden}
    return [row for row in gemeinden.values() if min(sites, key=lambda name: _far(row, sites[name])) == site]


def _far(one: Gemeinde, other: Gemeinde) -> float:
    """Return a measure of distance; good enough inside a Kreis."""
    return ((one.lat or 0) - (other.lat or 0)) ** 2 + 0.4 * ((one.lon or 0) - (other.lon or 0)) ** 2
