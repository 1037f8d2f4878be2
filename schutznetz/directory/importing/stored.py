"""The thin look at what is stored already: types, earlier records of the list, offers that might be the same."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db.models import Max, Q

from schutznetz.directory.enums import Origin
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.models import ImportedRecord, Offer, OfferType, OfferTypeSynonym, PhoneNumber, Version
from schutznetz.networks.models import Network, Organisation

CHUNK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored:
    """An earlier record of the list, as far as it is needed to recognise it."""

    record_id: int
    offer_id: UUID
    digest: str
    organisation: str
    plz: str
    street: str


@dataclass(frozen=True, slots=True)
class Former:
    """An open entry with an address that the list gave earlier and no longer has."""

    stored: Stored
    title: str
    house_number: str
    type_id: str


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """A stored offer that a new record might double. ``id`` is empty for a row of the list itself."""

    id: str
    label: str
    names: frozenset[str]
    plz: str
    street: str
    phones: frozenset[str]
    type_id: str


def type_words() -> TypeWords:
    labels = dict(OfferType.objects.values_list("pk", "label"))
    exact = {key(label): type_id for type_id, label in labels.items()}
    # A word that means one type above all must not become another's ("Frauenhaus" is no counselling centre).
    for type_id, text in OfferTypeSynonym.objects.order_by("-is_main", "pk").values_list("offer_type_id", "text"):
        exact.setdefault(key(text), type_id)
    return TypeWords(labels, exact)


def records_of(network: Network, keys: Iterable[str]) -> dict[str, Stored]:
    """Return the stored records of the network with these keys."""
    fields = ("key", "pk", "offer_id", "digest", "offer__organisation__name", "offer__site__plz", "offer__site__street")
    found: dict[str, Stored] = {}
    for chunk in chunks(list(keys)):
        rows = ImportedRecord.objects.filter(network=network, key__in=chunk).values_list(*fields)
        for record_key, pk, offer_id, digest, organisation, plz, street in rows:
            found[record_key] = Stored(pk, offer_id, digest, organisation, plz or "", street or "")
    return found


def edited_since(renamed: Mapping[int, bool]) -> set[int]:
    """Return those of the records whose entries somebody has changed on a page since they were read in.

    ``renamed`` says of each whether its organisation is concerned too: a list changes nothing of it but the name.
    """
    fields = ("pk", "imported_at", "offer__organisation_id", "offer_id", "offer__site_id", "offer__contact_point_id")
    found: set[int] = set()
    for chunk in chunks(list(renamed)):
        rows = list(ImportedRecord.objects.filter(pk__in=chunk).values_list(*fields))
        by_hand = Version.objects.exclude(origin=Origin.FOUND)
        concerned = by_hand.filter(entry__in={key for row in rows for key in row[2:] if key})
        last = dict(concerned.values_list("entry").annotate(Max("made_at")).order_by())
        for pk, imported_at, organisation, *entries in rows:
            keys = [*entries, organisation] if renamed[pk] else entries
            if any(last[key] > imported_at for key in keys if key in last):
                found.add(pk)
    return found


def missing(network: Network, list_prefix: str, present: Container[str]) -> list[int]:
    """Return the earlier records of the list that the new delivery no longer has."""
    earlier = ImportedRecord.objects.filter(network=network, key__startswith=list_prefix).values_list("pk", "key")
    return [pk for pk, record_key in earlier.iterator() if record_key not in present]


def formerly_open(record_ids: Iterable[int]) -> list[Former]:
    """Return those of the records that stand openly at an address."""
    fields = ("pk", "offer_id", "digest", "offer__organisation__name", "offer__site__plz", "offer__site__street",
              "offer__title", "offer__site__house_number", "offer__offer_type_id")  # fmt: skip
    found: list[Former] = []
    for chunk in chunks(list(record_ids)):
        rows = ImportedRecord.objects.filter(pk__in=chunk, offer__site__is_confidential=False).order_by("pk")
        found += [Former(Stored(*row[:6]), *row[6:]) for row in rows.values_list(*fields)]
    return found


def offers_at(plz: Iterable[str]) -> Iterator[KnownOffer]:
    """Yield every stored offer at these PLZ, to look for near-duplicates."""
    fields = ("pk", "title", "organisation__name", "site__plz", "site__street", "site__house_number", "offer_type_id")
    for chunk in chunks(sorted(set(plz))):
        offers = Offer.objects.filter(site__plz__in=chunk)
        numbers: defaultdict[UUID, set[str]] = defaultdict(set)
        at_place = PhoneNumber.objects.filter(contact_point__offers__site__plz__in=chunk, kind="phone")
        for offer_id, number in at_place.values_list("contact_point__offers", "number"):
            numbers[offer_id].add(number)
        for pk, title, organisation, code, street, house_number, type_id in offers.values_list(*fields).iterator():
            names = frozenset({key(title), key(organisation)})
            where = key(f"{street} {house_number}")
            yield KnownOffer(str(pk), title, names, code, where, frozenset(numbers.get(pk, ())), type_id)


def organisations(names: set[str], network: Network, kreise: set[str]) -> dict[str, list[tuple[UUID, bool, set[str]]]]:
    """Return organisations by folded name: (id, held by this network, Kreise in which they or their parts work).

    Only those count that hold lists of the same network or sit in one of the Kreise, the oldest first.
    """
    near = Q(held_by=network) | Q(sites__kreis__in=kreise) | Q(children__sites__kreis__in=kreise)
    fields = ("pk", "name", "held_by_id", "sites__kreis_id", "children__sites__kreis_id")
    rows = Organisation.objects.at_home().filter(near).order_by("created_at", "pk").values_list(*fields).distinct()
    found: dict[str, dict[UUID, tuple[bool, set[str]]]] = {}
    for pk, name, held_by, own, of_child in rows.iterator():
        folded = key(name)
        if folded not in names:
            continue
        _, places = found.setdefault(folded, {}).setdefault(pk, (held_by == network.pk, set()))
        places.update(kreis for kreis in (own, of_child) if kreis)
    return {
        folded: [(pk, is_held, places) for pk, (is_held, places) in by_id.items()] for folded, by_id in found.items()
    }


def chunks(items: Sequence[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk
