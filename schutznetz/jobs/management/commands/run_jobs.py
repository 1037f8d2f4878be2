"""``manage.py run_jobs``: does what the pages have put off, and what is due at certain times."""

import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from schutznetz.jobs import access, actions
from schutznetz.jobs.access import Health, Mails
from schutznetz.jobs.queue.worker import Worker

TROUBLE, UNUSABLE = 1, 2


class Command(BaseCommand):
    help = "Erledigt Aufträge im Hintergrund, bis der Prozess beendet wird; zeigt mit --health, wie es um sie steht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--once", action="store_true", help="nur, was jetzt fällig ist; zum Beispiel für cron")
        mode.add_argument("--health", action="store_true", help="nichts erledigen, nur den Stand zeigen")
        mode.add_argument("--retry", action="store_true", help="gescheiterte Aufträge noch einmal einreihen")
        parser.add_argument("--json", action="store_true", help="gibt am Ende ein JSON-Objekt aus")

    def handle(self, *, once: bool, health: bool, retry: bool, **options: Any) -> None:
        self.as_json, self.is_silent = bool(options["json"]), options["verbosity"] == 0
        try:
            trouble = self._health() if health else self._retry() if retry else self._work(once=once)
        except DatabaseError as error:
            message = "Die Datenbank ist nicht bereit. Bitte prüfen Sie sie: python3 manage.py migrate"
            raise CommandError(message, returncode=UNUSABLE) from error
        if trouble:
            sys.exit(TROUBLE)

    def _work(self, *, once: bool) -> bool:
        worker = Worker()
        worker.work(once=once)
        state = access.health(timezone.now())
        sentence = f"{worker.done} Aufträge erledigt, {worker.not_done} Versuche gescheitert."
        self._say({"done": worker.done, "not_done": worker.not_done, "health": state.as_json()}, [sentence])
        # Whoever was asked to stop has done well; what is wrong in the queue is the question of --health.
        return once and worker.not_done > 0

    def _health(self) -> bool:
        state = access.health(timezone.now())
        self._say(state.as_json(), _lines(state))
        return not state.is_well

    def _retry(self) -> bool:
        number = actions.retry_failed()
        self._say({"retried": number}, [f"{number} Aufträge noch einmal eingereiht."])
        return False

    def _say(self, answer: dict[str, Any], sentences: list[str]) -> None:
        if self.is_silent:
            return
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if self.as_json else "\n".join(sentences))


def _lines(state: Health) -> list[str]:
    lines = [f"{state.open} offen, davon {state.overdue} überfällig, {state.failed} gescheitert"]
    lines += [f"  gescheitert: {row.task}, {row.jobs}-mal, {row.error}" for row in state.troubles]
    lines += _about_mails(state.mails)
    for row in state.schedules:
        last = f"zuletzt {_when(row.last)}" if row.last else "noch nie"
        lines.append(f"  {row.task}: {last}{' – zu spät' if row.is_late else ''}")
    return [*lines, "Alles in Ordnung." if state.is_well else "Hier stimmt etwas nicht."]


def _about_mails(mails: Mails) -> list[str]:
    oldest = f", die älteste seit {_when(mails.oldest)}" if mails.oldest else ""
    lines = [f"{mails.waiting} Mails warten{oldest}; {mails.refused} abgelehnt, {mails.given_up} aufgegeben"]
    if mails.failing_since:
        lines.append(f"  Der Mailserver nimmt seit {_when(mails.failing_since)} nichts an: {mails.code}")
    return lines


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y %H:%M}"
