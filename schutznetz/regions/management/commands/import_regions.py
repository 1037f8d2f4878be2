"""``manage.py import_regions``: the official register of Destatis, or the map of BKG, into the region tables."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.regions.actions import Territory, import_register
from schutznetz.regions.importing import read_gv100ad, read_successors, read_vg250

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Liest das amtliche Gemeindeverzeichnis oder die Karte der Gemeinden ein. Gelöscht wird nie etwas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        file = parser.add_mutually_exclusive_group(required=True)
        file.add_argument("--gv100ad", type=Path, metavar="DATEI", help="Gemeindeverzeichnis von Destatis (GV100AD)")
        file.add_argument("--vg250", type=Path, metavar="GEOJSON", help="Karte von BKG (VG250, Ebene GEM, WGS 84)")
        parser.add_argument(
            "--successors", type=Path, metavar="CSV", help="wohin Gemeinden gingen: ags_alt, ags_neu, gilt_ab"
        )
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschehen würde")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, gv100ad: Path | None, vg250: Path | None, successors: Path | None, **options: Any) -> None:
        dry_run = bool(options["dry_run"])
        try:
            register = read_gv100ad(gv100ad) if gv100ad else read_vg250(vg250 or Path())
            known = read_successors(successors) if successors else None
            found = import_register(register, known, dry_run=dry_run)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps({"dry_run": dry_run, **found.as_json()}, ensure_ascii=False))
            return
        self.stdout.write("\n".join(_sentences(found, dry_run=dry_run)))


def _sentences(found: Territory, *, dry_run: bool) -> list[str]:
    counts = (
        ("Kreise neu", len(found.new_kreise)), ("Kreise beendet", len(found.ended_kreise)),
        ("Gemeinden neu", len(found.new)), ("Name oder Titel neu", len(found.renamed)),
        ("Gemeinden mit neuer Lage", len(found.moved)), ("Gemeinden beendet", len(found.ended)),
        ("Gemeinden unverändert", found.unchanged),
    )  # fmt: skip
    lines = [f"Gebietsstand {found.stand:%d.%m.%Y}" if found.stand else "Karte: Namen und Enden bleiben, wie sie sind."]
    lines += [f"  {label:<28}{number:>7}" for label, number in counts]
    homeless = [f"{row.name} ({row.ags})" for row in found.ended if row.successor is None]
    if homeless:
        more = "" if len(homeless) <= MOST_NAMED else f" und {len(homeless) - MOST_NAMED} weitere"
        lines.append(f"Ohne Nachfolger (bitte mit --successors nennen): {', '.join(homeless[:MOST_NAMED])}{more}")
    return [*lines, "Nichts ist geschrieben: Das war die Probe."] if dry_run else lines
