"""``manage.py export``: the directory as paper and as files, chosen by the words of the search."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.publishing.access.choosing import choose
from schutznetz.publishing.actions.exporting import WRITERS, Exported, export
from schutznetz.publishing.enums import PaperSize


class Command(BaseCommand):
    help = "Gibt Angebote als Wegweiser, Blatt oder Datei aus: nach Netzwerk, Ort, Thema, Alter und Zielgruppe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("format", help=f"was entsteht: {', '.join(WRITERS)}")
        parser.add_argument("--network", default="", help="Adresse des Netzwerks im Portal")
        parser.add_argument("--place", default="", metavar="ORT|PLZ", help="rund um diesen Ort")
        parser.add_argument("--topic", default="", help="Art der Hilfe oder Thema, zum Beispiel schreiambulanz")
        parser.add_argument("--age", default="", help="Alter des Kindes: Schwangerschaft, 6 Monate, 3 Jahre")
        parser.add_argument("--audience", default="", help="für wen, zum Beispiel fathers")
        parser.add_argument("--offer", default="", metavar="KENNUNG", help="nur dieses Angebot")
        parser.add_argument("--size", default=PaperSize.A5.value, help="a5 zum Drucken, a4 für den Bildschirm (a5)")
        parser.add_argument("--out", required=True, type=Path, help="Datei, die entsteht oder ersetzt wird")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, size: str, out: Path, **options: Any) -> None:
        began = time.perf_counter()
        names = ("network", "place", "topic", "age", "audience", "offer")
        try:
            chosen = choose(**{name: options[name] for name in names})
            made = export(options["format"], chosen, out, _size(size))
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        self._say(made, round((time.perf_counter() - began) * 1000), as_json=options["json"])

    def _say(self, made: Exported, took_ms: int, *, as_json: bool) -> None:
        if as_json:
            said = {"file": str(made.path), "records": made.records, "bytes": made.bytes, "took_ms": took_ms}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        offers = "1 Angebot" if made.records == 1 else f"{made.records} Angebote"
        self.stdout.write(f"{offers} in {made.path} ({made.bytes // 1024 + 1} KB).")


def _size(text: str) -> PaperSize:
    if text not in PaperSize.values:
        raise DomainError(f"Die Größe „{text}“ gibt es nicht. Möglich: {', '.join(PaperSize.values)}.")
    return PaperSize(text)
