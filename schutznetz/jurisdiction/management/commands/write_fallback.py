"""``manage.py write_fallback``: the static pages that the proxy shows while application or database are down."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction import actions


class Command(BaseCommand):
    help = "Schreibt die Seiten, die „Jetzt Hilfe“ vertreten, wenn Anwendung oder Datenbank nicht antworten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--out", type=Path, metavar="ORDNER", default=settings.FALLBACK_FOLDER,
            help="Ordner, den der Webserver ausliefert (ohne Angabe: SCHUTZNETZ_RUECKFALL)",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, out: Path, **options: Any) -> None:
        try:
            edition = actions.write_fallback(out, timezone.now())
        except DomainError as error:
            raise CommandError(str(error), returncode=1) from error
        except OSError as error:
            raise CommandError(f"{out} lässt sich nicht schreiben: {error.strerror}.", returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(edition), ensure_ascii=False))
        else:
            kilobytes = -(-edition.largest // 1000)
            self.stdout.write(f"{edition.files} Dateien in {edition.folder}, die größte {kilobytes} kB.")


def _as_data(edition: actions.Edition) -> dict[str, Any]:
    return {
        "folder": str(edition.folder),
        "files": edition.files,
        "largest_bytes": edition.largest,
        "written_at": edition.at.isoformat(),
    }
