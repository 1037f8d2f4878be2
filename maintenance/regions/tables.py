"""Joins everything and writes the CSV files: UTF-8, LF, comma, sorted, so that a rebuild gives the same bytes."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from . import districts, places, register
from .facts import Facts, verify
from .join import Join, Pair
from .sources import Place, Point, Sources

Row = tuple[str, ...]


@dataclass
class Built:
    """Table path -> (header, rows), and what the join could not decide: (PLZ, name) -> candidates."""

    tables: dict[str, tuple[Row, list[Row]]]
    unresolved: dict[Pair, list[str]]


def build(sources: Sources, facts: Facts) -> Built:
    kreise = districts.current(sources.districts, facts)
    named = register.candidates(sources.register, kreise, facts)
    centres = sources.centres | facts.centres
    plz_gemeinde, unresolved = _plz_gemeinde(sources, facts, named, centres)
    current = sorted({ags8 for found in plz_gemeinde.values() for ags8 in found})
    verify(facts, named, current)
    shown = register.display_names(current, named, facts)
    official = register.official_names(current, named, kreise, facts)
    former = register.former(named, current, facts)
    by_plz = {plz: sorted(found) for plz, found in plz_gemeinde.items()}
    old = [(row.kreis, row.successor, row.name) for row in former]
    locator = places.Locator(by_plz, centres, shown, old)
    located = locator.locate_all(sources.places)
    seats = places.seats(located)
    tables = {
        "laender.csv": _laender(facts),
        "kreise.csv": _kreise(kreise),
        "gemeinden.csv": _gemeinden(shown, official, seats),
        "fruehere_gemeinden.csv": _former(former, facts),
        "leipzig_ortsteile.csv": _leipzig(facts),
        "odbl/plz.csv": _plz(by_plz, centres, seats),
        "odbl/plz_gemeinde.csv": _plz_rows(plz_gemeinde),
        "odbl/gemeinde_punkte.csv": _points([ags8 for ags8 in current if ags8 not in seats], by_plz, centres),
        "odbl/orte.csv": _orte(located),
    }
    return Built(tables, unresolved)


def _plz_gemeinde(
    sources: Sources, facts: Facts, named: dict[str, str], centres: dict[str, Point]
) -> tuple[dict[str, dict[str, str]], dict[Pair, list[str]]]:
    """PLZ -> {AGS-8 of today: "package" or "fact"}. An undecided name contributes each of its candidates."""
    pairs = [(plz, name) for plz, found in sources.plz_names.items() for name in found]
    meant = {pair: facts.meant[key] for pair in pairs for key in (pair, ("", pair[1])) if key in facts.meant}
    result = Join(named, centres, sources.lands).run(pairs, {pair: found[0] for pair, found in meant.items()})
    reached: dict[str, dict[str, str]] = {plz: {} for plz in sorted(sources.plz_names)}
    for pair in pairs:
        for ags8 in meant.get(pair) or ([result.chosen[pair]] if pair in result.chosen else result.open[pair]):
            source = "fact" if pair in meant or ags8 in facts.successors else "package"
            for last in register.today(ags8, facts):
                reached[pair[0]].setdefault(last, source)
    for plz, ags8 in facts.also:
        reached[plz].setdefault(ags8, "fact")
    return reached, result.open


def _laender(facts: Facts) -> tuple[Row, list[Row]]:
    return ("ags2", "name", "iso"), sorted((row["ags2"], row["name"], row["iso"]) for row in facts.lands)


def _kreise(kreise: dict[str, districts.Kreis]) -> tuple[Row, list[Row]]:
    rows = [(k.ags5, k.name, k.official_name, k.kind, k.ags5[:2], k.nuts3) for _, k in sorted(kreise.items())]
    return ("ags5", "name", "official_name", "kind", "land", "nuts3"), list(rows)


def _gemeinden(shown: dict[str, str], official: dict[str, str], seats: dict[str, Place]) -> tuple[Row, list[Row]]:
    rows: list[Row] = []
    for ags8, name in sorted(shown.items()):
        seat = seats.get(ags8)
        point = (*_point((seat.lat, seat.lon)), "geonames") if seat else ("", "", "")
        rows.append((ags8, name, official[ags8], ags8[:5], *point))
    return ("ags8", "name", "official_name", "kreis", "lat", "lon", "source"), rows


def _former(former: list[register.Former], facts: Facts) -> tuple[Row, list[Row]]:
    rows = [(row.ags8, row.name, row.kreis, row.successor, row.valid_until, _reason(row, facts)) for row in former]
    return ("ags8", "name", "kreis", "successor", "valid_until", "source"), list(rows)


def _reason(row: register.Former, facts: Facts) -> str:
    """Where the successor comes from."""
    if row.ags8 in facts.successors:
        return "fact"
    return "same_name" if row.successor else ""


def _leipzig(facts: Facts) -> tuple[Row, list[Row]]:
    rows = [(name, borough, "14713000") for borough, found in facts.leipzig.items() for name in found]
    return ("name", "stadtbezirk", "gemeinde"), sorted(rows)


def _plz(by_plz: dict[str, list[str]], centres: dict[str, Point], seats: dict[str, Place]) -> tuple[Row, list[Row]]:
    """A PLZ without a centre of its own lies where the first of its Gemeinden lies."""
    rows: list[Row] = []
    for plz, found in sorted(by_plz.items()):
        near = [(seats[ags8].lat, seats[ags8].lon) for ags8 in found if ags8 in seats]
        rows.append((plz, *_point(centres.get(plz) or (near[0] if near else None))))
    return ("plz", "lat", "lon"), rows


def _plz_rows(plz_gemeinde: dict[str, dict[str, str]]) -> tuple[Row, list[Row]]:
    rows = [(plz, ags8, source) for plz, found in plz_gemeinde.items() for ags8, source in found.items()]
    return ("plz", "ags8", "source"), sorted(rows)


def _points(wanted: list[str], plz_gemeinde: dict[str, list[str]], centres: dict[str, Point]) -> tuple[Row, list[Row]]:
    """Mean of a Gemeinde's PLZ centres; PLZ that belong to it alone count before the shared ones."""
    all_plz: dict[str, list[str]] = defaultdict(list)
    for plz, found in sorted(plz_gemeinde.items()):
        for ags8 in found:
            if plz in centres:
                all_plz[ags8].append(plz)
    rows: list[Row] = []
    for ags8 in wanted:
        own = [plz for plz in all_plz[ags8] if len(plz_gemeinde[plz]) == 1] or all_plz[ags8]
        if own:
            lat = sum(centres[plz][0] for plz in own) / len(own)
            lon = sum(centres[plz][1] for plz in own) / len(own)
            rows.append((ags8, *_point((lat, lon))))
    return ("ags8", "lat", "lon"), rows


def _orte(located: list[places.Located]) -> tuple[Row, list[Row]]:
    rows = [
        (row.place.name, row.kind, row.gemeinde, row.kreis, *_point((row.place.lat, row.place.lon)), "geonames")
        for row in located
    ]
    return ("name", "kind", "gemeinde", "kreis", "lat", "lon", "source"), sorted(set(rows))


def _point(at: Point | None) -> tuple[str, str]:
    return (f"{at[0]:.4f}", f"{at[1]:.4f}") if at else ("", "")


def write(built: Built, folder: Path) -> None:
    for name, (header, rows) in built.tables.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
