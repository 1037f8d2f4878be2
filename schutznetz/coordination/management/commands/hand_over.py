"""``manage.py hand_over``: somebody leaves, somebody else takes over, in one step."""

import json
from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.coordination import actions
from schutznetz.networks import access
from schutznetz.networks.management.naming import as_key
from schutznetz.networks.models import Membership


class Command(BaseCommand):
    help = "Übergibt eine Funktion: Die eine Mitgliedschaft endet, die andere folgt nach oder vertritt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="leaving", required=True, metavar="M", help="Mitgliedschaft, die endet")
        parser.add_argument("--to", required=True, metavar="M", help="Mitgliedschaft, die übernimmt")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, leaving: str, to: str, **options: object) -> None:
        one, other = self._one(leaving, "--from"), self._one(to, "--to")
        try:
            done = actions.hand_over(one, other, None)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if options["json"]:
            said = {
                "from": str(one.pk), "to": str(other.pk), "function": str(one.function_id),
                "names_removed": done.names, "address_replaced": done.address_replaced,
                "substitute": str(done.substitute.pk) if done.substitute else None,
            }  # fmt: skip
            self.stdout.write(json.dumps(said))
            return
        self.stdout.write(f"übergeben: {one.function} bei {one.function.organisation}")
        if done.address_replaced:
            self.stdout.write("Die persönliche E-Mail-Adresse der Kontaktstelle ist ersetzt. Bitte prüfen Sie sie.")

    @staticmethod
    def _one(who: str, option: str) -> Membership:
        """Return the one membership that a key or an e-mail address names."""
        key = as_key(who)
        membership = access.any_membership(key) if key else None
        found = [membership] if membership else access.memberships_of_address(who)
        if len(found) != 1:
            count = "keine offene" if not found else "mehr als eine offene"
            raise CommandError(f"Zu {option} gibt es {count} Mitgliedschaft. Nennen Sie ihre Kennung.", returncode=2)
        return found[0]
