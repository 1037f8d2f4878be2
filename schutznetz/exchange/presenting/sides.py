"""An adopted house as it stands here and as its home says it, side by side. Nothing is merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schutznetz.directory import keeping
from schutznetz.directory.enums import EntryKind
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import ContactPoint, Offer, OfferTrait, OfferType, PhoneNumber
from schutznetz.directory.presenting import keeping as words
from schutznetz.directory.presenting.keeping import Names
from schutznetz.exchange.mapping.inward.rows import House
from schutznetz.networks.models import Organisation
from schutznetz.ui.components import Change

# Keys of other rows: what they lead to is compared by itself.
NOT_COMPARED = frozenset({"site", "contact_point", "audience"})
ONLY_HERE = "Dieses Angebot gibt es nur hier."
ONLY_THERE = "Dieses Angebot gibt es nur dort; hier wird es nicht gezeigt."


@dataclass(frozen=True, slots=True)
class Side:
    """One entry with what differs: ``before`` of a change is what the home says, ``after`` what stands here."""

    title: str
    changes: list[Change]
    note: str = ""


def sides(ours: Organisation, offers: Iterable[Offer], theirs: House, types: Iterable[OfferType]) -> list[Side]:
    """Return every entry of a house in which both sides differ.

    Needs offers with site, contact point and all that hangs on them (``offers_of``); ``types`` are the kinds of help.
    """
    names = {row.pk: row.label for row in types}
    house = _changes(EntryKind.ORGANISATION, keeping.columns(theirs.organisation), keeping.columns(ours), names)
    found, left = [Side(ours.name, house)], dict(theirs.offers)
    for offer in offers:
        told = left.pop(offer.pk, None)
        changes = list(_differ(offer, told, theirs, names)) if told else []
        found.append(Side(offer.title, changes, "" if told else ONLY_HERE))
    found += [Side(told.title, [], ONLY_THERE) for told in left.values()]
    return [side for side in found if side.changes or side.note]


def _differ(offer: Offer, told: Offer, theirs: House, names: Names) -> Iterator[Change]:
    """Yield what differs in an offer, then in how it is reached, then in where it is."""
    there = _of_offer(
        told,
        [row for row in theirs.traits if row.offer.pk == told.pk],
        [row.code for row in theirs.languages if row.offer.pk == told.pk],
    )
    here = _of_offer(offer, offer.traits.all(), [row.code for row in offer.languages.all()])
    yield from _changes(EntryKind.OFFER, there, here, names)
    if offer.contact_point and told.contact_point:
        numbers = [row for row in theirs.phones if row.contact_point.pk == told.contact_point.pk]
        there = _of_contact(told.contact_point, numbers)
        here = _of_contact(offer.contact_point, offer.contact_point.phone_numbers.all())
        yield from _changes(EntryKind.CONTACT_POINT, there, here, names)
    if offer.site and told.site and not (offer.site.is_confidential or told.site.is_confidential):
        yield from _changes(EntryKind.SITE, keeping.columns(told.site), keeping.columns(offer.site), names)


def _of_offer(offer: Offer, traits: Iterable[OfferTrait], languages: Iterable[str]) -> Values:
    return {**keeping.columns(offer), **keeping.traits(traits), "languages": sorted(languages)}


def _of_contact(point: ContactPoint, phones: Iterable[PhoneNumber]) -> Values:
    said = [[row.number, row.kind, row.note] for row in sorted(phones, key=lambda row: row.position)]
    return {**keeping.columns(point), "phones": said}


def _changes(kind: EntryKind, there: Values, here: Values, names: Names) -> list[Change]:
    told = {name: value for name, value in there.items() if name not in NOT_COMPARED}
    return words.changes(kind, told, {name: here[name] for name in told}, names)
