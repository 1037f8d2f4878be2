"""Our catalogues as taxonomies: kinds of help, for whom, what it eases, how it works, kinds of partners."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from django.db.models import TextChoices

from schutznetz.directory.enums import Flag, LoadFactor, OfferGroup, TargetGroup
from schutznetz.directory.models import OfferType
from schutznetz.exchange.mapping.records import Record, filled, key
from schutznetz.networks.enums import PartnerType

TYPES, TARGETS, LOADS, FLAGS, PARTNERS = "angebotstypen", "zielgruppen", "belastungen", "merkmale", "partnertypen"
NAMES = {
    TYPES: ("Angebotstypen", "Arten von Hilfe im Kinderschutz und in den Frühen Hilfen, in zehn Gruppen"),
    TARGETS: ("Zielgruppen", "Für wen ein Angebot ist"),
    LOADS: ("Belastungen", "Was ein Angebot leichter macht; keine Anzeichen einer Gefahr und keine Bewertung"),
    FLAGS: ("Merkmale", "Wie ein Angebot arbeitet"),
    PARTNERS: ("Partnertypen", "Die Partner des § 3 Abs. 2 KKG und die der Praxis"),
}
CHOICES: dict[str, type[TextChoices]] = {
    TARGETS: TargetGroup, LOADS: LoadFactor, FLAGS: Flag, PARTNERS: PartnerType,
}  # fmt: skip
OF_TRAITS = {"target": TARGETS, "load": LOADS, "flag": FLAGS}


@cache
def taxonomy(name: str) -> Record:
    label, description = NAMES[name]
    return {"id": key("taxonomy", name), "name": label, "description": description, "version": "1"}


def taxonomies() -> list[Record]:
    return [taxonomy(name) for name in NAMES]


@cache
def choice(name: str, code: str) -> Record:
    """Return a value of a closed list as a term."""
    label = str(CHOICES[name](code).label)
    return _term(name, code, label, label)


@cache
def group(value: str) -> Record:
    return _term(TYPES, f"gruppe-{OfferGroup(value).name.lower()}", value, f"Gruppe: {value}")


def offer_type(row: OfferType) -> Record:
    return _offer_type(row.pk, row.label, row.description, row.group)


@lru_cache(maxsize=512)
def _offer_type(code: str, label: str, description: str, group_name: str) -> Record:
    return _term(TYPES, code, label, description or label, group(group_name)["id"])


def _term(name: str, code: str, label: str, description: str, parent: str | None = None) -> Record:
    detail = taxonomy(name)
    return filled({
        "id": key("term", name, code), "code": code, "name": label, "description": description, "parent_id": parent,
        "taxonomy": detail["name"], "taxonomy_detail": detail, "language": "de", "taxonomy_id": detail["id"],
    })  # fmt: skip


def terms(types: Iterable[OfferType]) -> Iterator[Record]:
    """Yield every term, those without a parent before their children."""
    yield from (group(value) for value in OfferGroup.values)
    yield from map(offer_type, types)
    for name, choices in CHOICES.items():
        yield from (choice(name, code) for code in choices.values)


def attribute(entity: str, owner: object, term: Record) -> Record:
    """Return the link between a record and a term."""
    return {
        "id": key("attribute", entity, owner, term["id"]), "link_id": str(owner), "link_entity": entity,
        "taxonomy_term_id": term["id"], "taxonomy_term": term,
    }  # fmt: skip
