"""``manage.py database_roles``: makes the roles by which a real installation connects to PostgreSQL."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

NOTHING = "SQLite kennt keine Rollen: Hier ist nichts zu tun."
REFUSED = "Die Datenbank lässt das nicht zu. Bitte rufen Sie den Befehl als Verwalter der Datenbank auf (postgres)."
WORDS = {
    "schutznetz_owner": "besitzt die Tabellen; für migrate",
    "schutznetz_application": "für die Anwendung und run_jobs",
    "schutznetz_backup": "liest alles; für pg_dump",
}


class Command(BaseCommand):
    help = "Legt auf PostgreSQL drei Rollen an: für die Tabellen, die Anwendung und die Sicherung. Beliebig oft."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, **options: Any) -> None:
        made = self._made()
        if options["json"]:
            self.stdout.write(json.dumps({"database": "postgresql" if made else "sqlite", "roles": made}))
            return
        for role in made:
            state = "angelegt" if role["is_new"] else "in Ordnung"
            self.stdout.write(f"{role['name']} ({WORDS[role['name']]}): {state}")
        if not made:
            self.stdout.write(NOTHING)

    @staticmethod
    def _made() -> list[dict[str, Any]]:
        from schutznetz.common.postgresql import roles  # noqa: PLC0415 -- needs PostgreSQL's driver

        if not roles.is_available():
            return []
        given = zip(roles.ROLES, settings.ROLE_PASSWORDS, strict=True)
        try:
            made = roles.prepare({name: password for name, password in given if password})
        except DatabaseError as error:
            raise CommandError(REFUSED, returncode=2) from error
        return [asdict(role) for role in made]
