"""How good are the shipped region tables? Compares them with reference tables in a folder named by the caller.

    python3 tests/regions/reference.py FOLDER

The folder holds `plz_kreis.csv` (plz, kreis_ags) and `gemeinden_de.csv` (ags, kreis_ags, einwohner_2023). A PLZ is
right when it leads to the same Kreise, ambiguous when to more, wrong when one is missing: only the last can send
somebody to the wrong Jugendamt.
"""

import csv
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "schutznetz" / "regions" / "data"
GERMANY = "DE"


@dataclass
class Count:
    right: int = 0
    ambiguous: int = 0
    wrong: int = 0
    wrong_plz: list[str] = field(default_factory=list)
    crossing: int = 0  # PLZ that the reference puts in several Kreise
    crossing_found: int = 0  # of these, the ones the tables put in several as well

    @property
    def total(self) -> int:
        return self.right + self.ambiguous + self.wrong


@dataclass(frozen=True)
class GemeindeCount:
    expected: int
    missing: list[str]
    extra: list[str]


def compare_plz(reference: Path, data: Path = DATA) -> dict[str, Count]:
    """AGS-2 -> Count, and GERMANY for all. A PLZ in two Länder counts in both."""
    wanted = _sets(_rows(reference / "plz_kreis.csv"), "plz", "kreis_ags", 5)
    found = _sets(_rows(data / "odbl" / "plz_gemeinde.csv"), "plz", "ags8", 5)
    counts: dict[str, Count] = defaultdict(Count)
    for plz, kreise in sorted(wanted.items()):
        for land in [*sorted({ags5[:2] for ags5 in kreise}), GERMANY]:
            _add(counts[land], plz, kreise, found.get(plz, set()))
    return dict(sorted(counts.items()))


def _add(count: Count, plz: str, wanted: set[str], found: set[str]) -> None:
    if found == wanted:
        count.right += 1
    elif found > wanted:
        count.ambiguous += 1
    else:
        count.wrong += 1
        count.wrong_plz.append(plz)
    count.crossing += len(wanted) > 1
    count.crossing_found += len(wanted) > 1 and len(found) > 1


def compare_gemeinden(reference: Path, data: Path = DATA) -> dict[str, GemeindeCount]:
    """AGS-2 -> GemeindeCount, and GERMANY for all. Areas without inhabitants are not Gemeinden."""
    rows = _rows(reference / "gemeinden_de.csv")
    wanted = {row["ags"] for row in rows if row["einwohner_2023"] not in ("", "0")}
    found = {row["ags8"] for row in _rows(data / "gemeinden.csv")}
    counts = {GERMANY: GemeindeCount(len(wanted), sorted(wanted - found), sorted(found - wanted))}
    for land in sorted({ags8[:2] for ags8 in wanted | found}):
        here, there = _of(wanted, land), _of(found, land)
        counts[land] = GemeindeCount(len(here), sorted(here - there), sorted(there - here))
    return counts


def compare_orte(reference: Path, data: Path = DATA) -> tuple[int, int, list[str]]:
    """Places within 1 km of one of the same name in `plz_orte_geonames.csv`: (checked, right Kreis, the wrong ones)."""
    known = defaultdict(list)
    for row in _rows(reference / "plz_orte_geonames.csv"):
        known[row["ort"]].append((float(row["lat"]), float(row["lon"]), row["kreis_ags"]))
    checked, wrong = 0, []
    for row in _rows(data / "odbl" / "orte.csv"):
        lat, lon = float(row["lat"]), float(row["lon"])
        near = {ags5 for y, x, ags5 in known[row["name"]] if abs(y - lat) < 0.009 and abs(x - lon) < 0.014}
        if near and row["kreis"]:
            checked += 1
            if row["kreis"] not in near:
                wrong.append(f"{row['name']} {row['kreis']} {sorted(near)}")
    return checked, checked - len(wrong), wrong


def _of(keys: set[str], land: str) -> set[str]:
    return {key for key in keys if key.startswith(land)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _sets(rows: list[dict[str, str]], key: str, value: str, length: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row[key]].add(row[value][:length])
    return found


def main() -> None:
    reference = Path(sys.argv[1])
    for land, count in compare_plz(reference).items():
        print(
            f"{land}: {count.right} right, {count.ambiguous} ambiguous, {count.wrong} wrong of {count.total} PLZ;"
            f" {count.crossing_found} of {count.crossing} crossing ones recognised {' '.join(count.wrong_plz)}"
        )
    for land, gemeinden in compare_gemeinden(reference).items():
        print(f"{land}: {gemeinden.expected} Gemeinden, missing {gemeinden.missing}, extra {gemeinden.extra}")
    checked, right, wrong = compare_orte(reference)
    print(f"Orte: {right} of {checked} in the right Kreis; {wrong}")


if __name__ == "__main__":
    main()
