"""Everything that changes the directory."""

import json
import tomllib
from collections import defaultdict
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from schutznetz.common import rows
from schutznetz.common.errors import DomainError
from schutznetz.directory import importing
from schutznetz.directory.enums import Access, Area, Cost, MistakeKind, PhoneKind, TargetGroup
from schutznetz.directory.models import (
    ContactPoint,
    MistakeReport,
    Offer,
    OfferLanguage,
    OfferTrait,
    OfferType,
    OfferTypeSynonym,
    PhoneNumber,
)
from schutznetz.directory.search import index, knowledge, opening
from schutznetz.directory.search.thesaurus import Phrase, phrases_of
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Function, Network, Organisation

AUDIENCES = {
    "everyone": TargetGroup.EVERYONE,
    "children": TargetGroup.CHILDREN,
    "parents": TargetGroup.PARENTS,
    "expecting": TargetGroup.EXPECTING,
    "professionals": TargetGroup.PROFESSIONALS,
}

# Nobody needs more to see that an entry is wrong; a program that fills forms stops here.
MOST_REPORTS_A_DAY = 20


def import_list(
    source: Path,
    network_slug: str,
    *,
    mapping: importing.Mapping | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
    strict: bool = False,
) -> importing.Report:
    """Read a list into the directory and make it findable in the transaction that writes it.

    ``network_slug`` names the network that holds the list. Raises ``importing.ImportRefused`` when the list cannot be
    used at all; nothing is written then.
    """
    network = Network.objects.filter(slug=network_slug).select_related("kreis__land").first()
    if network is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True)) or "noch keines"
        raise importing.ImportRefused(f"Das Netzwerk „{network_slug}“ gibt es nicht. Vorhanden: {known}.")
    report = importing.run(
        source,
        network=network,
        mapping=mapping,
        sheet=sheet,
        dry_run=dry_run,
        strict=strict,
        now=timezone.now(),
        after_write=index.update,
    )
    if report.has_withdrawn:
        index.forget_withdrawn()
    return report


@transaction.atomic
def load_catalogue() -> int:
    """Load or renew the offer types with their synonyms from ``data/kategorien.json``; returns their number."""
    rows = json.loads(_data("kategorien.json"))
    words = _thesaurus()
    for position, row in enumerate(rows):
        OfferType.objects.update_or_create(
            id=row["id"],
            defaults={
                "label": row["label"],
                "group": row["gruppe"],
                "description": row["beschreibung"],
                "legal_basis": row["rechtsgrundlage"],
                "position": position,
            },
        )
        words[row["id"]].update(dict.fromkeys([row["label"], *row["synonyme"]], True))
    _write_synonyms(words)
    return len(rows)


def _thesaurus() -> dict[str, dict[str, bool]]:
    """Return the shipped thesaurus: offer type → words → whether they mean this type above all."""
    words: dict[str, dict[str, bool]] = defaultdict(dict)
    folder = files("schutznetz.directory") / "data" / "thesaurus"
    for file in sorted(folder.iterdir(), key=lambda path: path.name):
        for type_id, lists in tomllib.loads(file.read_text(encoding="utf-8")).items():
            words[type_id] |= dict.fromkeys(lists.get("also", []), False)
            words[type_id] |= dict.fromkeys([*lists.get("main", []), *lists.get("foreign", [])], True)
    return words


def _write_synonyms(words: dict[str, dict[str, bool]]) -> None:
    """Renew what the project ships; a word that a network has added itself stays as it is."""
    OfferTypeSynonym.objects.filter(is_own=False).delete()
    known = set(OfferType.objects.values_list("pk", flat=True))
    rows = [
        OfferTypeSynonym(offer_type_id=type_id, text=phrase.text, words=" ".join(phrase.words), is_main=is_main)
        for type_id in sorted(known & words.keys())
        for text, is_main in words[type_id].items()
        for phrase in _phrases(type_id, text, is_main=is_main)
    ]
    OfferTypeSynonym.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    knowledge.forget()


def _phrases(type_id: str, text: str, *, is_main: bool) -> list[Phrase]:
    """Return the phrases of a word of the catalogue. One without a letter would mean its type in every question."""
    phrases = phrases_of(type_id, text, is_main=is_main)
    if not phrases:
        message = f"Das Synonym „{text}“ von „{type_id}“ enthält kein Wort. Bitte berichtigen Sie den Katalog."
        raise DomainError(message)
    return phrases


@transaction.atomic
def load_help_lines() -> int:
    """Load or renew the nationwide help lines, each with hours, Stand and source (R73); returns their number."""
    lines = tomllib.loads(_data("hilfetelefone.toml"))["line"]
    index.update([_write_help_line(line).pk for line in lines])
    return len(lines)


def _write_help_line(line: dict[str, Any]) -> Offer:
    source = f"hilfetelefone:{line['key']}"
    organisation, _ = Organisation.objects.get_or_create(name=line["organisation"], source="hilfetelefone")
    function, _ = Function.objects.get_or_create(
        organisation=organisation, title=line["title"], defaults={"role": FunctionRole.COUNSELLING}
    )
    contact_point, _ = ContactPoint.objects.update_or_create(
        function=function,
        defaults={
            "hours": line["hours"],
            "audience": line["for_whom"],
            "is_emergency": line["emergency"],
            "stand": line["stand"],
            "is_checked": line["checked"],
            "source": line["source"],
        },
    )
    PhoneNumber.objects.filter(contact_point=contact_point).delete()
    PhoneNumber.objects.create(contact_point=contact_point, number=line["number"], kind=PhoneKind.PHONE)
    area = {"area": Area.NATION} if line["area"] == "DE" else {"area": Area.LAND, "land_id": line["area"]}
    offer, _ = Offer.objects.update_or_create(
        source=source,
        defaults={
            "organisation": organisation,
            "offer_type_id": line["offer_type"],
            "contact_point": contact_point,
            "title": line["title"],
            "summary": line["summary"],
            "access": Access.PHONE,
            "cost": Cost.FREE if line["cost"] == "free" else Cost.FEE,
            **area,
        },
    )
    OfferTrait.objects.filter(offer=offer).delete()
    if target := AUDIENCES.get(line["audience"]):
        OfferTrait.objects.create(offer=offer, kind=OfferTrait.Kind.TARGET, code=target)
    OfferLanguage.objects.filter(offer=offer).delete()
    OfferLanguage.objects.bulk_create([OfferLanguage(offer=offer, code=code) for code in line["languages"]])
    return offer


@transaction.atomic
def report_mistake(
    *,
    organisation: Organisation,
    offer: Offer | None,
    network: Network | None,
    kind: MistakeKind,
    text: str = "",
    reply_email: str = "",
) -> MistakeReport:
    """Keep what a visitor says is wrong with an entry. Raises ``DomainError`` when it has had too many today."""
    since = timezone.now() - timedelta(days=1)
    with rows.system("limit of reports"):
        reports = MistakeReport.objects.filter(organisation=organisation, created_at__gte=since).count()
    if reports >= MOST_REPORTS_A_DAY:
        message = _("Zu diesem Eintrag haben wir heute schon viele Hinweise. Wir sehen sie uns an. Vielen Dank!")
        raise DomainError(message)
    return MistakeReport.objects.create(
        organisation=organisation, offer=offer, network=network, kind=kind, text=text, reply_email=reply_email
    )


def _data(name: str) -> str:
    return (files("schutznetz.directory") / "data" / name).read_text(encoding="utf-8")


def refresh_hours() -> int:
    """Write the open times of all public contact points for the next two weeks anew; returns their number."""
    return opening.refresh(ContactPoint.objects.all())
