"""``manage.py test_call``: write down test calls, and list the numbers that should be dialled again."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.common.hours import read_moment
from schutznetz.jurisdiction import access, actions
from schutznetz.jurisdiction.management.naming import the_function, the_network, the_number
from schutznetz.jurisdiction.presenting.checks import overdue_numbers


class Command(BaseCommand):
    help = "Hält Probeanrufe fest und zeigt, welche Notfallnummern fällig sind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        record = steps.add_parser("record", help="hält einen Probeanruf fest")
        record.add_argument("id", help="Kennung der Nummer")
        record.add_argument("--by", required=True, metavar="FUNKTION", help="handelnde Funktion")
        record.add_argument("--no-answer", action="store_true", help="niemand hat abgenommen")
        record.add_argument("--at", metavar="ZEIT", help="wann, zum Beispiel 2026-11-20T09:30+01:00 (jetzt)")
        due = steps.add_parser("due", help="zeigt, was fällig ist; Ausgang 1, wenn etwas fällig ist")
        due.add_argument("--network", help="Adresse des Netzwerks im Portal")
        for step in (record, due):
            step.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, step: str, **options: Any) -> None:
        found = self._record(options) if step == "record" else self._due(options)
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["json"] else _sentences(found))
        if found.get("due"):
            raise SystemExit(1)

    def _record(self, options: dict[str, Any]) -> dict[str, Any]:
        number, by = the_number(options["id"]), the_function(options["by"])
        try:
            at = read_moment(options["at"]) if options["at"] else timezone.now()
            call = actions.record_test_call(number, by, was_answered=not options["no_answer"], at=at)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        return {"number": number.number, "called_at": call.called_at.isoformat(), "was_answered": call.was_answered}

    def _due(self, options: dict[str, Any]) -> dict[str, Any]:
        wanted = [the_network(options["network"])] if options["network"] else access.networks()
        return {"due": [row for network in wanted for row in overdue_numbers(network, timezone.localdate())]}


def _sentences(found: dict[str, Any]) -> str:
    if "due" not in found:
        return "Probeanruf festgehalten."
    rows = [f"{row['service']}: {row['phone']}, zuletzt {row['tested_on'] or 'nie'} geprüft" for row in found["due"]]
    return "\n".join(rows) or "Kein Probeanruf ist fällig."
