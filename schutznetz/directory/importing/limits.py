"""How much is read. Each limit is far above a real list and far below what a machine cannot bear."""

from pathlib import Path

from schutznetz.directory.importing.errors import ImportRefused

MEBIBYTE = 1024 * 1024
MAX_BYTES = 200 * MEBIBYTE
MAX_UNPACKED = 500 * MEBIBYTE
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELL = 20_000  # characters of a value that is taken over
MAX_RAW_CELL = 2 * MEBIBYTE  # what the reader of CSV holds at once
MAX_GRID_CELLS = 5_000_000  # rows x columns of one sheet: it is held in memory as a whole
MAX_FILES = 500


def check_size(path: Path) -> None:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ImportRefused(
            f"Die Datei ist mit {size // MEBIBYTE} MB zu groß; gelesen werden höchstens {MAX_BYTES // MEBIBYTE} MB. "
            "Bitte teilen Sie die Liste in mehrere Dateien.",
            "too_large",
        )
    if size == 0:
        raise ImportRefused("Die Datei ist leer. Bitte prüfen Sie, ob sie vollständig gespeichert wurde.", "empty")


def too_many_rows(sheet: str = "") -> ImportRefused:
    where = f"Das Blatt „{sheet}“ hat" if sheet else "Die Liste hat"
    return ImportRefused(
        f"{where} mehr als {MAX_ROWS} Zeilen. Bitte teilen Sie sie in mehrere Dateien.", "too_many_rows"
    )


def too_many_columns(count: int) -> ImportRefused:
    return ImportRefused(
        f"Die Liste hat {count} Spalten; gelesen werden höchstens {MAX_COLUMNS}. "
        "Bitte löschen Sie die Spalten, die nicht gebraucht werden.",
        "too_many_columns",
    )
