"""The only door through which pages get networks, offers and organisations (style.md 8.3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.utils import timezone

from schutznetz.common.kept import Kept
from schutznetz.common.words import storable
from schutznetz.directory.enums import Area, Flag, OfferGroup
from schutznetz.directory.models import ContactPoint, GoneNotice, Offer, OfferType, Site
from schutznetz.directory.search import acute, engine, knowledge, places
from schutznetz.directory.search.suggest import topics as suggest_topics
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Network, Organisation, Partnership
from schutznetz.regions import access as regions
from schutznetz.regions.models import Gemeinde, Kreis, Land

Row = TypeVar("Row")
# What stands together → how many there are in all, and the first of them.
Shelves: TypeAlias = dict[str, tuple[int, list[Row]]]
_help_lines: Kept[Sequence[Offer]] = Kept()
_offer_types: Kept[Sequence[OfferType]] = Kept()


def networks() -> list[Network]:
    """Return all networks, by name."""
    return list(Network.objects.select_related("kreis").order_by("name"))


def get_network(slug: str) -> Network:
    network = Network.objects.filter(slug=storable(slug)).select_related("kreis__land").first()
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


def acute_kind(question: str) -> str:
    """Return what kind of danger a question speaks of: "child", "danger" or ""."""
    return acute.kind_of(question)


def get_offer(offer_id: UUID) -> Offer:
    """Return a public offer with everything its page shows."""
    for offer in offers_whole([offer_id]):
        return offer
    raise Http404("Angebot nicht gefunden")


def offers_whole(offer_ids: Sequence[UUID]) -> list[Offer]:
    """Return public offers with everything their pages show, in the given order; those that are gone are left out."""
    details = ("languages", "catchments__gemeinde", "catchments__kreis", "contact_point__function__holders")
    related = ("organisation__parent", "confirmed_by_function", "contact_point__function__substitute", "held_by",
               "home__network", "site__gemeinde", "land")  # fmt: skip
    asked = Offer.objects.public().for_cards().select_related(*related).prefetch_related(*details)
    found = {offer.pk: offer for offer in _shown(asked.filter(pk__in=offer_ids))}
    return [found[pk] for pk in offer_ids if pk in found]


def keys_by_title(group: OfferGroup | None = None) -> list[UUID]:
    """Return the keys of all public offers, or of one group of topics, in an order that nothing but a title changes."""
    asked = Offer.objects.public().filter(offer_type__group=group) if group else Offer.objects.public()
    return list(asked.order_by("title", "pk").values_list("pk", flat=True))


def said_gone(entries: Iterable[Offer | ContactPoint]) -> set[UUID]:
    """Return which of these no longer exist, as their house says, and the coordination has not decided yet."""
    keys = [entry.pk for entry in entries]
    found = GoneNotice.objects.undecided().filter(Q(offer__in=keys) | Q(contact_point__in=keys))
    return {offer or point for offer, point in found.values_list("offer", "contact_point")}


def get_organisation(organisation_id: UUID) -> Organisation:
    related = ("parent", "held_by", "home__network")
    organisation = Organisation.objects.filter(pk=organisation_id).select_related(*related).first()
    if organisation is None:
        raise Http404("Einrichtung nicht gefunden")
    return organisation


def offers_of(organisation: Organisation) -> list[Offer]:
    """Return the public offers of an organisation, by title, for cards."""
    asked = Offer.objects.public().for_cards().select_related("confirmed_by_function")
    return _shown(asked.filter(organisation=organisation).order_by("title", "pk"))


def pinned(offer_ids: Sequence[UUID]) -> list[Offer]:
    """Return public offers with everything the pinboard shows, in the given order; those that are gone are left out."""
    related = ("confirmed_by_function", "contact_point__function__substitute")
    asked = Offer.objects.public().for_cards().select_related(*related).filter(pk__in=offer_ids)
    found = {offer.pk: offer for offer in _shown(asked.prefetch_related("contact_point__function__holders"))}
    return [found[pk] for pk in offer_ids if pk in found]


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
    """Return the nationwide numbers, and those of one Land, in the order in which they were loaded; kept a minute.

    Only those that are kept here: no other directory puts a number where people look who need help at once.
    """
    return _help_lines.get(land.pk if land else "", lambda: _read_help_lines(land))


def _read_help_lines(land: Land | None) -> Sequence[Offer]:
    reach = Q(area=Area.NATION) | Q(area=Area.LAND, land=land) if land else Q(area=Area.NATION)
    lines = Offer.objects.public().at_home().filter(reach, contact_point__visibility=Visibility.PUBLIC)
    numbers = lines.select_related("contact_point").prefetch_related("contact_point__phone_numbers")
    return list(numbers.order_by("created_at", "pk"))


def offer_types() -> Sequence[OfferType]:
    """Return all kinds of help in their order; kept a minute."""
    return _offer_types.get("", lambda: list(OfferType.objects.order_by("position")))


def get_offer_type(type_id: str) -> OfferType:
    offer_type = OfferType.objects.filter(pk=type_id).first()
    if offer_type is None:
        raise Http404("Art der Hilfe nicht gefunden")
    return offer_type


def gemeinden_of(network: Network) -> list[Gemeinde]:
    """Return the Gemeinden of a network's Kreis as they are today."""
    return list(Gemeinde.objects.valid_on(timezone.localdate()).filter(kreis=network.kreis))


