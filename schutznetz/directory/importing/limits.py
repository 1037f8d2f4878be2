"""How much is read. Each limit is far above a real list and far below what a machine cannot bear.

Whoever runs a command has the machine in view; what comes through the browser is held in the memory of a worker that
others wait for, so much less is read there.
"""

from dataclasses import dataclass

from schutznetz.directory.importing.errors import ImportRefused

MEBIBYTE = 1024 * 1024
MAX_COLUMNS = 1_000
MAX_CELL = 20_000  # characters of a value that is taken over
MAX_RAW_CELL = 2 * MEBIBYTE  # what the reader of CSV holds at once
MAX_FILES = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read, and how many records of it are taken; ``otherwise`` says what to do.

    ``rows`` counts blank ones too: a spreadsheet often ends far below its last record. ``cells`` are rows x columns of
    one sheet, which is held in memory as a whole.
    """

    bytes: int
    unpacked: int
    rows: int
    cells: int
    columns: int
    records: int
    otherwise: str


SPLIT = "Bitte teilen Sie die Liste in mehrere Dateien."
COMMAND = Limits(200 * MEBIBYTE, 500 * MEBIBYTE, 200_000, 5_000_000, MAX_COLUMNS, 200_000, SPLIT)
BROWSER = Limits(
    5 * MEBIBYTE, 60 * MEBIBYTE, 200_000, 5_000_000, 100, 20_000,
    "Bitte teilen Sie die Liste in mehrere Dateien, oder bitten Sie den Betrieb, sie mit dem Befehl "
    "„import_directory“ einzulesen.",
)  # fmt: skip


def check_size(size: int, limits: Limits) -> None:
    if size > limits.bytes:
        shown = max(size // MEBIBYTE, limits.bytes // MEBIBYTE + 1)
        raise ImportRefused(
            f"Die Datei ist mit {shown} MB zu groß; gelesen werden höchstens {limits.bytes // MEBIBYTE} MB. "
            f"{limits.otherwise}",
            "too_large",
        )
    if size == 0:
        raise ImportRefused("Die Datei ist leer. Bitte prüfen Sie, ob sie vollständig gespeichert wurde.", "empty")


def too_many_rows(limits: Limits) -> ImportRefused:
    return ImportRefused(f"Die Liste hat mehr als {limits.records} Zeilen. {limits.otherwise}", "too_many_rows")


def too_many_columns(count: int, most: int = MAX_COLUMNS) -> ImportRefused:
    return ImportRefused(
        f"Die Liste hat {count} Spalten; gelesen werden höchstens {most}. "
        "Bitte löschen Sie die Spalten, die nicht gebraucht werden.",
        "too_many_columns",
    )
