"""``manage.py retention``: deletes what has outlived its period. The only command that is dry unless told otherwise."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.jobs.actions import Deletion, apply_retention


class Command(BaseCommand):
    help = "Zeigt, was nach docs/loeschkonzept.toml zu löschen ist, und löscht es mit --wet-run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wet-run", action="store_true", help="wirklich löschen")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, wet_run: bool, **options: Any) -> None:
        try:
            deletions = apply_retention(timezone.now(), wet_run=wet_run)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        except DatabaseError as error:
            message = "Die Datenbank ist nicht bereit. Bitte richten Sie sie ein: python3 manage.py migrate"
            raise CommandError(message, returncode=2) from error
        if options["json"]:
            rows = {deletion.table: deletion.rows for deletion in deletions}
            self.stdout.write(json.dumps({"wet_run": wet_run, "rows": rows}))
            return
        for deletion in deletions:
            self.stdout.write(_sentence(deletion, wet_run=wet_run))
        if not wet_run:
            self.stdout.write("Nichts ist gelöscht. Mit --wet-run wird gelöscht.")


def _sentence(deletion: Deletion, *, wet_run: bool) -> str:
    done = "gelöscht" if wet_run else "zu löschen"
    before = timezone.localtime(deletion.limit)
    return f"{deletion.label}: {deletion.rows} {done} (beendet vor dem {before:%d.%m.%Y})"
