"""``manage.py duty``: days with other hours, and shifts of a roster."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.common.hours import read_moment
from schutznetz.jurisdiction import actions
from schutznetz.jurisdiction.management.naming import the_service


class Command(BaseCommand):
    help = "Trägt Tage mit anderen Zeiten und Dienste nach Plan ein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        deviate = steps.add_parser("deviate", help="an diesen Tagen gelten andere Zeiten")
        deviate.add_argument("--from", required=True, type=date.fromisoformat, metavar="TAG", help="erster Tag")
        deviate.add_argument("--until", required=True, type=date.fromisoformat, metavar="TAG", help="letzter Tag")
        deviate.add_argument("--hours", default="off", help="Zeiten; ohne Angabe geschlossen")
        deviate.add_argument("--reason", default="", help="Grund")
        shift = steps.add_parser("shift", help="von dann bis dann antwortet jemand")
        shift.add_argument("--from", required=True, metavar="ZEITPUNKT", help="2026-12-24T18:00")
        shift.add_argument("--until", required=True, metavar="ZEITPUNKT", help="2026-12-25T08:00")
        for step in (deviate, shift):
            step.add_argument(
                "--unit", required=True, metavar="EINHEIT", help="Einheit oder Bereitschaft: Name oder Kennung"
            )
            step.add_argument("--network", help="Adresse des Netzwerks im Portal")
            step.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, step: str, **options: Any) -> None:
        service = the_service(options["unit"], options["network"])
        begins, ends = options["from"], options["until"]
        try:
            if step == "deviate":
                row: object = actions.deviate(service, begins, ends, options["hours"], options["reason"])
            else:
                begins, ends = read_moment(begins), read_moment(ends)
                row = actions.plan_shift(service, begins, ends)
        except DomainError as error:
            raise CommandError(str(error), returncode=1) from error
        written = {"service": str(service), "from": begins.isoformat(), "until": ends.isoformat()}
        self.stdout.write(json.dumps(written, ensure_ascii=False) if options["json"] else f"Eingetragen: {row}")
