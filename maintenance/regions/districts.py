"""The Kreise of today and the names to show, so that `Stadt Leipzig` and `Landkreis Leipzig` are never mixed up."""

from dataclasses import dataclass

from . import names
from .facts import Facts
from .sources import District

KINDS = {
    "Kreisfreie Stadt": "kreisfreie_stadt",
    "Stadtkreis": "stadtkreis",
    "Landkreis": "landkreis",
    "Kreis": "kreis",
    "Regionalverband": "regionalverband",
}
_SAYS_WHAT_IT_IS = (
    "Landkreis",
    "Region ",
    "Regionalverband",
    "Städteregion",
    "Altmarkkreis",
    "Rhein-Kreis",
    "Eifelkreis",
)


@dataclass(frozen=True)
class Kreis:
    ags5: str
    name: str
    official_name: str
    kind: str
    nuts3: str

    @property
    def is_city(self) -> bool:
        return self.kind in ("kreisfreie_stadt", "stadtkreis")


def current(districts: list[District], facts: Facts) -> dict[str, Kreis]:
    found = {}
    for row in districts:
        if row.ags5 not in facts.dissolved_kreise:
            found[row.ags5] = Kreis(row.ags5, _display(row), row.name, KINDS[row.type], row.nuts3)
    shown = [kreis.name for kreis in found.values()]
    twice = sorted({name for name in shown if shown.count(name) > 1})
    if twice:
        raise ValueError(f"two Kreise are shown as {twice}")
    return found


def _display(row: District) -> str:
    name = row.name.split(",")[0].split("/")[0].strip()
    if KINDS[row.type] in ("kreisfreie_stadt", "stadtkreis"):
        return f"Stadt {names.short(row.name)}"
    if name.startswith(_SAYS_WHAT_IT_IS) or name.lower().endswith("kreis"):
        return name
    return f"{row.type} {name}"
