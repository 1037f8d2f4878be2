"""``manage.py feed_key``: keys to the restricted feed."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.common.errors import DomainError
from schutznetz.exchange import access, actions
from schutznetz.exchange.models import FeedKey
from schutznetz.networks.management.naming import the_network


class Command(BaseCommand):
    help = "Gibt einem Programm einen Schlüssel, mit dem es auch liest, was nur im Netzwerk sichtbar ist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--network", action="append", default=[], metavar="NETZ", help="Netzwerk, für das er gilt; auch mehrmals"
        )
        parser.add_argument("--name", default="", metavar="PROGRAMM", help="welches Programm ihn bekommt")
        parser.add_argument(
            "--expires", type=int, default=actions.USUAL_DAYS, metavar="TAGE", help="so lange gilt er (365)"
        )
        parser.add_argument("--list", action="store_true", help="zeigt die Schlüssel, alle oder die eines Netzwerks")
        parser.add_argument("--revoke", type=UUID, metavar="KENNUNG", help="sperrt einen Schlüssel sofort")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: list[str], name: str, **options: Any) -> None:
        try:
            said, lines = self._do(network, name, options)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else "\n".join(lines))

    def _do(self, network: list[str], name: str, options: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
        networks = [the_network(slug) for slug in network]
        if options["revoke"]:
            key = actions.revoke_key(options["revoke"])
            return _said(key), [f"Gesperrt: {key.name}. Ab sofort antwortet die Schnittstelle ihm nicht mehr."]
        if options["list"]:
            found = access.feed_keys(networks)
            return {"keys": [_said(key) for key in found]}, [*map(_line, found)] or ["Es gibt keine Schlüssel."]
        made = actions.make_key(name, networks, options["expires"])
        lines = [made.token, f"gilt bis {_day(made.key)}; Kennung zum Sperren: {made.key.pk}",
                 "Der Schlüssel steht nur hier: Geben Sie ihn auf einem sicheren Weg weiter."]  # fmt: skip
        return {"key": made.token, **_said(made.key)}, lines


def _said(key: FeedKey) -> dict[str, Any]:
    return {
        "id": str(key.pk), "name": key.name, "networks": sorted(row.slug for row in key.networks.all()),
        "made": key.made_at.isoformat(), "expires": key.expires_at.isoformat(),
        "revoked": key.revoked_at.isoformat() if key.revoked_at else None,
        "last_used": key.last_used_on.isoformat() if key.last_used_on else None,
    }  # fmt: skip


def _line(key: FeedKey) -> str:
    used = f"zuletzt benutzt am {date_format(key.last_used_on, 'j. F Y')}" if key.last_used_on else "noch nie benutzt"
    return f"{key.pk}  {key.name} ({', '.join(_said(key)['networks'])}): {_state(key)}, {used}"


def _state(key: FeedKey) -> str:
    if key.revoked_at:
        return f"gesperrt am {date_format(timezone.localtime(key.revoked_at), 'j. F Y')}"
    return f"{'abgelaufen am' if key.expires_at <= timezone.now() else 'gilt bis'} {_day(key)}"


def _day(key: FeedKey) -> str:
    return date_format(timezone.localtime(key.expires_at), "j. F Y")
