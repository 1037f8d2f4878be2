"""Tables as files: a folder or a zip of CSV, described by ``datapackage.json`` or known by their names."""

import csv
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol
from zipfile import BadZipFile, ZipFile

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing import columns, limits, older
from schutznetz.exchange.importing.checking import Unsound, parsed
from schutznetz.exchange.importing.errors import SourceRefused
from schutznetz.exchange.importing.pieces import Fault, Item, Piece, in_pieces
from schutznetz.exchange.importing.tables import KNOWN, Row, Tables, records

DESCRIPTION = "datapackage.json"
# Names of files that HSDS gives to its tables, where no description says so.
USUAL = {"organizations": "organization", "services": "service", "locations": "location", "addresses": "address",
         "phones": "phone", "schedules": "schedule", "contacts": "contact", "attributes": "attribute",
         "languages": "language", "programs": "program", "service_areas": "service_area", "taxonomies": "taxonomy",
         "taxonomy_terms": "taxonomy_term", "cost_options": "cost_option", "required_documents": "required_document",
         "organization_identifiers": "organization_identifier", "units": "unit", "urls": "url"}  # fmt: skip


class Bundle(Protocol):
    """Files by name, wherever they lie."""

    names: list[str]

    def open(self, name: str) -> BinaryIO: ...


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.names = sorted(file.name for file in path.iterdir() if file.is_file())

    def open(self, name: str) -> BinaryIO:
        return (self.path / name).open("rb")


class Archive:
    """A zip; what it would unpack to is known before anything is unpacked."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = ZipFile(path)
        except (BadZipFile, OSError) as error:
            raise SourceRefused(f"„{path.name}“ ist kein lesbares ZIP.") from error
        entries = [entry for entry in self.zip.infolist() if not entry.is_dir()]
        if len(entries) > limits.MOST_FILES or sum(entry.file_size for entry in entries) > limits.MOST_UNPACKED:
            raise SourceRefused(f"„{path.name}“ ist ausgepackt zu groß oder hat zu viele Dateien.")
        self.names = sorted(entry.filename for entry in entries)

    def open(self, name: str) -> Any:
        return self.zip.open(name)


class Package:
    """Reads tables into memory, since a row may name an owner in any other."""

    is_whole, starts_over, cursor = True, True, ""

    def __init__(self, bundle: Bundle, address: str, mapping: columns.Mapping | None = None) -> None:
        self.bundle, self.address, self.mapping = bundle, address, mapping

    def pieces(self) -> Iterator[Piece]:
        try:
            yield from in_pieces(records(self._tables()))
        except BadZipFile as error:
            raise SourceRefused("Das ZIP ist beschädigt.") from error

    def ask(self, kind: MirrorKind, key: Any) -> Item | None:
        return None

    def _tables(self) -> Tables:
        tables = Tables()
        for table, name in self._files():
            tables.rows.setdefault(table, []).extend(self._rows(name, tables))
        if self.mapping is not None:
            tables = columns.mapped(tables, self.mapping, self.address)
        elif older.is_older(tables):
            tables = older.renewed(tables, self.address)
        for table in [name for name in tables.rows if name not in KNOWN]:
            if rows := tables.rows.pop(table):
                where = rows[0].where.partition(",")[0]
                tables.faults.append(
                    Fault(where, "Diese Tabelle gehört nicht zu HSDS und bleibt weg.", is_harmless=True)
                )
        return tables

    def _files(self) -> list[tuple[str, str]]:
        """Return table and file of each; a mapped list keeps the names of its files."""
        if DESCRIPTION in self.bundle.names and self.mapping is None:
            return list(self._described())
        files = [(PurePosixPath(name).stem, name) for name in self.bundle.names if name.lower().endswith(".csv")]
        return files if self.mapping is not None else [(USUAL.get(stem, stem), name) for stem, name in files]

    def _described(self) -> Iterator[tuple[str, str]]:
        with self.bundle.open(DESCRIPTION) as file:
            try:
                said = parsed(file.read(limits.MOST_AT_ONCE))
                found = [(str(one["name"]), str(one["path"])) for one in said["resources"]]
            except (Unsound, KeyError, TypeError) as error:
                raise SourceRefused(f"„{DESCRIPTION}“ ist nicht zu verstehen.") from error
        for table, name in found:
            if name not in self.bundle.names:
                raise SourceRefused(f"„{DESCRIPTION}“ nennt „{name}“; diese Datei gibt es nicht.")
            yield table, name

    def _rows(self, name: str, tables: Tables) -> Iterator[Row]:
        with self.bundle.open(name) as file:
            lines = csv.DictReader(TextIOWrapper(file, encoding="utf-8-sig", newline=""), strict=True)
            try:
                for values in lines:
                    where = f"{name}, Zeile {lines.line_num}"
                    if lines.line_num > limits.MOST_ROWS:
                        raise SourceRefused(f"„{name}“ hat zu viele Zeilen.")
                    if None in values:
                        tables.faults.append(Fault(where, "Die Zeile hat mehr Felder als die Kopfzeile."))
                        continue
                    yield Row({key: value for key, value in values.items() if key and value}, where)
            except UnicodeDecodeError as error:
                raise SourceRefused(f"„{name}“ ist nicht in UTF-8 geschrieben.") from error
            except csv.Error:
                tables.faults.append(
                    Fault(f"{name}, ab Zeile {lines.line_num}", "Ab hier sind es keine Zeilen von CSV.")
                )


def bundle_at(path: Path) -> Bundle | None:
    """Return the tables that lie at a path, or nothing: then it is something else."""
    openers: tuple[tuple[bool, Callable[[Path], Bundle]], ...] = (
        (path.is_dir(), Folder), (path.suffix.lower() == ".zip", Archive)
    )  # fmt: skip
    for is_fitting, opener in openers:
        if is_fitting:
            found = opener(path)
            return found if any(name.lower().endswith(".csv") for name in found.names) else None
    return None
