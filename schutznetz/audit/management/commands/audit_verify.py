"""``manage.py audit_verify``: checks the chains of the log and names the first bad entry."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from schutznetz.audit import access
from schutznetz.audit.access import Checked
from schutznetz.audit.chaining import marks
from schutznetz.audit.chaining.marks import Mark
from schutznetz.common.errors import DomainError

PLATFORM = "plattform"


class Command(BaseCommand):
    help = "Prüft das Protokoll: Ist ein Eintrag geändert, gelöscht, eingefügt oder vertauscht? Ausgang 1, wenn ja."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", help=f"nur diese Kette: Kennung (UUID) eines Netzwerks oder „{PLATFORM}“")
        parser.add_argument("--against", type=Path, help="frühere Ausgabe (--json oder --checkpoint) zum Vergleichen")
        parser.add_argument("--checkpoint", action="store_true", help="gibt je Kette eine Zeile zum Aufheben aus")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: str | None, against: Path | None, **options: Any) -> None:
        try:
            earlier = marks.read(against.read_text(encoding="utf-8")) if against else []
            checked = [access.verify(chain, earlier) for chain in _chosen(network, earlier)]
        except (DomainError, OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error), returncode=2) from error
        except DatabaseError as error:
            message = "Die Datenbank ist nicht bereit. Bitte richten Sie sie ein: python3 manage.py migrate"
            raise CommandError(message, returncode=2) from error
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(checked)))
        else:
            for chain in checked:
                self._tell(chain, is_checkpoint=options["checkpoint"])
        if any(chain.first_bad for chain in checked):
            raise SystemExit(1)

    def _tell(self, chain: Checked, *, is_checkpoint: bool) -> None:
        """Say a sentence to a person, or a line to be kept; a bad chain leaves no line."""
        if chain.first_bad:
            (self.stderr if is_checkpoint else self.stdout).write(_sentence(chain))
        elif not is_checkpoint:
            self.stdout.write(_sentence(chain))
        elif chain.last:
            self.stdout.write(json.dumps(Mark(chain.network, chain.size, chain.head, chain.last).as_json()))


def _chosen(network: str | None, earlier: list[Mark]) -> list[UUID | None]:
    """Return the chains to check: those there are, and those there were."""
    known = access.chains() + [mark.network for mark in earlier]
    if network is None:
        return list(dict.fromkeys(known))
    try:
        chain = None if network == PLATFORM else UUID(network)
    except ValueError as error:
        raise DomainError(f"„{network}“ ist keine Kennung (UUID) eines Netzwerks und nicht „{PLATFORM}“.") from error
    if chain not in known:
        raise DomainError(f"Für „{network}“ gibt es kein Protokoll.")
    return [chain]


def _as_json(checked: list[Checked]) -> dict[str, Any]:
    bad = next((chain for chain in checked if chain.first_bad), None)
    first_bad = (
        {"network": bad.network and str(bad.network), **bad.first_bad.as_json()} if bad and bad.first_bad else None
    )
    return {
        "entries": sum(chain.entries for chain in checked),
        "ok": bad is None,
        "first_bad": first_bad,
        "chains": [chain.as_json() for chain in checked],
    }


def _sentence(chain: Checked) -> str:
    name = f"Netzwerk {chain.network}" if chain.network else "Plattform"
    if chain.first_bad:
        return f"{name}: Eintrag {chain.first_bad.seq} {chain.first_bad.kind.label}."
    return f"{name}: {chain.entries} Einträge, alle unverändert und in ihrer Reihenfolge."
