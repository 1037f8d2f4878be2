"""``manage.py demo_code``: the code of the second factor, for the invented people of the demo."""

import json
from argparse import ArgumentParser

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.demo.actions.logins import PEOPLE, code_of
from schutznetz.networks.enums import FunctionRole


class Command(BaseCommand):
    help = "Zeigt den Code, den die App einer erfundenen Person der Demo gerade zeigen würde."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", metavar="ROLLE", choices=[role.value for role, _, _ in PEOPLE], help="Rolle")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, role: str, **options: object) -> None:
        if not settings.IS_DEMO:
            raise CommandError("Codes zeigt dieser Befehl nur für die erfundenen Personen der Demo.", returncode=2)
        try:
            code = code_of(FunctionRole(role))
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps({"code": code}) if options["json"] else code)
