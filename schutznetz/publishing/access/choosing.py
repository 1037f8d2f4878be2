"""Which offers stand in a brochure or a file: chosen by the words of the portal's search, always the public tier."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory.access.whereabouts import Whereabouts
from schutznetz.directory.enums import OfferGroup, TargetGroup
from schutznetz.directory.forms import AGES
from schutznetz.directory.models import Offer, OfferType
from schutznetz.directory.presenting import browsing, typed
from schutznetz.directory.search import engine
from schutznetz.networks.models import Network

# No directory has more; the search wants a number.
ALL = 1_000_000_000
# So many offers are loaded at once, with the same number of queries each time.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is wanted; everything may be left out. Ages are months, -1 means pregnancy."""

    network: Network | None = None
    place: Whereabouts | None = None
    topic: OfferType | OfferGroup | None = None
    age_months: int | None = None
    audience: TargetGroup | None = None
    offer: UUID | None = None

    @property
    def query(self) -> engine.Query:
        """What the search is asked. A place means all around it, as on the portal of all networks."""
        found = self.place.found if self.place else ()
        place = self.place.only if self.place else None
        position = place.position if place and place.gemeinde else None
        return engine.Query(
            network=self.network,
            position=position,
            home_kreise=tuple(sorted({one.kreis.ags for one in found})) if position else (),
            kreis=place.kreis.ags if place and not position else "",
            age_months=self.age_months,
            offer_type=self.topic.pk if isinstance(self.topic, OfferType) else "",
            target=self.audience.value if self.audience else "",
        )


def choose(
    *, network: str = "", place: str = "", topic: str = "", age: str = "", audience: str = "", offer: str = ""
) -> Chosen:
    """Return what somebody typed as a choice; a ``DomainError`` says what cannot be understood."""
    found = _network(network) if network else None
    return Chosen(
        network=found,
        place=_place(place, found) if place else None,
        topic=_topic(topic) if topic else None,
        age_months=_age(age) if age else None,
        audience=_audience(audience) if audience else None,
        offer=_offer(offer) if offer else None,
    )


def keys(chosen: Chosen) -> list[UUID]:
    """Return the keys of the chosen offers by title, around a place the nearest first."""
    hits = [hit.offer_id for hit in engine.search(chosen.query, limit=ALL).hits]
    public = directory.keys_by_title(chosen.topic if isinstance(chosen.topic, OfferGroup) else None)
    wanted = [chosen.offer] if chosen.offer else hits if chosen.query.position else public
    known = set(hits) & set(public)
    return [key for key in wanted if key in known]


def offers(chosen: Chosen) -> Iterator[Offer]:
    """Yield the chosen offers with everything that paper or a file needs, ``CHUNK`` at a time.

    A contact point that is not public is not there. Whoever shows ``holders`` asks each for its consent.
    """
    wanted = keys(chosen)
    for begin in range(0, len(wanted), CHUNK):
        yield from directory.offers_whole(wanted[begin : begin + CHUNK])


def _network(slug: str) -> Network:
    known = {network.slug: network for network in directory.networks()}
    if slug not in known:
        raise DomainError(f"Das Netzwerk „{slug}“ gibt es nicht. Vorhanden: {', '.join(known) or 'noch keines'}.")
    return known[slug]


def _place(text: str, network: Network | None) -> Whereabouts:
    where = Whereabouts.of(text, network)
    if where.is_unknown:
        raise DomainError(f"Den Ort „{text}“ kennen wir nicht.")
    if where.is_ambiguous:
        meant = ", ".join(place.label for place in where.found)
        raise DomainError(f"„{text}“ kann mehreres heißen. Bitte nennen Sie einen davon oder die PLZ: {meant}.")
    return where


def _topic(text: str) -> OfferType | OfferGroup:
    """Return a kind of help, or a group of them, by the key that it has in the addresses of the portal."""
    types = {row.pk: row for row in directory.offer_types()}
    if text in types:
        return types[text]
    if group := browsing.group_of(text):
        return group
    groups = ", ".join(browsing.group_key(group) for group in OfferGroup)
    raise DomainError(f"Das Thema „{text}“ gibt es nicht. Möglich sind jede Art der Hilfe und: {groups}.")


def _age(text: str) -> int | None:
    """Return an age as the portal offers it ("Schwangerschaft") or as people type it ("6 Monate", "3 Jahre")."""
    said = {str(label).casefold(): months for months, label in AGES}
    return said[text.strip().casefold()] if text.strip().casefold() in said else typed.read_age(text)


def _audience(text: str) -> TargetGroup:
    for group in TargetGroup:
        if text.strip().casefold() in {group.value.casefold(), str(group.label).casefold()}:
            return group
    raise DomainError(f"Die Zielgruppe „{text}“ gibt es nicht. Bekannt: {', '.join(TargetGroup.values)}.")


def _offer(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        message = f"„{text}“ ist keine Kennung eines Angebots. Sie steht in der Adresse seiner Seite."
        raise DomainError(message) from error
