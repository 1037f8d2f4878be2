"""HSDS 1.1: other names of tables and columns, and keys that are numbers of their own table."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from schutznetz.exchange.importing.checking import KEY
from schutznetz.exchange.importing.tables import Row, Tables

SIGNS = {"physical_addresses", "postal_addresses", "regular_schedules", "services_taxonomy", "services_at_location"}
TABLES = {
    "services_at_location": "service_at_location", "physical_addresses": "address", "postal_addresses": "address",
    "regular_schedules": "schedule", "holiday_schedules": "schedule", "accessibility_for_disabilities": "accessibility",
    "services_taxonomy": "attribute", "service_taxonomy": "attribute", "funding": "funding",
    "eligibility": "eligibility", "eligibilities": "eligibility", "service_areas": "service_area",
    "payments_accepted": "cost_option", "required_documents": "required_document",
}  # fmt: skip
COLUMNS = {
    "organization": {"url": "website"},
    "service": {"fees": "fees_description"},
    "schedule": {"original_text": "description", "weekday": "byday"},
    "language": {"language": "name"},
    "accessibility": {"accessibility": "description"},
    "taxonomy": {"vocabulary": "taxonomy"},
    "attribute": {"service_id": "link_id", "taxonomy_id": "taxonomy_term_id", "taxonomy_detail": "value"},
    "service_area": {"service_area": "name"},
    "cost_option": {"payment": "option"},
}
# Keys of other tables, where the name does not say which.
KEYS = {"link_id": "service", "taxonomy_term_id": "taxonomy_term", "parent_id": "taxonomy_term"}
ADDRESSES = {"physical_addresses": "physical", "postal_addresses": "postal"}
WEEK = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA",
        "sunday": "SU"}  # fmt: skip


def is_older(tables: Tables) -> bool:
    return bool(SIGNS & tables.rows.keys())


def renewed(tables: Tables, address: str) -> Tables:
    """Return the same rows in the words of 3.x. Keys are made of the source, the table and the number."""
    new = Tables(faults=tables.faults)
    keys = _Keys(address)
    for old, rows in tables.rows.items():
        table = TABLES.get(old, old)
        for row in rows:
            found = _row(row, table, old, keys)
            new.rows.setdefault(_term(table), []).append(found)
    _eligibilities(new)
    new.rows["taxonomy"] = list(_catalogues(new.rows.get("taxonomy_term", []), keys))
    return new


def _term(table: str) -> str:
    """What 1.1 calls a taxonomy is a term of 3.x."""
    return "taxonomy_term" if table == "taxonomy" else table


class _Keys:
    def __init__(self, address: str) -> None:
        self.namespace = uuid5(NAMESPACE_URL, address)

    def of(self, table: str, text: str) -> str:
        return text if KEY.fullmatch(text) else str(uuid5(self.namespace, f"{table}:{text}"))


def _row(row: Row, table: str, old: str, keys: _Keys) -> Row:
    names = COLUMNS.get(table, {})
    values: dict[str, Any] = {names.get(name, name): value for name, value in row.values.items()}
    if "id" in values:
        # two files of addresses make one table, each with numbers of its own
        values["id"] = keys.of(old if old in ADDRESSES else _term(table), values["id"])
    for name in [name for name in values if name.endswith("_id") and name != "tax_id"]:
        owner = KEYS.get(name, name.removesuffix("_id"))
        values[name] = keys.of(owner, values[name])
    return Row(_filled(values, table, old, row), row.where)


def _filled(values: dict[str, Any], table: str, old: str, row: Row) -> dict[str, Any]:
    """Add what 3.x wants said and 1.1 says by the name of a table."""
    if old in ADDRESSES:
        values["address_type"] = ADDRESSES[old]
    elif table == "location":
        values.setdefault("location_type", "physical")
    elif table == "attribute":
        values |= {"link_entity": "service", "link_type": "taxonomy_term"}
    elif table == "taxonomy":
        values |= {"code": row.values.get("id", "")}
        values.setdefault("description", values.get("name", ""))
    elif table == "schedule" and (day := str(values.get("byday", ""))):
        values |= {"freq": "WEEKLY", "byday": WEEK.get(day.lower(), day)}
    return values


def _eligibilities(tables: Tables) -> None:
    """Say for whom a service is where 3.x has it: in the service."""
    said: dict[str, list[str]] = {}
    for row in tables.rows.pop("eligibility", []):
        said.setdefault(str(row.values.get("service_id")), []).append(str(row.values.get("eligibility", "")))
    for row in tables.rows.get("service", []):
        if words := said.get(str(row.values.get("id"))):
            row.values["eligibility_description"] = "; ".join(words)


def _catalogues(terms: list[Row], keys: _Keys) -> Iterator[Row]:
    """Yield a catalogue for each name that the terms give, and let them lead there."""
    known: dict[str, str] = {}
    for row in terms:
        if (name := row.values.get("taxonomy")) is None:
            continue
        if name not in known:
            known[name] = keys.of("taxonomy", name)
            yield Row({"id": known[name], "name": name, "description": name}, row.where)
        row.values["taxonomy_id"] = known[name]
