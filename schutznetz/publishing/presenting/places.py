"""What a unit covers, as people read it: Gemeinden, Ortsteile, streets."""

from collections.abc import Iterable
from uuid import UUID

from schutznetz.jurisdiction.enums import Parity
from schutznetz.jurisdiction.models import Catchment


def by_unit(rows: Iterable[Catchment], kreis: str) -> dict[UUID, list[str]]:
    """Return the places of each unit, whole Gemeinden first. In a Kreis of one Gemeinde its name is left out."""
    rows = list(rows)
    gemeinden = {row.gemeinde_id for row in rows if row.gemeinde_id}
    shared = {row.gemeinde_id for row in rows if row.ortsteil or row.plz or row.street}
    units: dict[UUID, list[Catchment]] = {}
    for row in rows:
        units.setdefault(row.unit_id, []).append(row)
    return {
        unit: _whole(found, shared, kreis) + _parts(found, with_gemeinde=len(gemeinden) > 1)
        for unit, found in units.items()
    }


def _whole(rows: Iterable[Catchment], shared: set[str | None], kreis: str) -> list[str]:
    found = []
    for row in rows:
        if row.ortsteil or row.plz or row.street:
            continue
        name = row.gemeinde.name if row.gemeinde else kreis
        found.append(f"übriges {name}" if row.gemeinde_id in shared else name)
    return sorted(set(found), key=lambda name: name.removeprefix("übriges "))


def _parts(rows: Iterable[Catchment], *, with_gemeinde: bool) -> list[str]:
    """Return one entry for each Gemeinde of which a unit covers parts: "Auenrode: Untere Aue, Lange Straße 1–59"."""
    parts: dict[str, list[str]] = {}
    for row in rows:
        if row.ortsteil or row.plz or row.street:
            gemeinde = row.gemeinde.name if row.gemeinde else ""
            said = parts.setdefault(gemeinde, [])
            if (part := _part(row)) not in said:
                said.append(part)
    return [
        f"{gemeinde}: {', '.join(said)}" if with_gemeinde and gemeinde else ", ".join(said)
        for gemeinde, said in sorted(parts.items())
    ]


def _part(row: Catchment) -> str:
    street = " ".join(filter(None, [row.street, _numbers(row)])) if row.street else ""
    names = [street or row.ortsteil, f"PLZ {row.plz}" if row.plz else ""]
    return " ".join(filter(None, names))


def _numbers(row: Catchment) -> str:
    if row.number_from is None and row.number_to is None:
        numbers = ""
    elif row.number_to is None:
        numbers = f"ab {row.number_from}"
    else:
        numbers = f"{row.number_from or 1}–{row.number_to}"
    side = "" if row.parity == Parity.ALL else f"({Parity(row.parity).label})"
    return " ".join(filter(None, [numbers, side]))
