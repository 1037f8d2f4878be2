"""``manage.py sync_hsds``: the records of another directory as mirrors of our own."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.exchange.actions import Synced, sync_address

SHOWN = 20


class Command(BaseCommand):
    help = "Holt die Einträge eines anderen Verzeichnisses (HSDS): beim ersten Mal alle, danach, was sich geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="URL", help="Adresse der Schnittstelle, oder eine Datei, ein Ordner")
        parser.add_argument("--network", required=True, metavar="NETZ", help="Netzwerk, für das gespiegelt wird")
        parser.add_argument("--mapping", type=Path, metavar="YAML", help="was die Spalten eigener Tabellen bedeuten")
        parser.add_argument("--with-names", action="store_true", help="Namen von Personen mitnehmen")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschehen würde")
        parser.add_argument("--json", action="store_true", help="Bericht als JSON ausgeben")

    def handle(self, *, address: str, network: str, **options: Any) -> None:
        try:
            said = sync_address(
                address,
                network,
                keeps_names=options["with_names"],
                dry_run=options["dry_run"],
                mapping=options["mapping"],
            )
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(said.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(said, dry_run=options["dry_run"])))


def _lines(said: Synced, *, dry_run: bool) -> list[str]:
    begin = "Es würde geschehen" if dry_run else "Gelesen"
    lines = [f"{begin}: {said.created} neu, {said.updated} geändert, {said.deleted} weg, {said.unchanged} unverändert."]
    lines.append(f"Gespiegelt sind {said.mirrored} Einträge.")
    lines += [f"{one['id']}: {one['what']}" for one in said.conflicts[:SHOWN]]
    lines += [f"{one['where']}: {one['what']}" for one in said.faults[:SHOWN]]
    if (rest := said.faults_total - SHOWN) > 0:
        lines.append(f"… und {rest} weitere; alle zeigt --json.")
    return lines + said.notes
