"""``manage.py setup_network``: the network of a Jugendamt, from its Kreis and a file; may be run again."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.common.errors import DomainError
from schutznetz.coordination.access.setting_up import set_up_state
from schutznetz.coordination.actions.setting_up import SetUp, Wrote, set_up
from schutznetz.coordination.configuring import Plan, read_file
from schutznetz.coordination.presenting.setting_up import missing
from schutznetz.directory.importing import ImportRefused


class Command(BaseCommand):
    help = "Richtet das Netzwerk eines Jugendamts ein. Ein zweiter Lauf ändert nichts und sagt, was abweicht."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--kreis", required=True, metavar="AGS", help="amtlicher Schlüssel des Kreises, fünf Ziffern"
        )
        parser.add_argument("--slug", required=True, metavar="ADRESSE", help="Adresse im Portal, zum Beispiel goerlitz")
        parser.add_argument("--config", type=Path, metavar="TOML", help="Datei mit allem Übrigen")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, kreis: str, slug: str, config: Path | None, **options: Any) -> None:
        now = timezone.now()
        try:
            done = set_up(read_file(config) if config else Plan(), slug=slug, kreis_ags=kreis, now=now)
        except (DomainError, ImportRefused) as error:
            raise CommandError(str(error), returncode=2) from error
        state = set_up_state(done.network, now)
        if options["json"]:
            open_ = {"jurisdiction": state.checked, "missing": missing(state)}
            self.stdout.write(json.dumps({**done.as_json(), **open_}, ensure_ascii=False))
            return
        self.stdout.write("\n".join([*_done(done), *_sentences("Es fehlt noch", missing(state))]))


def _done(done: SetUp) -> list[str]:
    created, differs = done.log.of(Wrote.CREATED), done.log.of(Wrote.DIFFERS)
    lines = [f"{done.network.name} ({done.network.kreis}): das Portal ist /{done.network.slug}/"]
    lines += _sentences("Neu", [f"{each.what}: {each.name}{_in_brackets(each.note)}" for each in created])
    lines += _sentences("Weicht ab und bleibt", [f"{each.what} „{each.name}“: {each.note}" for each in differs])
    for name, report in done.lists:
        lines += ["", name, report.summary()]
    for sent in done.invitations:
        until = date_format(timezone.localtime(sent.expires), "j. F Y, H:i")
        lines += ["", f"Einladung für {sent.email}, gilt bis {until} Uhr, nur einmal:", sent.link]
    return lines if created or differs or done.lists else [*lines, "", "Alles ist schon da. Nichts wurde geändert."]


def _sentences(title: str, lines: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  {line}" for line in lines)] if lines else []


def _in_brackets(note: str) -> str:
    return f" ({note})" if note else ""
