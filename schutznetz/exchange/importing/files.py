"""Sources that lie on this machine: one JSON document, lines of JSON (ndjson), or a folder of documents."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing import columns, limits
from schutznetz.exchange.importing.checking import Unsound, parsed, sound
from schutznetz.exchange.importing.errors import SourceRefused
from schutznetz.exchange.importing.package import Package, bundle_at
from schutznetz.exchange.importing.pieces import Fault, Item, Piece, Reader, Said, in_pieces

LINES = {".ndjson", ".jsonl"}


def read_path(path: Path, address: str = "", mapping: Path | None = None) -> Reader:
    """Return what reads a file or a folder, by what lies there; keys that are made are made of the address."""
    if not path.exists():
        raise SourceRefused(f"„{path}“ gibt es nicht.")
    if bundle := bundle_at(path):
        return Package(bundle, address or str(path), columns.load(mapping) if mapping else None)
    if mapping:
        raise SourceRefused("Eine Zuordnung gehört zu Tabellen: einem Ordner oder ZIP mit CSV.")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise SourceRefused(f"In „{path}“ liegt nichts, was sich lesen lässt.")
    if len(files) > limits.MOST_FILES:
        raise SourceRefused(f"In „{path}“ liegen mehr als {limits.MOST_FILES} Dateien.")
    if sum(file.stat().st_size for file in files) > limits.MOST_BYTES:
        raise SourceRefused(f"„{path}“ ist zu groß: mehr als {limits.MOST_BYTES // limits.MEBIBYTE} MB.")
    return Documents(files)


class Documents:
    """Files with nested records. A file tells everything, and nobody can ask it again."""

    is_whole, starts_over, cursor = True, True, ""

    def __init__(self, files: list[Path]) -> None:
        self.files = files

    def pieces(self) -> Iterator[Piece]:
        return in_pieces(item for file in self.files for item in _records(file))

    def ask(self, kind: MirrorKind, key: UUID) -> Said | None:
        return None


def _records(file: Path) -> Iterator[Item]:
    if file.suffix in LINES:
        return _lines(file)
    return unfolded(_document(file), file.name)


def _document(file: Path) -> Any:
    if file.stat().st_size > limits.MOST_AT_ONCE:
        most = limits.MOST_AT_ONCE // limits.MEBIBYTE
        raise SourceRefused(f"„{file.name}“ ist zu groß: als ein Dokument höchstens {most} MB, sonst als ndjson.")
    try:
        return parsed(file.read_bytes())
    except Unsound as error:
        raise SourceRefused(f"„{file.name}“ {error}.") from error


def unfolded(document: Any, name: str) -> Iterator[Item]:
    """Yield the records of a document: one, a list of them, or a page with ``contents``."""
    found = document.get("contents", document) if isinstance(document, dict) else document
    for number, raw in enumerate(found if isinstance(found, list) else [found], 1):
        yield sound(raw, f"{name}, Eintrag {number}")


def _lines(file: Path) -> Iterator[Item]:
    with file.open("rb") as opened:
        number = 0
        while line := opened.readline(limits.MOST_LINE):
            number += 1
            yield from line_said(line, f"{file.name}, Zeile {number}")


def line_said(line: bytes, where: str, position: int = 0) -> Iterator[Item]:
    """Yield the record of one line of ndjson, nothing for an empty one."""
    if not line.strip():
        return
    try:
        yield sound(parsed(line), where, position=position)
    except Unsound as error:
        yield Fault(where, f"Die Zeile {error}.")
