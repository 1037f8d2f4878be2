"""``manage.py benchmark``: is it fast enough, on a directory of this size?"""

import platform
import sys
import tempfile
import time
from argparse import ArgumentParser
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

from schutznetz.common.errors import DomainError
from schutznetz.common.postgresql import statistics
from schutznetz.demo import throwaway
from schutznetz.demo.benchmarking import (
    api,
    beside,
    brochure,
    campaign,
    data,
    jetzt,
    measure,
    mirrors,
    queue,
    retention,
    todo,
    wall,
)
from schutznetz.directory import actions
from schutznetz.directory.models import Offer
from schutznetz.networks.models import Network
from schutznetz.regions.actions import load_regions

CALLS = {"search": measure.search_calls, "suggest": measure.suggest_calls, "pages": measure.page_calls}
IMPORT_SECONDS, IMPORT_MIB = 60, 300
FIGURES = Path("docs") / "messwerte.md"


class Command(BaseCommand):
    help = "Misst Suche, Seiten, Listen, Wegweiser, Aufträge, Mauer, Spiegel in Wegwerf-Datenbanken und notiert es."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = [
            *CALLS,
            "jetzt",
            "todo",
            "import",
            "jobs",
            "campaign",
            "retention",
            "wall",
            "api",
            "brochure",
            "mirrors",
        ]
        parser.add_argument("what", choices=what, help="was gemessen wird")
        parser.add_argument(
            "--offers",
            type=int,
            default=100_000,
            help="so viele Angebote, Einheiten, Partner, Zeilen, Aufträge, Funktionen, fremde Reihen, Runden (100000)",
        )
        parser.add_argument("--database", choices=throwaway.KINDS, default="sqlite", help="Art der Datenbank (sqlite)")
        parser.add_argument(
            "--writers",
            type=int,
            default=0,
            help="nur api: alles senden, während so viele schreiben",
        )
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, what: str, offers: int, database: str, writers: int, **options: Any) -> None:
        if offers < 1:
            raise CommandError("Bitte mindestens ein Angebot.", returncode=2)
        if writers and what != "api":
            raise CommandError("--writers gibt es nur bei api.", returncode=2)
        if what == "wall" and database == "sqlite":
            raise CommandError("Die Mauer gibt es nur auf PostgreSQL: --database postgresql", returncode=2)
        if not throwaway.is_throwaway():
            arguments = ["benchmark", what, "--offers", str(offers), "--database", database, "--writers", str(writers)]
            try:
                code = throwaway.run_in(database, arguments + ["--json"] * options["json"], settings.ROOT / "manage.py")
            except DomainError as error:
                raise CommandError(str(error), returncode=2) from error
            sys.exit(code)
        figures = self._beside(offers, writers) if writers else self._figures(what, offers)
        size = f"--offers {offers} --database {database}" + (f" --writers {writers}" if writers else "")
        self._note(f"`benchmark {what} {size}`", figures)
        if options["json"]:
            self.stdout.write(measure.as_json(figures))
        else:
            self.stdout.write(", ".join(f"{name}: {value}" for name, value in figures.items()))

    def _figures(self, what: str, offers: int) -> dict[str, Any]:
        special = {
            "jobs": self._jobs, "campaign": self._campaign, "retention": self._retention, "import": self._import,
            "wall": self._wall, "api": self._api, "brochure": self._brochure, "mirrors": self._mirrors,
        }  # fmt: skip
        return special[what](offers) if what in special else self._measure(what, offers)

    def _jobs(self, number: int) -> dict[str, Any]:
        call_command("migrate", verbosity=0)
        return queue.prove(number)

    def _campaign(self, functions: int) -> dict[str, Any]:
        self._prepare()
        return campaign.prove(functions)

    def _retention(self, rows: int) -> dict[str, Any]:
        self._prepare()
        call_command("collectstatic", interactive=False, verbosity=0)
        data.build(300, datetime(2026, 11, 22, 12, tzinfo=UTC))
        statistics.renew()
        return retention.prove(rows)

    def _wall(self, rows: int) -> dict[str, Any]:
        self._prepare()
        call_command("collectstatic", interactive=False, verbosity=0)
        return wall.figures(data.build(300, datetime(2026, 11, 22, 12, tzinfo=UTC)), rows)

    def _api(self, offers: int) -> dict[str, Any]:
        self._build_apart(offers)
        return api.figures(offers)

    def _beside(self, offers: int, writers: int) -> dict[str, Any]:
        self._build_apart(offers)
        return beside.prove(writers)

    def _build_apart(self, offers: int) -> None:
        """Build the directory in a process of its own: what building takes is no memory of who answers.

        A throw-away database that is kept (SCHUTZNETZ_WEGWERF=1 with a DATABASE_URL) is built only once.
        """
        connection.close()
        process = get_context("fork").Process(target=self._build, args=(offers,))
        process.start()
        process.join()
        if process.exitcode:
            raise CommandError("Der Bestand ließ sich nicht anlegen.", returncode=1)

    def _build(self, offers: int) -> None:
        call_command("migrate", verbosity=0)
        if Offer.objects.count() < offers:
            self._prepare()
            data.build(offers, datetime(2026, 11, 22, 12, tzinfo=UTC))
            statistics.renew()

    def _brochure(self, offers: int) -> dict[str, Any]:
        self._prepare()
        return brochure.figures(data.build(offers, datetime(2026, 11, 22, 12, tzinfo=UTC)))

    def _mirrors(self, rounds: int) -> dict[str, Any]:
        self._prepare()
        data.build(3, datetime(2026, 11, 22, 12, tzinfo=UTC))
        return mirrors.figures(Network.objects.get(slug="messung"), rounds)

    def _prepare(self) -> None:
        call_command("migrate", verbosity=0)
        load_regions()
        actions.load_catalogue()
        actions.load_help_lines()

    def _measure(self, what: str, offers: int) -> dict[str, Any]:
        self._prepare()
        if what in {"pages", "jetzt", "todo"}:
            # pages name their fonts and colours by checksum
            call_command("collectstatic", interactive=False, verbosity=0)
        began = time.perf_counter()
        if what == "jetzt":
            jetzt.build(offers)
            calls = jetzt.calls()
        elif what == "todo":
            todo.build(offers, datetime.now(UTC))
            calls = todo.calls()
        else:
            calls = CALLS[what](data.build(offers, datetime(2026, 11, 22, 12, tzinfo=UTC)))
        statistics.renew()  # as after the first minute of a real one
        self.stderr.write(f"{offers} angelegt in {time.perf_counter() - began:.0f} s")
        figures = measure.timed(calls)
        budget = measure.BUDGETS[what]
        is_ok = figures["p50_ms"] <= budget.p50_ms and figures["p99_ms"] <= budget.p99_ms
        limits = {"p50_ms": budget.p50_ms, "p99_ms": budget.p99_ms}
        return {**figures, "max_rss_mib": measure.max_rss_mib(), "budget": limits, "ok": is_ok}

    def _import(self, rows: int) -> dict[str, Any]:
        """Measure one dry run over a list; p50 and p99 are milliseconds per thousand rows, which are all alike."""
        self._prepare()
        data.build(3, datetime(2026, 11, 22, 12, tzinfo=UTC))
        with tempfile.TemporaryDirectory(prefix="schutznetz-") as folder:
            path = Path(folder) / "liste.csv"
            measure.import_file(rows, path)
            began = time.perf_counter()
            actions.import_list(path, Network.objects.get(slug="messung").slug, dry_run=True)
            seconds = time.perf_counter() - began
        per_thousand = round(seconds / rows * 1_000_000, 2)
        memory = measure.max_rss_mib()
        return {
            "p50_ms": per_thousand,
            "p99_ms": per_thousand,
            "seconds": round(seconds, 1),
            "max_rss_mib": memory,
            "budget": {"seconds": IMPORT_SECONDS, "max_rss_mib": IMPORT_MIB},
            "ok": seconds <= IMPORT_SECONDS and memory <= IMPORT_MIB,
        }

    def _note(self, command: str, figures: dict[str, Any]) -> None:
        """Add a line to the table of figures, where the project lies open to be written."""
        path = settings.ROOT / FIGURES
        if not path.exists():
            return
        shown = ", ".join(f"{name} {value}" for name, value in figures.items() if name not in {"budget", "ok"})
        verdict = "im Budget" if figures["ok"] else "über dem Budget"
        machine = f"{platform.machine()}, CPython {platform.python_version()}"
        with path.open("a", encoding="utf-8") as file:
            file.write(f"| {datetime.now(UTC):%Y-%m-%d} | {machine} | {command} | {shown} | {verdict} |\n")
