"""``manage.py check_jurisdiction``: is there for every place and every minute exactly one answer?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from schutznetz.jurisdiction.management.naming import the_network
from schutznetz.jurisdiction.presenting.checks import report


class Command(BaseCommand):
    help = "Prüft die Zuständigkeiten eines Netzwerks: Lücken, Überschneidungen, Zeiten ohne Antwort, Probeanrufe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", required=True, help="Adresse des Netzwerks im Portal")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: str, **options: Any) -> None:
        found = report(the_network(network), timezone.now())
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else "\n".join(_sentences(found)))
        if not found["ok"]:
            raise SystemExit(1)


def _sentences(found: dict[str, Any]) -> list[str]:
    lines = [f"Niemand ist zuständig: {row['ortsteil'] or row['gemeinde']}." for row in found["holes"]]
    lines += [f"Zwei sind zuständig: {' und '.join(row['units'])} ({row['where']})." for row in found["overlaps"]]
    lines += [
        f"{row['unit']}: In {row['minutes']} Minuten der nächsten 400 Tage antwortet nur die 110."
        for row in found["unanswered"]
    ]
    lines += [f"Keine bestätigte Nummer: {name}." for name in found["without_number"]]
    lines += [
        f"Probeanruf fällig: {row['service']}, {row['phone']} (zuletzt {row['tested_on'] or 'nie'})."
        for row in found["overdue"]
    ]
    return lines or [
        "Alles in Ordnung: Jeder Ort hat genau eine zuständige Einheit, und zu jeder Minute antwortet jemand."
    ]
