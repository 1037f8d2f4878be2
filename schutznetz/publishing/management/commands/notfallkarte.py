"""``manage.py notfallkarte``: the emergency card of a network as PDF, to hang up or to carry."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction.management.naming import the_network
from schutznetz.networks.enums import PartnerType
from schutznetz.publishing import actions
from schutznetz.publishing.actions import Printed
from schutznetz.publishing.enums import CardSize

NO_ADDRESS = (
    "Die Karte hat keinen QR-Code: Bitte nennen Sie in SCHUTZNETZ_ADRESSE, wo das Portal zu finden ist, "
    "zum Beispiel https://hilfe.example."
)


class Command(BaseCommand):
    help = "Druckt die Notfallkarte eines Netzwerks als PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--network", required=True, help="Adresse des Netzwerks im Portal")
        parser.add_argument("--partner-type", help="für welche Partner, zum Beispiel kita; ohne Angabe für alle")
        parser.add_argument("--size", choices=CardSize.values, default=CardSize.A4.value, help="a4 oder pocket (A6)")
        parser.add_argument("--out", required=True, type=Path, help="Datei, die entsteht oder ersetzt wird")
        parser.add_argument("--json", action="store_true", help="gibt ein JSON-Objekt aus")

    def handle(self, *, network: str, partner_type: str | None, size: str, out: Path, **options: Any) -> None:
        kind = _partner_type(partner_type)
        try:
            printed = actions.print_card(the_network(network), kind, CardSize(size), out)
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        hints = _hints(printed)
        if options["json"]:
            asked = {"network": network, "partner_type": kind.value if kind else None, "size": size}
            self.stdout.write(json.dumps({**asked, **_facts(printed), "hints": hints}, ensure_ascii=False))
            return
        pages = "1 Seite" if printed.pages == 1 else f"{printed.pages} Seiten"
        self.stdout.write(f"Die Notfallkarte liegt in {printed.path} ({pages}, Stand {printed.card.stand}).")
        for hint in hints:
            self.stdout.write(hint)


def _partner_type(value: str | None) -> PartnerType | None:
    if value is None:
        return None
    if value not in PartnerType.values:
        known = ", ".join(PartnerType.values)
        raise CommandError(f"Den Partnertyp „{value}“ gibt es nicht. Bekannt: {known}.", returncode=2)
    return PartnerType(value)


def _facts(printed: Printed) -> dict[str, Any]:
    return {
        "out": str(printed.path),
        "pages": printed.pages,
        "bytes": printed.bytes,
        "stand": printed.card.stand,
        "next_check": printed.card.next_check or None,
        "qr": printed.card.url or None,
        "example": printed.card.is_example,
    }


def _hints(printed: Printed) -> list[str]:
    units = [unit for section in printed.card.sections for unit in section.units]
    missing = ", ".join(unit.name for unit in units if not unit.phone)
    found = [] if printed.card.url else [NO_ADDRESS]
    found += [] if units else ["Für dieses Netzwerk ist keine Einheit eingetragen; die Karte nennt nur Notrufe."]
    found += [f"Ohne bestätigte Nummer: {missing}."] if missing else []
    found += [f"Probeanruf {printed.card.next_check}."] if "überfällig" in printed.card.next_check else []
    found += ["Die örtlichen Nummern sind erfunden; bitte nicht aushängen."] if printed.card.is_example else []
    return found
