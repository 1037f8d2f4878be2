"""Fills a database with the real lists of ``SCHUTZNETZ_TESTDATEN``, to see what the import makes of them."""

import json
from collections.abc import Iterator
from pathlib import Path

from schutznetz.directory import actions as directory_actions
from schutznetz.directory import importing
from schutznetz.networks.actions import create_network
from schutznetz.regions.actions import load_regions

# The city whose lists are the fullest; it holds the others too, as a state's office would.
HOLDER = {"slug": "chemnitz", "name": "Chemnitz", "kreis_ags": "14511"}


def lists(test_data: Path) -> list[Path]:
    """Return the lists themselves; the folder below them holds the same ones in other forms."""
    return sorted(path for path in (test_data / "directories").iterdir() if path.is_file())


def build_real(test_data: Path, reports: Path) -> Iterator[tuple[str, importing.Report]]:
    """Fill an empty database, and keep the report of each list as JSON in ``reports``."""
    load_regions()
    directory_actions.load_catalogue()
    directory_actions.load_help_lines()
    create_network(**HOLDER)
    reports.mkdir(parents=True, exist_ok=True)
    for path in lists(test_data):
        report = directory_actions.import_list(path, HOLDER["slug"])
        said = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        (reports / f"{path.name}.json").write_text(f"{said}\n", encoding="utf-8")
        yield path.name, report
