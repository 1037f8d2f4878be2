"""``manage.py import_directory``: a list, or a folder of lists, into the directory."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import OperationalError

from schutznetz.directory import actions, importing

UNUSABLE = 2


class Command(BaseCommand):
    help = "Liest ein Verzeichnis ein (CSV, TSV, XLSX, JSON, GeoJSON oder einen Ordner davon)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="Datei oder Ordner")
        parser.add_argument("--network", required=True, metavar="NETZ", help="Netzwerk, das die Liste führt")
        parser.add_argument("--mapping", type=Path, metavar="TOML", help="Zuordnung der Spalten aus dieser Datei")
        parser.add_argument(
            "--write-mapping", type=Path, metavar="TOML", help="erkannte Zuordnung in diese Datei schreiben"
        )
        parser.add_argument("--sheet", metavar="BLATT", help="nur dieses Blatt einer Excel-Datei")
        parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was geschehen würde")
        parser.add_argument(
            "--strict", action="store_true", help="bei einer einzigen fehlerhaften Zeile nichts schreiben"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="auch ersetzen, was jemand nach dem letzten Einlesen selbst geändert hat",
        )
        parser.add_argument("--json", action="store_true", help="Bericht als JSON ausgeben")

    def handle(self, *, path: Path, write_mapping: Path | None, **options: object) -> None:
        as_json = bool(options["json"])
        try:
            if write_mapping:
                self._write_mapping(path, write_mapping, options)
            report = self._import(path, options)
        except importing.ImportRefused as error:
            self._refuse(error, as_json=as_json)
        except OperationalError as error:
            text = f"Die Datenbank ist nicht bereit ({error}). Bitte richten Sie sie ein: python3 manage.py migrate"
            self._refuse(importing.ImportRefused(text, "database"), as_json=as_json)
        else:
            self._show(report, as_json=as_json)

    def _import(self, path: Path, options: dict[str, object]) -> importing.Report:
        mapping, sheet = options["mapping"], options["sheet"]
        return actions.import_list(
            path,
            str(options["network"]),
            mapping=importing.load_mapping(mapping) if isinstance(mapping, Path) else None,
            sheet=str(sheet) if sheet is not None else None,
            dry_run=bool(options["dry_run"]),
            strict=bool(options["strict"]),
            overwrite=bool(options["overwrite"]),
        )

    def _write_mapping(self, path: Path, target: Path, options: dict[str, object]) -> None:
        if path.is_dir():
            raise importing.ImportRefused("Eine Zuordnung gehört zu einer Datei, nicht zu einem Ordner.", "mapping")
        if target.exists() and target.stat().st_size:
            text = f"„{target}“ gibt es schon und wird nicht überschrieben. Bitte wählen Sie einen anderen Namen."
            raise importing.ImportRefused(text, "mapping")
        sheet = options["sheet"]
        proposal = importing.propose(path, sheet=str(sheet) if sheet is not None else None)
        try:
            target.write_text(importing.dump_mapping(proposal), encoding="utf-8")
        except OSError as error:
            text = f"„{target}“ kann nicht geschrieben werden ({error.strerror})."
            raise importing.ImportRefused(text, "mapping") from error
        self.stderr.write(f"Zuordnung geschrieben: {target}")

    def _show(self, report: importing.Report, *, as_json: bool) -> None:
        self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.summary())
        if report.exit_code:
            sys.exit(report.exit_code)

    def _refuse(self, error: importing.ImportRefused, *, as_json: bool) -> None:
        if as_json:
            report = importing.Report(errors=[importing.refusal(error)])
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        raise CommandError(str(error), returncode=UNUSABLE) from error
