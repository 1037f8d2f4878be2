"""A long list stays within memory; the full size of 50,000 rows is `benchmark import`."""

import tracemalloc

from schutznetz.directory.importing import listing, table
from schutznetz.directory.importing.reading import read
from tests.directory.importing.files import HEADER, row

ROWS = 600


def write(path):
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(ROWS):
            file.write(row(number, f"Kita {number}", street=f"Am Anger {number}", hours="Mo-Fr 8-16 Uhr"))
    return path


def test_reading_holds_no_more_than_one_row(tmp_path):
    path = write(tmp_path / "liste.csv")
    (grid,) = read(path)
    found = table.find(grid)
    tracemalloc.start()

    assert sum(1 for _ in found.rows()) == ROWS

    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_record_takes_little_memory(load, tmp_path):
    text = write(tmp_path / "liste.csv").read_text(encoding="utf-8")
    tracemalloc.start()

    report = load(text, dry_run=True)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert report.created == ROWS
    assert peak / ROWS < 20_000, "bytes a row, with its near-duplicate index"
    assert listing.list_name_of(tmp_path / "liste.csv") == "liste"
