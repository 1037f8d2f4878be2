"""Houses that come from other directories, as the coordination of a network sees them: shown only, or adopted."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from schutznetz.directory.importing.stored import type_words
from schutznetz.directory.models import Offer
from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.mapping.inward import Known, NotShown, OfferTold, body_of, offer_told, organisation_told, rows
from schutznetz.exchange.mapping.inward.rows import House
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.models import Home, Network, Organisation
from schutznetz.networks.policy import Acting, Where
from schutznetz.regions import access as regions


@dataclass(frozen=True, slots=True)
class MirroredHouse:
    """A house and the source that tells it. It belongs to the network that reads the source, whoever keeps it."""

    organisation: Organisation
    source: Source

    @property
    def is_adopted(self) -> bool:
        return self.organisation.home_id is None

    def where(self) -> Where:
        return Where(None, frozenset({self.source.network_id}))


def homes_of(network: Network) -> list[Home]:
    """Return the directories that a network shows, with their sources, by name."""
    found = Home.objects.filter(network=network).select_related("source").order_by("name", "pk")
    return [home for home in found if hasattr(home, "source")]


def home_of(acting: Acting, home: UUID) -> Home | None:
    """A directory that a network shows. What it shows is public; what may be done, the door asks."""
    found = Home.objects.filter(pk=home, network=acting.network, source__isnull=False)
    return found.select_related("source", "network").first()


def mirrored_house(acting: Acting, mirrored: UUID) -> MirroredHouse | None:
    """A house that a source of the function's network tells, shown or adopted."""
    mirrors = Mirror.objects.standing().filter(owner=mirrored, source__network=acting.network)
    found = Organisation.objects.filter(pk=mirrored).select_related("home").first()
    for mirror in mirrors.select_related("source__home", "source__network").order_by("source", "pk"):
        is_told = found is not None and (found.home_id is None or found.home_id == mirror.source.home_id)
        if found is not None and is_told:
            return MirroredHouse(found, mirror.source)
    return None


def houses_shown(home: Home, *, limit: int, offset: int) -> tuple[int, list[tuple[Organisation, int]]]:
    """Return how many houses a home shows, and one page of them by name, each with the number of its offers."""
    found = Organisation.objects.filter(home=home)
    page = list(found.order_by("name", "pk")[offset : offset + limit])
    offers = Offer.objects.filter(home=home, organisation__in=page).order_by().values_list("organisation")
    numbers = dict(offers.annotate(Count("pk")))
    return found.count(), [(house, numbers.get(house.pk, 0)) for house in page]


def houses_adopted(source: Source) -> list[Organisation]:
    """Return the houses of a source that are kept here now, by name."""
    told = Mirror.objects.standing().filter(source=source, kind=MirrorKind.ORGANIZATION)
    return list(Organisation.objects.at_home().filter(pk__in=told.values("record")).order_by("name", "pk"))


def mirrors_of(house: MirroredHouse) -> list[Mirror]:
    """Return what the home says of a house and of its services, the house first."""
    found = Mirror.objects.standing().filter(source=house.source, owner=house.organisation.pk)
    return list(found.order_by("kind", "pk"))


def offers_of(organisation: Organisation) -> list[Offer]:
    """Return what stands in our directory of a house, by title, with all that hangs on it."""
    offers = Offer.objects.filter(organisation=organisation).select_related("site", "contact_point")
    below = ("traits", "languages", "contact_point__phone_numbers")
    return list(offers.prefetch_related(*below).order_by("title", "pk"))


def told_of(house: MirroredHouse) -> House | None:
    """Return what the home says of a house as rows that nobody saves; nothing if it says too little to be shown."""
    known = Known.load(type_words(), regions.locate)
    mirrors = mirrors_of(house)
    services = {mirror.record: mirror.body for mirror in mirrors if mirror.kind == MirrorKind.SERVICE}
    bodies = [mirror.body for mirror in mirrors if mirror.kind == MirrorKind.ORGANIZATION]
    offers: dict[UUID, OfferTold] = {}
    try:
        told = organisation_told(body_of(bodies, services.values()), known)
    except NotShown:
        return None
    for record, body in services.items():
        with suppress(NotShown):
            offers[record] = offer_told(body, known)
    home = house.source.home
    return rows.house(home, house.organisation.pk, told, offers) if home else None


def only_here(house: MirroredHouse) -> list[Offer]:
    """Return our offers of a house that its home does not have."""
    told = {mirror.record for mirror in mirrors_of(house) if mirror.kind == MirrorKind.SERVICE}
    return [offer for offer in offers_of(house.organisation) if offer.pk not in told]


def titles(offers: Iterable[Offer]) -> str:
    return ", ".join(f"„{offer.title}“" for offer in offers)
