"""``manage.py emergency_number``: propose, confirm and list the numbers people call in an emergency."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common import phones
from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction import access, actions
from schutznetz.jurisdiction.management.naming import the_function_for, the_network, the_number, the_service
from schutznetz.jurisdiction.models import EmergencyNumber
from schutznetz.networks.roles import Act


class Command(BaseCommand):
    help = "Schlägt Notfallnummern vor, bestätigt und zeigt sie. Es gilt nur, was eine zweite Funktion bestätigt hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        propose = steps.add_parser("propose", help="schlägt eine Nummer vor")
        propose.add_argument(
            "--unit", required=True, metavar="EINHEIT", help="Einheit oder Bereitschaft: Name oder Kennung"
        )
        propose.add_argument("--phone", required=True, help="Telefonnummer mit Vorwahl")
        confirm = steps.add_parser("confirm", help="bestätigt eine vorgeschlagene Nummer")
        confirm.add_argument("id", help="Kennung des Vorschlags")
        listed = steps.add_parser("list", help="zeigt alle Nummern mit ihrer Geschichte")
        for step in (propose, confirm):
            step.add_argument(
                "--by", required=True, metavar="FUNKTION", help="handelnde Funktion: Bezeichnung oder Kennung"
            )
        for step in (propose, listed):
            step.add_argument("--network", help="Adresse des Netzwerks im Portal")
        for step in (propose, confirm, listed):
            step.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, step: str, **options: Any) -> None:
        try:
            found = getattr(self, f"_{step}")(options)
        except DomainError as error:
            raise CommandError(str(error), returncode=1) from error
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for row in found.get("numbers", [found]):
            self.stdout.write(f"{row['id']}  {row['service']}: {row['phone']} ({row['state']})")

    def _propose(self, options: dict[str, Any]) -> dict[str, Any]:
        service = the_service(options["unit"], options["network"])
        by = the_function_for(Act.PROPOSE_NUMBER, service, options["by"])
        return as_data(actions.propose_number(service, options["phone"], by))

    def _confirm(self, options: dict[str, Any]) -> dict[str, Any]:
        number = the_number(options["id"])
        return as_data(actions.confirm_number(number, the_function_for(Act.CONFIRM_NUMBER, number, options["by"])))

    def _list(self, options: dict[str, Any]) -> dict[str, Any]:
        network = the_network(options["network"]) if options["network"] else None
        return {"numbers": [as_data(number) for number in access.numbers(network)]}


def as_data(number: EmergencyNumber) -> dict[str, Any]:
    state = "beendet" if number.ended_at else "gilt" if number.confirmed_at else "wartet auf Bestätigung"
    return {
        "id": str(number.pk),
        "service": str(number.service),
        "phone": phones.display(number.number),
        "tel": number.number,
        "state": state,
        "proposed_by": str(number.proposed_by),
        "proposed_at": number.proposed_at.isoformat(),
        "confirmed_by": str(number.confirmed_by) if number.confirmed_by else None,
        "confirmed_at": number.confirmed_at.isoformat() if number.confirmed_at else None,
        "ended_at": number.ended_at.isoformat() if number.ended_at else None,
    }
