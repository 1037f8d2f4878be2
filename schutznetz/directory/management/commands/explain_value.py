"""``manage.py explain_value``: how the import understands one value."""

import json
import sys
from argparse import ArgumentParser

from django.core.management import BaseCommand

from schutznetz.directory import importing


class Command(BaseCommand):
    help = "Zeigt, wie eine Telefonnummer, eine Zeit oder eine Anschrift gelesen wird."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=importing.KINDS, help="Art des Werts")
        parser.add_argument("value", help="der Wert, wie er in der Liste steht")
        parser.add_argument("--plz", default="", help="PLZ des Ortes, für eine fehlende Vorwahl")
        parser.add_argument("--ort", default="", help="Ort, für eine fehlende Vorwahl")
        parser.add_argument("--json", action="store_true", help="Antwort als JSON ausgeben")

    def handle(self, *, kind: importing.Kind, value: str, plz: str, ort: str, **options: object) -> None:
        found = importing.explain(kind, value, plz=plz, ort=ort)
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(_text(found))
        if not found.understood:
            sys.exit(1)


def _text(found: importing.Explanation) -> str:
    if isinstance(found.value, list):
        shown = ", ".join(found.value)
    elif isinstance(found.value, dict):
        shown = ", ".join(f"{name}: {part}" for name, part in found.value.items())
    else:
        shown = found.value or ""
    return f"{shown}\n{found.message}".strip()
