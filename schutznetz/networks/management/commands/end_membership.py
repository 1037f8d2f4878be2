"""``manage.py end_membership``: the operator ends what a person may do, at once."""

import json
from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.networks import access, actions
from schutznetz.networks.enums import EndGround
from schutznetz.networks.management.naming import as_key
from schutznetz.networks.models import Membership


class Command(BaseCommand):
    help = "Beendet Mitgliedschaften sofort; die Person ist danach überall abgemeldet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("who", metavar="WER", help="Kennung einer Mitgliedschaft, oder E-Mail-Adresse für alle")
        parser.add_argument("--ground", default=EndGround.LEFT, choices=EndGround.values, help="Grund im Protokoll")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, who: str, ground: str, **options: object) -> None:
        found = self._memberships(who)
        if not found:
            raise CommandError("Dazu gibt es keine offene Mitgliedschaft.", returncode=2)
        try:
            for membership in found:
                actions.end(membership, EndGround(ground), None)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps({"ended": [str(membership.pk) for membership in found]}))
            return
        for membership in found:
            self.stdout.write(f"beendet: {membership.function} bei {membership.function.organisation}")

    @staticmethod
    def _memberships(who: str) -> list[Membership]:
        key = as_key(who)
        if key is None:
            return access.memberships_of_address(who)
        membership = access.any_membership(key)
        return [membership] if membership else []
