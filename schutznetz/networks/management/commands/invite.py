"""``manage.py invite``: the operator invites a person, above all the first one of a network."""

import json
from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.common.errors import DomainError
from schutznetz.networks import actions
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.mails import address
from schutznetz.networks.management.naming import the_network, the_organisation
from schutznetz.networks.roles import WITHOUT_NETWORK


class Command(BaseCommand):
    help = "Lädt eine Person in eine Funktion ein und zeigt den Link. Die E-Mail geht ebenfalls hinaus."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", metavar="ADRESSE", help="Netzwerk; nur für Land und Betrieb entbehrlich")
        parser.add_argument("--organisation", required=True, metavar="NAME", help="Organisation: Name oder Kennung")
        parser.add_argument("--role", required=True, choices=FunctionRole.values, help="Rolle der Funktion")
        parser.add_argument("--email", required=True, help="E-Mail-Adresse der Person")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: str | None, organisation: str, role: str, email: str, **options: object) -> None:
        try:
            validate_email(email)
            place = None if role in WITHOUT_NETWORK and not network else the_network(network or "")
            invited = actions.invite(
                organisation=the_organisation(place, organisation), network=place,
                role=FunctionRole(role), email=email, by=None,
            )  # fmt: skip
        except ValidationError as error:
            raise CommandError(f"„{email}“ ist keine E-Mail-Adresse.", returncode=2) from error
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        link = address("networks:invitation", invited.token)
        if options["json"]:
            self.stdout.write(json.dumps({"link": link, "expires": invited.expires.isoformat()}))
            return
        until = date_format(timezone.localtime(invited.expires), "j. F Y, H:i")
        self.stdout.write(f"{link}\ngilt bis {until} Uhr, nur einmal")
