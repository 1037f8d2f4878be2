"""``manage.py retention``: deletes what has outlived its period. The only command that is dry unless told otherwise."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.jobs.access import latest_deletions
from schutznetz.jobs.actions import Deletion, apply_retention
from schutznetz.jobs.models import DeletionLog


class Command(BaseCommand):
    help = "Zeigt, was nach docs/loeschkonzept.toml zu löschen ist, und löscht es mit --wet-run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wet-run", action="store_true", help="wirklich löschen")
        parser.add_argument("--log", action="store_true", help="zeigt nur, was zuletzt gelöscht wurde")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, wet_run: bool, **options: Any) -> None:
        if options["log"]:
            self._show_log(as_json=options["json"])
            return
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

    def _show_log(self, *, as_json: bool) -> None:
        rows = latest_deletions()
        if as_json:
            columns = ("table", "rows", "by", "began_at", "finished_at", "ended_before")
            said = [{name: getattr(row, name) for name in columns} for row in rows]
            self.stdout.write(json.dumps({"deletions": said}, cls=DjangoJSONEncoder))
            return
        self.stdout.write("\n".join(map(_line, rows)) or "Noch ist nichts gelöscht worden.")


def _line(row: DeletionLog) -> str:
    began = timezone.localtime(row.began_at)
    end = "" if row.finished_at else " (abgebrochen)"
    return f"{began:%d.%m.%Y %H:%M} {row.table}: {row.rows} gelöscht, {row.get_by_display()}{end}"


def _sentence(deletion: Deletion, *, wet_run: bool) -> str:
    done = "gelöscht" if wet_run else "zu löschen"
    before = timezone.localtime(deletion.limit)
    return f"{deletion.label}: {deletion.rows} {done} (beendet vor dem {before:%d.%m.%Y})"
