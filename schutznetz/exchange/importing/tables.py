"""From rows of tables to whole records: every row goes inside the row that it names as its owner.

A row whose owner is not there is named, and so is what hangs on it; everything sound around it is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing.checking import KEY, sound
from schutznetz.exchange.importing.pieces import Fault, Item

Values: TypeAlias = dict[str, Any]
# Name inside the owner, and who may own it, the closest first.
OWNED: dict[str, tuple[str, tuple[str, ...]]] = {
    "program": ("programs", ("organization",)),
    "service_at_location": ("service_at_locations", ("service",)),
    "contact": ("contacts", ("service_at_location", "service", "location", "organization")),
    "phone": ("phones", ("contact", "service_at_location", "service", "location", "organization")),
    "address": ("addresses", ("location",)),
    "accessibility": ("accessibility", ("location",)),
    "schedule": ("schedules", ("service_at_location", "service", "location")),
    "funding": ("funding", ("service", "organization")),
    "service_area": ("service_areas", ("service_at_location", "service")),
    "language": ("languages", ("phone", "service", "location")),
    "required_document": ("required_documents", ("service",)),
    "cost_option": ("cost_options", ("service",)),
    "service_capacity": ("capacities", ("service",)),
    "organization_identifier": ("organization_identifiers", ("organization",)),
    "url": ("additional_urls", ("service", "organization")),
}
# Named by an owner and told inside of it, whole.
TOLD_INSIDE = {"service_at_location": ("location",), "service_capacity": ("unit",)}
ALONE = ("organization", "service", "location", "taxonomy", "taxonomy_term")
KNOWN = {*ALONE, *OWNED, "unit", "attribute", "metadata"}
NUMBERS = {"latitude", "longitude", "minimum_age", "maximum_age", "amount", "interval", "count", "available", "maximum",
           "year_incorporated", "timezone", "extension"}  # fmt: skip


@dataclass(slots=True)
class Row:
    values: Values
    where: str


@dataclass(slots=True)
class Tables:
    """Rows by table; ``notes`` says what is left out on purpose."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def records(tables: Tables) -> Iterator[Item]:
    """Yield the faults first, then every record that stands alone, whole."""
    nesting = _Nesting(tables)
    nesting.run()
    yield from tables.faults
    for kind in ALONE:
        for key, row in nesting.known.get(kind, {}).items():
            if kind != "location" or key not in nesting.placed:
                yield sound(row.values, row.where, kind=MirrorKind(kind))


class _Nesting:
    def __init__(self, tables: Tables) -> None:
        self.tables, self.known, self.placed = tables, dict[str, dict[str, Row]](), set[str]()

    def run(self) -> None:
        for table, rows in self.tables.rows.items():
            self.known[table] = dict(self._keyed(rows))
        self._without_owner("service", "organization_id", "organization")
        for table, inside in TOLD_INSIDE.items():
            for name in inside:
                self._tell_inside(table, name)
        self._tell_inside("taxonomy_term", "taxonomy", told_as="taxonomy_detail", is_needed=False)
        for table, (name, owners) in OWNED.items():
            self._each(table, partial(self._own, name=name, owners=owners))
        self._each("attribute", self._attribute)
        self._each("metadata", lambda row: self._link(row, "metadata", "resource_type", "resource_id"))
        self._houses()

    def _keyed(self, rows: list[Row]) -> Iterator[tuple[str, Row]]:
        seen = set[str]()
        for row in rows:
            key = str(row.values.get("id", ""))
            if not KEY.fullmatch(key):
                self._refuse(row, "hat keine Kennung (id), die eine UUID ist")
            elif key in seen:
                self._refuse(row, "hat eine Kennung, die schon vorkam")
            else:
                seen.add(key)
                self._count(row)
                yield key, row

    def _count(self, row: Row) -> None:
        """Turn numbers into numbers; what is none is left out and named."""
        for name in NUMBERS & row.values.keys():
            try:
                number = float(row.values[name])
                row.values[name] = int(number) if number.is_integer() else number
            except (ValueError, OverflowError):
                del row.values[name]
                self._refuse(row, f"hat unter „{name}“ keine Zahl; der Rest ist gelesen")

    def _each(self, table: str, place: Callable[[Row], str]) -> None:
        """Place each row of a table, or take it out with a sentence."""
        found = self.known.get(table, {})
        for key, row in list(found.items()):
            if trouble := place(row):
                self._refuse(row, trouble)
                del found[key]

    def _without_owner(self, table: str, name: str, owner: str) -> None:
        self._each(table, lambda row: self._leads_nowhere(row, name, owner))

    def _leads_nowhere(self, row: Row, name: str, owner: str) -> str:
        key = row.values.get(name)
        return "" if key is None or key in self.known.get(owner, {}) else _nowhere(name)

    def _tell_inside(self, table: str, name: str, *, told_as: str = "", is_needed: bool = True) -> None:
        def place(row: Row) -> str:
            key = row.values.get(f"{name}_id")
            found = self.known.get(name, {}).get(str(key))
            if found is None:
                return _nowhere(f"{name}_id") if key is not None or is_needed else ""
            self.placed.add(str(key))
            row.values[told_as or name] = found.values
            return ""

        self._each(table, place)

    def _own(self, row: Row, *, name: str, owners: tuple[str, ...]) -> str:
        for owner in owners:
            key = row.values.get(f"{owner}_id")
            if key is None:
                continue
            found = self.known.get(owner, {}).get(str(key))
            if found is None:
                return _nowhere(f"{owner}_id")
            inside = "additional_websites" if (name, owner) == ("additional_urls", "organization") else name
            found.values.setdefault(inside, []).append(row.values)
            return ""
        return "nennt niemanden, zu dem er gehört"

    def _attribute(self, row: Row) -> str:
        key = row.values.get("taxonomy_term_id")
        term = self.known.get("taxonomy_term", {}).get(str(key))
        if key is not None and term is None:
            return _nowhere("taxonomy_term_id")
        if term is not None:
            row.values["taxonomy_term"] = term.values
        return self._link(row, "attributes", "link_entity", "link_id")

    def _link(self, row: Row, name: str, kind: str, key: str) -> str:
        found = self.known.get(str(row.values.get(kind)), {}).get(str(row.values.get(key)))
        if found is None:
            return _nowhere(key)
        found.values.setdefault(name, []).append(row.values)
        return ""

    def _houses(self) -> None:
        """Put places at which no service stands into their organization."""
        for key, row in self.known.get("location", {}).items():
            owner = self.known.get("organization", {}).get(str(row.values.get("organization_id")))
            if key not in self.placed and owner is not None:
                owner.values.setdefault("locations", []).append(row.values)
                self.placed.add(key)

    def _refuse(self, row: Row, what: str) -> None:
        key = str(row.values.get("id", ""))
        self.tables.faults.append(Fault(row.where, f"Die Zeile {what}.", UUID(key) if KEY.fullmatch(key) else None))


def _nowhere(name: str) -> str:
    return f"verweist mit „{name}“ auf einen Eintrag, den es nicht gibt"
