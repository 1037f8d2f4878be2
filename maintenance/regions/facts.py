"""Reads `facts.toml`: what the packages do not know or know wrongly, a row each with its public source."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import names


class FactError(Exception):
    """A row has no source or contradicts another."""


@dataclass(frozen=True)
class Successor:
    ags8: list[str]  # several: the Gemeinde was split
    valid_until: str  # last day, ISO; empty: not written down


@dataclass
class Facts:
    lands: list[dict[str, str]] = field(default_factory=list)  # ags2, name, iso
    dissolved_kreise: dict[str, str] = field(default_factory=dict)  # old AGS-5 -> AGS-5
    new: dict[str, str] = field(default_factory=dict)  # AGS-8 -> official name
    official: dict[str, str] = field(default_factory=dict)  # AGS-8 -> official name of today
    display: dict[str, str] = field(default_factory=dict)  # AGS-8 -> name to show
    successors: dict[str, Successor] = field(default_factory=dict)  # old AGS-8 -> where it went
    meant: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # (PLZ or "", name) -> AGS-8
    also: list[tuple[str, str]] = field(default_factory=list)  # (PLZ, AGS-8) that OpenStreetMap's list lacks
    centres: dict[str, tuple[float, float]] = field(default_factory=dict)  # PLZ -> point
    names: dict[str, str] = field(default_factory=dict)  # AGS-8 -> name a row claims for it; `verify` compares
    leipzig: dict[str, list[str]] = field(default_factory=dict)  # Stadtbezirk -> Ortsteile


def load(path: Path) -> Facts:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, rows in raw.items():
        for row in rows:
            if not row.get("quelle"):
                raise FactError(f"{path.name}: a row of [[{table}]] has no source: {row}")
    return Facts(
        lands=[{key: row[key] for key in ("ags2", "name", "iso")} for row in raw["land"]],
        dissolved_kreise=_pairs(raw, "kreis_aufgeloest", "ags5", "nachfolger"),
        new=_pairs(raw, "gemeinde_neu", "ags8", "name"),
        official=_pairs(raw, "amtlicher_name", "ags8", "name"),
        display=_pairs(raw, "anzeigename", "ags8", "name"),
        successors={
            row["ags8"]: Successor(_listed(row["nachfolger"]), row.get("bis", "")) for row in raw["gemeinde_aufgeloest"]
        },
        names={row["ags8"]: row["name"] for row in raw["gemeinde_aufgeloest"]},
        meant={(row.get("plz", ""), row["name"]): _listed(row["ags8"]) for row in raw["gemeint_ist"]},
        also=[(plz, row["ags8"]) for row in raw["plz_auch"] for plz in _listed(row["plz"])],
        centres={row["plz"]: (row["lat"], row["lon"]) for row in raw.get("plz_mitte", [])},
        leipzig={row["stadtbezirk"]: row["ortsteile"] for row in raw["leipzig"]},
    )


def verify(facts: Facts, named: dict[str, str], current: list[str]) -> None:
    """A mistyped number must not pass: names have to fit, and every target has to be a Gemeinde of today."""
    for ags8, name in facts.names.items():
        if names.base(named.get(ags8, "")) != names.base(name):
            raise FactError(f"{ags8} is {named.get(ags8)}, not {name}")
    targets = {ags8 for row in facts.successors.values() for ags8 in row.ags8 if ags8 not in facts.successors}
    targets |= {ags8 for found in facts.meant.values() for ags8 in found} | {ags8 for _, ags8 in facts.also}
    targets |= set(facts.official) | set(facts.display)
    unknown = sorted(targets - set(current))
    if unknown:
        raise FactError(f"not Gemeinden of today: {unknown}")


def _pairs(raw: dict[str, Any], table: str, key: str, value: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in raw[table]:
        if row[key] in found:
            raise FactError(f"[[{table}]] names {row[key]} twice")
        found[row[key]] = row[value]
    return found


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
