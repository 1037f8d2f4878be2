"""A tabular data package in the words of HSDS 3.x: a table for each kind of record and ``datapackage.json``.

What is nested in our records becomes rows that name their owner. The tables are for machines: nothing in them is made
harmless for a spreadsheet, a number stays "+4930…". The tables of ``package_tables.toml`` are those of the standard in
which we have something to say, or others whom we mirror; fields of our own profile travel in ndjson only.
"""

import csv
import json
import tempfile
import tomllib
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from schutznetz.exchange.mapping.records import Record, moment
from schutznetz.exchange.profile import HSDS_VERSION

MEDIA_TYPE = "application/zip"
# Where a record has others inside it: the name there, and the table they belong to.
INSIDE = {
    "organization": "organization", "service_at_locations": "service_at_location", "location": "location",
    "locations": "location", "addresses": "address", "accessibility": "accessibility", "contacts": "contact",
    "phones": "phone", "schedules": "schedule", "service_areas": "service_area", "languages": "language",
    "cost_options": "cost_option", "capacities": "service_capacity", "unit": "unit", "attributes": "attribute",
    "taxonomy_term": "taxonomy_term", "taxonomy_detail": "taxonomy", "funding": "funding", "programs": "program",
    "required_documents": "required_document", "organization_identifiers": "organization_identifier",
    "additional_urls": "url", "additional_websites": "url", "metadata": "metadata",
}  # fmt: skip


# Where the key of another record does not have the name under which it stands.
LINKS = {"taxonomy_detail": "taxonomy"}


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    is_required: bool
    is_unique: bool

    @classmethod
    def of(cls, written: str) -> "Field":
        name, _, kind = written.partition(":")
        return cls(name.rstrip("*!"), kind or "string", name.endswith(("*", "!")), name.endswith("!"))

    def described(self) -> dict[str, Any]:
        said: dict[str, Any] = {"name": self.name, "type": self.type}
        if self.type in {"date", "datetime", "time"}:
            said["format"] = "any" if self.type == "time" else "default"
        if self.is_required:
            said["constraints"] = {"required": True, **({"unique": True} if self.is_unique else {})}
        return said


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    file: str
    fields: tuple[Field, ...]
    under: dict[str, str]

    def described(self) -> dict[str, Any]:
        keys = [
            {"fields": field, "reference": {"resource": owner, "fields": "id"}} for field, owner in self.under.items()
        ]
        schema = {"fields": [field.described() for field in self.fields], "primaryKey": "id"}
        return {
            "name": self.name, "path": self.file, "profile": "tabular-data-resource", "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
            "schema": {**schema, **({"foreignKeys": keys} if keys else {})},
        }  # fmt: skip


@cache
def tables() -> dict[str, Table]:
    said = tomllib.loads((files("schutznetz.publishing.files") / "package_tables.toml").read_text(encoding="utf-8"))
    return {
        name: Table(name, row["file"], tuple(map(Field.of, row["columns"])), row.get("under", {}))
        for name, row in said.items()
    }


def write(records: Iterable[tuple[str, Record]], at: datetime, target: BinaryIO) -> dict[str, int]:
    """Write a package of records, each with the name of its table; returns how many rows each table has.

    Whole records come before others that name them in their brief form: what comes first stays.
    """
    with tempfile.TemporaryDirectory(prefix="hsds-") as name:
        folder = Path(name)
        with ExitStack() as opened:
            sheets = _Sheets(folder, opened)
            for table, record in records:
                sheets.add(table, record)
        filled = {name: found for name, found in sheets.known.items() if found}
        with ZipFile(target, "w", ZIP_DEFLATED) as bundle:
            bundle.writestr("datapackage.json", json.dumps(_description(filled, at), ensure_ascii=False, indent=1))
            for table in filled:
                bundle.write(folder / tables()[table].file, tables()[table].file)
    return {name: len(found) for name, found in filled.items()}


class _Sheets:
    """The tables while they are written: a file each, and the keys that already have a row."""

    def __init__(self, folder: Path, opened: ExitStack) -> None:
        self.known: dict[str, set[str]] = {name: set() for name in tables()}
        self._writers = {}
        for table in tables().values():
            file = opened.enter_context((folder / table.file).open("w", encoding="utf-8", newline=""))
            self._writers[table.name] = csv.DictWriter(
                file, [field.name for field in table.fields], extrasaction="ignore", lineterminator="\r\n"
            )
            self._writers[table.name].writeheader()

    def add(self, table: str, record: Record, owner: Record | None = None) -> None:
        """Write a row and, below it, a row for everything inside of it; owners come before what they own.

        Records of others do not always name who they hang on, so ``owner`` is the key of what they stand in.
        """
        if record["id"] in self.known[table]:
            return
        self.known[table].add(record["id"])
        inside = [(name, found) for name, found in record.items() if name in INSIDE]
        links = {f"{LINKS.get(name, name)}_id": found["id"] for name, found in inside if isinstance(found, dict)}
        self._writers[table].writerow({**(owner or {}), **links, **record})
        here = {f"{table}_id": record["id"], "link_id": record["id"], "link_entity": table,
                "resource_id": record["id"], "resource_type": table}  # fmt: skip
        for name, found in inside:
            for one in found if isinstance(found, list) else [found]:
                self.add(INSIDE[name], one, here if isinstance(found, list) else None)


def _description(filled: Iterable[str], at: datetime) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package", "name": "human_services_data", "title": "Schutznetz",
        "hsds_version": HSDS_VERSION, "created": moment(at),
        "resources": [_without_empty(tables()[name].described(), set(filled)) for name in filled],
    }  # fmt: skip


def _without_empty(resource: dict[str, Any], filled: set[str]) -> dict[str, Any]:
    """Leave out keys of tables that have no row, and with it no file."""
    schema = resource["schema"]
    keys = [found for found in schema.pop("foreignKeys", []) if found["reference"]["resource"] in filled]
    return {**resource, "schema": {**schema, **({"foreignKeys": keys} if keys else {})}}
