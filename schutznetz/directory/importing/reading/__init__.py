"""Bytes in, cells out. What a file is, its content decides, not its name."""

from pathlib import Path
from typing import BinaryIO

from schutznetz.directory.importing.errors import ImportRefused
from schutznetz.directory.importing.limits import MEBIBYTE, check_size
from schutznetz.directory.importing.reading import delimited, spreadsheet, structured
from schutznetz.directory.importing.reading.grid import Grid
from schutznetz.directory.importing.reading.source import Source, as_source
from schutznetz.directory.importing.reading.text import sniff

SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".json", ".geojson", ".jsonl", ".ndjson"})

_BOX = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = (
    "Die Excel-Datei ist mit einem Kennwort geschützt. Bitte öffnen Sie sie in Excel oder LibreOffice, nehmen Sie das "
    "Kennwort heraus und speichern Sie sie neu."
)
_NOT_A_LIST = {
    b"%PDF": "Das ist eine PDF-Datei. Bitte bitten Sie um die Liste als Excel- oder CSV-Datei.",
    _BOX: "Das ist eine alte Excel-Datei (.xls). Bitte öffnen Sie sie in Excel oder LibreOffice und "
    "speichern Sie sie als .xlsx.",
    b"\x1f\x8b": "Die Datei ist gepackt (gzip). Bitte entpacken Sie sie zuerst.",
    b"\x89PNG": "Das ist ein Bild. Bitte bitten Sie um die Liste als Excel- oder CSV-Datei.",
    b"\xff\xd8\xff": "Das ist ein Bild. Bitte bitten Sie um die Liste als Excel- oder CSV-Datei.",
}


def read(source: Source | Path, sheet: str | None = None) -> list[Grid]:
    """Return the sheets of a file; raise ImportRefused with a German sentence if it cannot be read."""
    shown = source.name if isinstance(source, Source) else source
    try:
        return _read(as_source(source), sheet)
    except OSError as error:
        raise ImportRefused(
            f"Die Datei „{shown}“ kann nicht gelesen werden ({error.strerror or error}). "
            "Bitte prüfen Sie Pfad und Leserechte.",
            "unreadable",
        ) from error


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder; what cannot be looked at is refused later, as a file."""
    try:
        return path.is_dir()
    except OSError:
        return False


def lists_in(folder: Path) -> list[Path]:
    """Return what is called like a list in a folder and below it; links that lead nowhere too, to be named."""
    try:
        return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and not is_folder(path))
    except OSError as error:
        raise ImportRefused(
            f"Der Ordner „{folder}“ kann nicht gelesen werden ({error.strerror or error}). Bitte prüfen Sie Rechte.",
            "unreadable",
        ) from error


def _read(source: Source, sheet: str | None) -> list[Grid]:
    head = _head(source)
    if head.startswith(b"PK"):
        return spreadsheet.read(source, sheet)
    if sheet is not None:
        raise ImportRefused("Blätter gibt es nur in Excel-Dateien. Bitte lassen Sie --sheet weg.", "no_sheets")
    beginning = sniff(head)
    if beginning.startswith("<"):
        raise ImportRefused(
            "Das ist eine Internetseite oder XML, keine Liste. Bitte laden Sie die Liste als CSV oder GeoJSON.",
            "not_a_list",
        )
    return structured.read(source) if beginning.startswith(("{", "[")) else delimited.read(source)


def _head(source: Source) -> bytes:
    if isinstance(source.content, Path):
        _check_path(source.content)
    check_size(source.size(), source.limits)
    with source.open() as file:
        head = file.read(4096)
        for magic, message in _NOT_A_LIST.items():
            if head.startswith(magic):
                raise ImportRefused(_LOCKED if _is_locked(head, file) else message, "not_a_list")
    return head


def _check_path(path: Path) -> None:
    if not path.exists():
        raise ImportRefused(f"Die Datei „{path}“ gibt es nicht. Bitte prüfen Sie den Pfad.", "not_found")
    if not path.is_file():
        raise ImportRefused(f"„{path}“ ist keine Datei.", "not_a_file")


def _is_locked(head: bytes, file: BinaryIO) -> bool:
    """An XLSX with a password lies in the same kind of box as an old .xls; what is in it has a name."""
    read = head if head.startswith(_BOX) else b""
    while read:
        if _ENCRYPTED in read:
            return True
        more = file.read(MEBIBYTE)
        read = read[-len(_ENCRYPTED) :] + more if more else b""
    return False