def get_gemeinde(network: Network, ags: str) -> Gemeinde:
    """Return a Gemeinde of a network's Kreis."""
    today = timezone.localdate()
    gemeinde = (
        Gemeinde.objects.valid_on(today).filter(kreis=network.kreis, pk=storable(ags)).select_related("kreis").first()
    )
    if gemeinde is None:
        raise Http404("Gemeinde nicht gefunden")
    return gemeinde


def first_offers_in(gemeinde: Gemeinde, *, limit: int) -> Shelves[Offer]:
    """Return the first public offers of each topic group in a Gemeinde."""
    offers = Offer.objects.public().filter(site__gemeinde=gemeinde).select_related("organisation")
    return _shelves(offers, by="offer_type__group", order="title", limit=limit)


def offers_in(gemeinde: Gemeinde, group: str, *, limit: int, offset: int) -> tuple[int, list[Offer]]:
    """Return how many public offers of a topic group a Gemeinde has, and one page of them for cards."""
    asked = Offer.objects.public().filter(site__gemeinde=gemeinde, offer_type__group=group)
    page = asked.for_cards().order_by("title", "pk")[offset : offset + limit]
    return asked.count(), _shown(page)


def offers_coming_to(gemeinde: Gemeinde, *, limit: int) -> list[Offer]:
    """Return public offers from elsewhere that reach people at home in a Gemeinde.

    Either it is named in the catchment, or the whole Kreis is and the help comes by visit, telephone or screen.
    """
    whole_kreis = Q(catchments__kreis=gemeinde.kreis_id, catchments__gemeinde=None)
    comes = Q(site=None) | Q(traits__kind="flag", traits__code__in=(Flag.OUTREACH, Flag.DIGITAL))
    reaching = Offer.objects.public().filter(Q(catchments__gemeinde=gemeinde) | (whole_kreis & comes))
    from_elsewhere = reaching.exclude(site__gemeinde=gemeinde).select_related("organisation", "site")
    return list(from_elsewhere.distinct().order_by("title", "pk")[:limit])


def first_partners_of(network: Network, *, limit: int) -> Shelves[Partnership]:
    """Return the first active partnerships of each partner type."""
    active = Partnership.objects.active().filter(network=network).select_related("organisation")
    return _shelves(active, by="partner_type", order="organisation__name", limit=limit)


def partners_of(network: Network, partner_type: str, *, limit: int, offset: int) -> tuple[int, list[Organisation]]:
    """Return how many active partners of a type a network has, and one page of them, by name."""
    asked = Partnership.objects.active().filter(network=network, partner_type=partner_type)
    page = asked.select_related("organisation").order_by("organisation__name", "pk")[offset : offset + limit]
    return asked.count(), [partnership.organisation for partnership in page]


def confirmed_since(network: Network, moment: datetime) -> tuple[int, int]:
    """Return how many public offers a network's Kreis has, and how many of them were confirmed since ``moment``."""
    here = Offer.objects.public().filter(search_entry__kreis=network.kreis_id)
    counted = here.aggregate(total=Count("pk"), fresh=Count("pk", filter=Q(confirmed_at__gte=moment)))
    return counted["total"], counted["fresh"]


def _shelves(rows: "QuerySet[Any]", *, by: str, order: str, limit: int) -> Shelves[Any]:
    """Return, for each value of ``by``, how many rows have it and the first ``limit`` of them; one query."""
    rank = Window(RowNumber(), partition_by=F(by), order_by=[order, "pk"])
    ranked = rows.annotate(shelf=F(by), rank=rank, on_shelf=Window(Count("pk"), partition_by=F(by)))
    shelves: Shelves[Any] = {}
    for row in ranked.filter(rank__lte=limit).order_by(order, "pk"):
        shelves.setdefault(row.shelf, (row.on_shelf, []))[1].append(row)
    return shelves


def _shown(offers: Iterable[Offer]) -> list[Offer]:
    """Return offers without contact points that are not public: an offer may be, and its contact not."""
    shown = list(offers)
    for offer in shown:
        if offer.contact_point and offer.contact_point.visibility != Visibility.PUBLIC:
            offer.contact_point = None
    return shown
