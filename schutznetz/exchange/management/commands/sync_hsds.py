"""``manage.py sync_hsds``: the records of another directory as mirrors of our own."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.exchange import access, actions
from schutznetz.exchange.actions import Synced
from schutznetz.exchange.enums import Obstacle
from schutznetz.exchange.models import Source

SHOWN = 20


class Command(BaseCommand):
    help = "Holt die Einträge eines anderen Verzeichnisses (HSDS): beim ersten Mal alle, danach, was sich geändert hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", metavar="URL", nargs="?", default="",
            help="Adresse der Schnittstelle, oder eine Datei, ein Ordner; ohne: zeigt die Quellen des Netzwerks",
        )  # fmt: skip
        parser.add_argument("--network", required=True, metavar="NETZ", help="Netzwerk, für das gespiegelt wird")
        parser.add_argument("--mapping", type=Path, metavar="YAML", help="was die Spalten eigener Tabellen bedeuten")
        parser.add_argument("--name", default="", help="wie die Seiten die Heimat nennen; ohne: ihr Rechnername")
        parser.add_argument("--with-names", action="store_true", help="Namen von Personen mitnehmen")
        parser.add_argument("--every", type=int, metavar="MINUTEN", help="von jetzt an regelmäßig lesen; 0: nicht mehr")
        parser.add_argument("--end", action="store_true", help="nicht mehr spiegeln: Quelle und Spiegel löschen")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschehen würde")
        parser.add_argument("--json", action="store_true", help="Bericht als JSON ausgeben")

    def handle(self, *, address: str, network: str, **options: Any) -> None:
        try:
            self._do(address, network, options)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error

    def _do(self, address: str, network: str, options: dict[str, Any]) -> None:
        as_json = options["json"]
        if not address:
            self._show(access.sources_of(network), as_json=as_json)
        elif options["end"]:
            number = actions.end(address, network)
            self._say({"ended": number}, [f"Beendet. {number} Spiegel sind gelöscht."], as_json=as_json)
        elif options["every"] is not None:
            minutes = actions.follow(address, network, options["every"]).every_minutes
            words = f"Gelesen wird alle {minutes} Minuten." if minutes else "Gelesen wird nur noch von Hand."
            self._say({"every_minutes": minutes}, [words], as_json=as_json)
        else:
            said = actions.sync_address(
                address, network, name=options["name"], keeps_names=options["with_names"],
                dry_run=options["dry_run"], mapping=options["mapping"],
            )  # fmt: skip
            self._say(said.as_json(), _lines(said, dry_run=options["dry_run"]), as_json=as_json)

    def _show(self, sources: list[Source], *, as_json: bool) -> None:
        """Show how each source is; 1 where somebody should look."""
        said = [_state(source) for source in sources]
        lines = [_sentence(one) for one in said] or ["Dieses Netzwerk spiegelt noch nichts."]
        self._say({"sources": said}, lines, as_json=as_json)
        if any(one["red"] for one in said):
            sys.exit(1)

    def _say(self, said: dict[str, Any], lines: list[str], *, as_json: bool) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False) if as_json else "\n".join(lines))


def _state(source: Source) -> dict[str, Any]:
    read_at = source.read_at.isoformat(timespec="seconds") if source.read_at else None
    return {
        "address": source.address, "name": source.home.name if source.home else "",
        "every_minutes": source.every_minutes, "read_at": read_at,
        "mirrored": source.mirrors.standing().count(), "cursor": source.cursor, "trouble": source.trouble,
        "red": actions.is_red(source),
    }  # fmt: skip


def _sentence(said: dict[str, Any]) -> str:
    rhythm = f"alle {said['every_minutes']} Minuten" if said["every_minutes"] else "von Hand"
    read = f"zuletzt gelesen {said['read_at']}" if said["read_at"] else "noch nie ganz gelesen"
    parts = [f"{said['address']}: {said['mirrored']} Einträge", rhythm, read]
    return ("ROT  " if said["red"] else "") + ", ".join(parts) + (f". {said['trouble']}" if said["trouble"] else ".")


def _lines(said: Synced, *, dry_run: bool) -> list[str]:
    begin = "Es würde geschehen" if dry_run else "Gelesen"
    lines = [f"{begin}: {said.created} neu, {said.updated} geändert, {said.deleted} weg, {said.unchanged} unverändert."]
    lines.append(f"Gespiegelt sind {said.mirrored} Einträge.")
    lines += [f"Nicht im Portal: {number}, {Obstacle(name).label}." for name, number in said.hidden.items()]
    lines += [f"{one['id']}: {one['what']}" for one in said.conflicts[:SHOWN]]
    lines += [f"{one['where']}: {one['what']}" for one in said.faults[:SHOWN]]
    if (rest := said.faults_total - SHOWN) > 0:
        lines.append(f"… und {rest} weitere; alle zeigt --json.")
    return lines + said.notes
