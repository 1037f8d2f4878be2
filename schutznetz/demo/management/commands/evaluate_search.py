"""``manage.py evaluate_search``: does the search understand these questions?"""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.http import Http404
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.demo import throwaway
from schutznetz.demo.actions import build_demo
from schutznetz.directory import access
from schutznetz.directory.search.engine import Query
from schutznetz.networks.models import Network

TOP = 10


class Command(BaseCommand):
    help = "Prüft, ob zu Fragen die richtigen Arten von Hilfe gefunden werden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help='JSON-Liste von {"query", "must_find": [Angebotstypen]}')
        parser.add_argument("--network", default="musterkreis", help="in diesem Netzwerk (musterkreis)")
        parser.add_argument("--database", choices=throwaway.KINDS, help="in einer Wegwerf-Datenbank mit den Demodaten")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, file: Path, network: str, database: str | None, **options: Any) -> None:
        cases = _read(file)
        if database:
            self._elsewhere(file, network, database, as_json=options["json"])
            return
        if throwaway.is_throwaway():
            call_command("migrate", verbosity=0)
            build_demo(timezone.now())
        try:
            answer = _evaluate(cases, access.get_network(network))
        except Http404 as error:
            raise CommandError(f"Das Netzwerk „{network}“ gibt es nicht.", returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._print(answer)

    def _elsewhere(self, file: Path, network: str, database: str, *, as_json: bool) -> None:
        arguments = ["evaluate_search", os.fspath(file.resolve()), "--network", network]
        try:
            code = throwaway.run_in(database, arguments + ["--json"] * as_json, settings.ROOT / "manage.py")
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        if code:
            raise CommandError("Die Prüfung in der Wegwerf-Datenbank ist gescheitert; die Meldung steht darüber.")

    def _print(self, answer: dict[str, Any]) -> None:
        self.stdout.write(f"{answer['queries']} Fragen")
        self.stdout.write(f"alle nötigen Typen unter den ersten {TOP}: {answer['all_in_top10']:.1%}")
        self.stdout.write(f"erster Treffer passt: {answer['first_hit']:.1%}")
        for miss in answer["misses"]:
            self.stdout.write(f"  „{miss['query']}“: es fehlt {', '.join(miss['missing'])}")


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        cases = json.loads(file.read_text(encoding="utf-8"))
        return [{"query": str(case["query"]), "must_find": list(case["must_find"])} for case in cases]
    except OSError as error:
        raise CommandError(f"Die Datei „{file}“ lässt sich nicht lesen.", returncode=2) from error
    except (ValueError, KeyError, TypeError) as error:
        message = f"„{file}“ ist keine JSON-Liste von Fragen mit „query“ und „must_find“."
        raise CommandError(message, returncode=2) from error


def _evaluate(cases: list[dict[str, Any]], network: Network) -> dict[str, Any]:
    """Return how many questions have all their types among the first ten hits, and one of them first."""
    complete = first = 0
    misses = []
    for case in cases:
        split = access.split_place(case["query"], network)
        _, offers = access.search(Query(text=split.text, network=network), limit=TOP)
        got = [offer.offer_type_id for offer in offers]
        missing = [wanted for wanted in case["must_find"] if wanted not in got]
        complete += not missing
        first += bool(got) and got[0] in case["must_find"]
        if missing:
            misses.append({"query": case["query"], "missing": missing, "got": got})
    number = len(cases) or 1
    return {
        "queries": len(cases),
        "all_in_top10": round(complete / number, 4),
        "first_hit": round(first / number, 4),
        "misses": misses,
    }
