"""``manage.py responsible``: who is responsible for a place, and who answers there at a minute."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.common.hours import read_moment
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.answering.answers import Address, Question
from schutznetz.jurisdiction.enums import Profession
from schutznetz.jurisdiction.presenting.answers_json import as_data


class Command(BaseCommand):
    help = "Sagt, wer für einen Ort zuständig ist und wer dort zu einer Zeit ans Telefon geht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, text in (("plz", "Postleitzahl"), ("ort", "Ort oder Ortsteil"), ("ortsteil", "Ortsteil"),
                           ("strasse", "Straße mit Hausnummer")):  # fmt: skip
            parser.add_argument(f"--{name}", default="", help=f"{text} der Wohnung des Kindes")
        for name, text in (("plz", "Postleitzahl"), ("ort", "Ort oder Ortsteil"), ("strasse", "Straße")):
            parser.add_argument(f"--aufenthalt-{name}", default="", help=f"{text}, wo das Kind jetzt ist")
        parser.add_argument("--at", default="", metavar="ZEIT", help="Zeitpunkt, zum Beispiel 2026-12-24T23:10+01:00")
        parser.add_argument("--profession", default="", metavar="CODE", help=f"Beruf: {', '.join(Profession.values)}")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, **options: Any) -> None:
        answer = access.answer(
            Question(
                home=Address.of(options["plz"], options["ort"], options["ortsteil"], options["strasse"]),
                stay=Address.of(
                    options["aufenthalt_plz"], options["aufenthalt_ort"], "", options["aufenthalt_strasse"]
                ),
                at=_moment(options["at"]),
                profession=_profession(options["profession"]),
            )
        )
        found = as_data(answer)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for candidate in found["candidates"]:
            place = candidate["gemeinde"] or candidate["kreis"]
            self.stdout.write(f"{place} ({candidate['kreis']}): {candidate['unit'] or 'kein Netzwerk eingerichtet'}")
            for word, contacts in (("jetzt", candidate["now"]), ("danach", candidate["then"])):
                for contact in contacts:
                    until = f" bis {contact['until']}" if contact["until"] else ""
                    self.stdout.write(f"  {word}: {contact['label']} {contact['phone']}{until}")
        for contact in found["fallback"]:
            self.stdout.write(f"überall: {contact['label']} {contact['phone']}")


def _moment(text: str) -> datetime:
    if not text:
        return timezone.now()
    try:
        return read_moment(text)
    except DomainError as error:
        raise CommandError(str(error), returncode=2) from error


def _profession(code: str) -> str:
    if code and code not in Profession.values:
        message = f"Den Beruf „{code}“ kennen wir nicht. Möglich sind: {', '.join(Profession.values)}."
        raise CommandError(message, returncode=2)
    return code
