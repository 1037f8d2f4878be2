"""Which places of a Kreis lead to which unit, as far as a list can say it: by Gemeinde, Ortsteil, PLZ, street."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schutznetz.jurisdiction.answering import reading
from schutznetz.jurisdiction.answering.matching import Asked, Rule, responsible
from schutznetz.jurisdiction.enums import Parity
from schutznetz.jurisdiction.models import Catchment
from schutznetz.regions.models import Gemeinde, Kreis

# An address that no narrower rule names.
ELSEWHERE = "-"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a Gemeinde and the units it can mean; ``is_ortsteil`` tells names of places from PLZ and streets."""

    name: str
    units: tuple[UUID, ...]
    is_ortsteil: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """A Gemeinde and every unit that it can mean. Where that is more than one, ``parts`` say what decides."""

    gemeinde: Gemeinde
    units: tuple[UUID, ...]
    parts: Sequence[Part] = ()


def covered(kreis: Kreis, day: date) -> list[Covered]:
    """Return every Gemeinde of a Kreis by name; ``units`` is empty where nobody is entered as responsible."""
    rows = reading.catchments(kreis, day)
    return [_covered(gemeinde, rows) for gemeinde in reading.gemeinden(kreis, day)]


def _covered(gemeinde: Gemeinde, rows: Sequence[Catchment]) -> Covered:
    here = [row for row in rows if row.gemeinde_id in {None, gemeinde.ags}]
    rules = [reading.as_rule(row) for row in here]
    units = _units(rules, Asked(gemeinde.kreis_id, gemeinde.ags))
    return Covered(gemeinde, units, _parts(gemeinde, here, rules) if len(units) > 1 else ())


def _parts(gemeinde: Gemeinde, rows: Sequence[Catchment], rules: Sequence[Rule]) -> list[Part]:
    kreis, ags = gemeinde.kreis_id, gemeinde.ags
    ortsteile = dict(sorted({(row.ortsteil_key, row.ortsteil) for row in rows if row.ortsteil}))
    codes = sorted({row.plz for row in rows if row.plz})
    streets = [row for row in rows if row.street]
    streets.sort(key=lambda row: (row.street_key, row.number_from or 0, row.pk))
    rest = _units(rules, Asked(kreis, ags, ELSEWHERE, ELSEWHERE, ELSEWHERE))
    return [
        *(Part(name, _units(rules, Asked(kreis, ags, ortsteil=key)), True) for key, name in ortsteile.items()),
        *(Part(f"PLZ {plz}", _units(rules, Asked(kreis, ags, plz=plz))) for plz in codes),
        *(Part(_stretch(row), (row.unit_id,)) for row in streets),
        *([Part("alle anderen", rest)] if rest else []),
    ]


def _units(rules: Sequence[Rule], asked: Asked) -> tuple[UUID, ...]:
    return tuple(rule.unit for rule in responsible(rules, asked))


def _stretch(row: Catchment) -> str:
    """Say which houses of a street: "Hauptstraße 1–49 (ungerade)"."""
    low, high = row.number_from, row.number_to
    if low is not None and high is not None:
        numbers = f"{low}–{high}"
    elif low is not None:
        numbers = f"ab {low}"
    else:
        numbers = f"bis {high}" if high is not None else ""
    side = "" if row.parity == Parity.ALL else f"({row.get_parity_display()})"
    narrower = f"({row.ortsteil or row.plz})" if row.ortsteil or row.plz else ""
    return " ".join(filter(None, [row.street, numbers, side, narrower]))
