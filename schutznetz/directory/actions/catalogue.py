"""What the project ships with the directory: offer types with their words, help lines; and the open times."""

import json
import tomllib
from collections import defaultdict
from importlib.resources import files
from typing import Any

from django.db import transaction

from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import Access, Area, Cost, PhoneKind, TargetGroup
from schutznetz.directory.models import (
    ContactPoint,
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
from schutznetz.networks.models import Function, Organisation

AUDIENCES = {
    "everyone": TargetGroup.EVERYONE,
    "children": TargetGroup.CHILDREN,
    "parents": TargetGroup.PARENTS,
    "expecting": TargetGroup.EXPECTING,
    "professionals": TargetGroup.PROFESSIONALS,
}


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


def _data(name: str) -> str:
    return (files("schutznetz.directory") / "data" / name).read_text(encoding="utf-8")


def refresh_hours() -> int:
    """Write the open times of all public contact points for the next two weeks anew; returns their number."""
    return opening.refresh(ContactPoint.objects.all())
