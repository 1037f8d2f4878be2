"""A publisher's own columns, led into the tables of HSDS by a mapping.

The mapping says for each file and column the table (``model``) and the field; with ``foreign_key_name`` and
``foreign_key_value`` the cell becomes a row of its own that names its owner. It is the form that the transformer of
Open Referral uses, as YAML.
"""

from pathlib import Path
from typing import Any, TypeAlias
from uuid import NAMESPACE_URL, uuid5

import yaml

from schutznetz.exchange.importing.errors import SourceRefused
from schutznetz.exchange.importing.limits import MEBIBYTE
from schutznetz.exchange.importing.pieces import Fault
from schutznetz.exchange.importing.tables import Row, Tables

Mapping: TypeAlias = dict[str, dict[str, dict[str, str]]]
MODELS = {
    "organizations": "organization", "services": "service", "locations": "location", "phones": "phone",
    "postal_address": "address", "physical_address": "address", "postal_addresses": "address",
    "physical_addresses": "address", "addresses": "address", "contacts": "contact", "programs": "program",
    "services_at_location": "service_at_location", "service_areas": "service_area", "languages": "language",
}  # fmt: skip
# What a row needs in 3.x, and the mapping cannot say.
SAID = {
    "location": {"location_type": "physical"}, "postal_address": {"address_type": "postal"},
    "physical_address": {"address_type": "physical"},
}  # fmt: skip
# Fields of 1.1 and slips of mappings, by table.
FIELDS = {("organization", "alternative_name"): "alternate_name", ("organization", "url"): "website"}


def load(path: Path) -> Mapping:
    try:
        text = path.read_text(encoding="utf-8")
        found = yaml.safe_load(text) if len(text) < MEBIBYTE else None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SourceRefused(f"„{path}“ ist keine lesbare Zuordnung.") from error
    if not isinstance(found, dict) or not all(_is_file(columns) for columns in found.values()):
        raise SourceRefused(
            f"„{path}“ nennt nicht zu jeder Datei und Spalte eine Tabelle (model) und ein Feld (field)."
        )
    return found


def mapped(tables: Tables, mapping: Mapping, address: str) -> Tables:
    """Return the rows as tables of HSDS, and name every column and file that means nothing."""
    new = Tables(faults=tables.faults)
    for file, rows in tables.rows.items():
        columns = mapping.get(file)
        unknown = sorted({name for row in rows for name in row.values} - set(columns or {}))
        if columns is None or unknown:
            what = (
                f"Ohne Zuordnung bleiben weg: {', '.join(unknown)}." if columns else "Diese Datei ist nicht zugeordnet."
            )
            new.faults.append(Fault(f"{file}.csv", what, is_harmless=True))
        for row in rows:
            _spread(row, columns or {}, new, address)
    return new


def _spread(row: Row, columns: dict[str, dict[str, str]], new: Tables, address: str) -> None:
    """Make of one row the row that it is, and one more for each cell that has an owner."""
    found: dict[str, dict[str, Any]] = {}
    for column, target in columns.items():
        value = row.values.get(column)
        if value is None:
            continue
        model = target["model"]
        name = FIELDS.get((MODELS.get(model, model), target["field"]), target["field"])
        if "foreign_key_name" not in target:
            found.setdefault(model, {})[name] = value
            continue
        owner = str(row.values.get(target.get("foreign_key_value", ""), ""))
        key = uuid5(NAMESPACE_URL, f"{address}:{model}:{owner}:{name}:{value}")
        found[f"{model}:{column}"] = {"id": str(key), target["foreign_key_name"]: owner, name: value}
    for model, values in found.items():
        plain = model.partition(":")[0]
        table = MODELS.get(plain, plain)
        said = SAID.get(plain, SAID.get(table, {}))
        new.rows.setdefault(table, []).append(Row({**said, **values}, row.where))


def _is_file(columns: Any) -> bool:
    return isinstance(columns, dict) and all(
        isinstance(one, dict) and all(isinstance(one.get(name), str) for name in ("model", "field"))
        for one in columns.values()
    )
