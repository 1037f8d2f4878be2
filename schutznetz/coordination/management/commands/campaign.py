"""``manage.py campaign``: asks the keeping functions of a network whether their entries are still right."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from schutznetz.coordination.actions import Outcome, run_campaign
from schutznetz.coordination.enums import Reason
from schutznetz.networks.access import network_called


class Command(BaseCommand):
    help = "Bittet alle, die in einem Netzwerk Einträge pflegen, um Bestätigung; der Auftrag am Morgen tut dasselbe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", required=True, help="Adresse des Netzwerks im Portal")
        parser.add_argument("--dry-run", action="store_true", help="nichts schreiben, nur zeigen, was geschähe")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: str, dry_run: bool, **options: Any) -> None:
        found = network_called(network)
        if found is None:
            raise CommandError(f"Das Netzwerk „{network}“ gibt es nicht.", returncode=2)
        outcome = run_campaign(found, timezone.now(), dry_run=dry_run)
        answer = json.dumps(outcome.as_json()) if options["json"] else "\n".join(_lines(outcome, dry_run=dry_run))
        self.stdout.write(answer)


def _lines(outcome: Outcome, *, dry_run: bool) -> list[str]:
    written = "Mails würden geschrieben" if dry_run else "Mails geschrieben"
    lines = [
        f"{outcome.due} Einträge sind fällig.",
        f"{outcome.mails} {written}, über {outcome.mailed} Einträge.",
    ]
    counted = Counter(reason for _, reason in outcome.skipped)
    return lines + [f"{number} ohne Mail: {Reason(reason).label}" for reason, number in counted.most_common()]
