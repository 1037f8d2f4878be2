"""The only door through which pages get networks, offers and organisations (style.md 8.3)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from schutznetz.directory.enums import Area
from schutznetz.directory.models import ContactPoint, Offer, OfferType, Site
from schutznetz.directory.search import engine, knowledge, places
from schutznetz.directory.search.suggest import topics as suggest_topics
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Network, Organisation
from schutznetz.regions import access as regions
from schutznetz.regions.models import Gemeinde, Kreis, Land


def networks() -> list[Network]:
    """Return all networks, by name."""
    return list(Network.objects.select_related("kreis").order_by("name"))


def get_network(slug: str) -> Network:
    network = Network.objects.filter(slug=slug).select_related("kreis__land").first()
    if network is None:
        raise Http404("Netzwerk nicht gefunden")
    return network


def network_of(kreis: Kreis) -> Network | None:
    """Return the network whose Jugendamt is responsible for a Kreis, if it takes part."""
    return Network.objects.filter(kreis=kreis).order_by("name").first()


def search(
    query: engine.Query, *, limit: int, offset: int = 0, with_details: bool = False
) -> tuple[engine.Results, list[Offer]]:
    """Return what the search found and, in the same order, the offers of the asked page with all that a card shows."""
    results = engine.search(query, limit=limit, offset=offset, with_details=with_details)
    asked = Offer.objects.public().for_cards().filter(pk__in=[hit.offer_id for hit in results.hits])
    offers = {offer.pk: offer for offer in _shown(asked)}
    return results, [offers[hit.offer_id] for hit in results.hits if hit.offer_id in offers]


def split_place(question: str, network: Network | None) -> places.Split:
    """Take a place out of a question: "Schreiambulanz Aue"."""
    return places.split(question, network, knowledge.current())


def suggest(typed: str, network: Network | None, *, places_only: bool) -> list[str]:
    """Return what somebody may be about to type: kinds of help, or places."""
    if places_only:
        return regions.suggest_places(typed, network.kreis if network else None)
    return suggest_topics().beginning_with(typed)


def get_offer(offer_id: UUID) -> Offer:
    """Return a public offer with everything its page shows."""
    details = ("languages", "catchments__gemeinde", "catchments__kreis", "contact_point__function__holders")
    related = ("confirmed_by_function", "contact_point__site", "contact_point__function__substitute", "held_by")
    asked = Offer.objects.public().for_cards().select_related(*related).prefetch_related(*details).filter(pk=offer_id)
    for offer in _shown(asked):
        return offer
    raise Http404("Angebot nicht gefunden")


def get_organisation(organisation_id: UUID) -> Organisation:
    organisation = Organisation.objects.filter(pk=organisation_id).select_related("parent", "held_by").first()
    if organisation is None:
        raise Http404("Einrichtung nicht gefunden")
    return organisation


def offers_of(organisation: Organisation) -> list[Offer]:
    """Return the public offers of an organisation, by title, for cards."""
    return _shown(Offer.objects.public().for_cards().filter(organisation=organisation).order_by("title", "pk"))


def institutions_of(organisation: Organisation, *, limit: int) -> list[Organisation]:
    """Return the institutions of a Träger, by name, at most ``limit``."""
    return list(organisation.children.order_by("name", "pk")[:limit])


def sites_of(organisation: Organisation) -> list[Site]:
    return list(organisation.sites.order_by("is_confidential", "town", "street", "pk"))


def contact_points_of(organisation: Organisation) -> list[ContactPoint]:
    """Return the public contact points of an organisation with everything a contact block shows."""
    return list(
        ContactPoint.objects.filter(function__organisation=organisation, visibility=Visibility.PUBLIC)
        .select_related("function__substitute", "site", "confirmed_by_function")
        .prefetch_related("phone_numbers", "function__holders")
        .order_by("created_at", "pk")
    )


def help_lines(land: Land | None = None) -> Sequence[Offer]:
    """Return the nationwide numbers, and those of one Land, in the order in which they were loaded."""
    reach = Q(area=Area.NATION) | Q(area=Area.LAND, land=land) if land else Q(area=Area.NATION)
    lines = Offer.objects.public().filter(reach, contact_point__visibility=Visibility.PUBLIC)
    numbers = lines.select_related("contact_point").prefetch_related("contact_point__phone_numbers")
    return list(numbers.order_by("created_at", "pk"))


def offer_types() -> list[OfferType]:
    return list(OfferType.objects.order_by("position"))


def gemeinden_by_ags(codes: Iterable[str]) -> dict[str, Gemeinde]:
    return Gemeinde.objects.in_bulk(list(codes))


def _shown(offers: Iterable[Offer]) -> list[Offer]:
    """Return offers without contact points that are not public: an offer may be, and its contact not."""
    shown = list(offers)
    for offer in shown:
        if offer.contact_point and offer.contact_point.visibility != Visibility.PUBLIC:
            offer.contact_point = None
    return shown
