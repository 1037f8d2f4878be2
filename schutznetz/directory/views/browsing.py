"""Ways through the directory without a question: by topic, by place, by who works together."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access
from schutznetz.directory.presenting import browsing, entries, kinds, phrases
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.directory.search.engine import Query
from schutznetz.directory.views.frame import PAGE_SIZE, address, frame, home, page_number, page_of, pager
from schutznetz.directory.views.searching import Asked, page_of_hits
from schutznetz.networks import access as networks
from schutznetz.networks.enums import PartnerType, ValueKey
from schutznetz.networks.models import Network
from schutznetz.regions.models import Gemeinde
from schutznetz.ui.components import Link

SHOWN_OF_GROUP = 6
SHOWN_FROM_ELSEWHERE = 12
SHOWN_OF_PARTNER_TYPE = 6
PARTNERS_ON_PAGE = 90


@public
@require_safe
def topics(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """All kinds of help in their ten groups, with the number of offers of each."""
    network = access.get_network(slug) if slug else None
    found = access.search(Query(network=network), limit=0)[0]
    context = {
        "shelves": browsing.topics(access.offer_types(), found.facets["offer_type_id"], network),
        "crumbs": (home(network), Link(_("Themen"), "")),
        "page": frame(network),
    }
    return render(request, "directory/topics.html", context)


@public
@require_safe
def topic(request: HttpRequest, type_id: str, slug: str | None = None) -> HttpResponse:
    """One kind of help: what it is, and its offers, the nearest first if somebody says where they are."""
    asked = Asked.of(request, slug)
    network, place = asked.network, asked.answers["ort"]
    offer_type = access.get_offer_type(type_id)
    label, query = kinds.label(offer_type), replace(asked.query(), text="", offer_type=offer_type.pk)
    found, offers, page = page_of_hits(query, asked.answers["seite"] or 1)
    here, now = portal_url(network, "topic", offer_type.pk), timezone.now()
    back = address(here, ort=place, seite=asked.answers["seite"])
    distances = {hit.offer_id: hit.distance_km for hit in found.hits}
    context = {
        "offer_type": offer_type,
        "label": label,
        "sentence": kinds.sentence(offer_type),
        "asked": asked,
        "total": found.total,
        "cards": [
            entries.result_card(offer, network=network, kilometres=distances[offer.pk], now=now, back=back)
            for offer in offers
        ],
        "choices": tuple(Link(found.label, address(here, ort=found.label)) for found in asked.where.found),
        "pager": pager(found.total, page, lambda number: address(here, ort=place, seite=number)),
        "action": here,
        "next": _next_step(asked, here),
        "crumbs": (home(network), Link(_("Themen"), portal_url(network, "topics")), Link(label, "")),
        "page": frame(network),
    }
    return render(request, "directory/topic.html", context)


def _next_step(asked: Asked, here: str) -> Link:
    if asked.answers["ort"]:
        return Link(_("Ohne Ort zeigen"), here)
    return Link(_("Alle Themen zeigen"), portal_url(asked.network, "topics"))


@public
@require_safe
def gemeinden(request: HttpRequest, slug: str) -> HttpResponse:
    """The Gemeinden of a network's Kreis from A to Z, with the number of offers in each."""
    network = access.get_network(slug)
    found = access.search(Query(network=network), limit=0, with_details=True)[0]
    context = {
        "kreis": network.kreis,
        "links": browsing.gemeinden(access.gemeinden_of(network), found.facets["gemeinde"], network),
        "crumbs": (home(network), Link(_("Orte"), "")),
        "page": frame(network),
    }
    return render(request, "directory/gemeinden.html", context)


@public
@require_safe
def gemeinde(request: HttpRequest, slug: str, ags: str) -> HttpResponse:
    """One Gemeinde: its offers by topic group, and what reaches people there from elsewhere.

    ``thema`` names one group, and the page shows all of it, as cards.
    """
    network = access.get_network(slug)
    place = access.get_gemeinde(network, ags)
    if "thema" in request.GET:
        return _group_in(request, network, place)
    here = portal_url(network, "gemeinde", place.pk)
    context = {
        "gemeinde": place,
        "shelves": browsing.by_topic(access.first_offers_in(place, limit=SHOWN_OF_GROUP), network, here),
        "from_elsewhere": [
            browsing.offer_link(offer, network) for offer in access.offers_coming_to(place, limit=SHOWN_FROM_ELSEWHERE)
        ],
        "around": Link(
            _("Alles rund um %(place)s") % {"place": place.name},
            address(portal_url(network, "results"), ort=place.name),
        ),
        "crumbs": (home(network), Link(_("Orte"), portal_url(network, "gemeinden")), Link(place.name, "")),
        "page": frame(network),
    }
    return render(request, "directory/gemeinde.html", context)


def _group_in(request: HttpRequest, network: Network, place: Gemeinde) -> HttpResponse:
    key = request.GET["thema"]
    group = browsing.group_of(key)
    if group is None:
        raise Http404("Thema nicht gefunden")
    here, now = portal_url(network, "gemeinde", place.pk), timezone.now()
    total, offers, number = page_of(
        lambda offset: access.offers_in(place, group, limit=PAGE_SIZE, offset=offset), page_number(request)
    )
    back = address(here, thema=key, seite=number if number > 1 else "")
    context = {
        "gemeinde": place,
        "group": str(group.label),
        "total": total,
        "cards": [entries.result_card(row, network=network, now=now, back=back) for row in offers],
        "pager": pager(total, number, lambda page: address(here, thema=key, seite=page)),
        "crumbs": (
            home(network),
            Link(_("Orte"), portal_url(network, "gemeinden")),
            Link(place.name, here),
            Link(str(group.label), ""),
        ),
        "back": Link(_("Alles in %(place)s") % {"place": place.name}, here),
        "page": frame(network),
    }
    return render(request, "directory/gemeinde_topic.html", context)


@public
@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Who a network is: its Kreis, its partners, how fresh its directory is. No name of a person.

    ``art`` names one partner type, and the page shows all partners of it.
    """
    network = access.get_network(slug)
    if "art" in request.GET:
        return _partners(request, network)
    interval = network.confirm_every_days
    total, fresh = access.confirmed_since(network, timezone.now() - timedelta(days=interval))
    partners = access.first_partners_of(network, limit=SHOWN_OF_PARTNER_TYPE)
    context = {
        "network": network,
        "offers": total,
        "fresh": fresh,
        "freshness": phrases.confirmed(fresh, total, interval),
        "partners": sum(number for number, _ in partners.values()),
        "shelves": browsing.by_partner_type(partners, network),
        "said": _said(network),
        "crumbs": (home(network), Link(_("Das Netzwerk"), "")),
        "page": frame(network),
    }
    return render(request, "directory/about.html", context)


def _said(network: Network) -> dict[str, Any]:
    """What the network says about itself, in its own words."""
    said = networks.said_by(network)
    phone = said[ValueKey.CONTACT_PHONE]
    return {
        "about": said[ValueKey.ABOUT],
        "phone": entries.phone(phone) if phone else None,
        "email": said[ValueKey.CONTACT_EMAIL],
        "imprint": said[ValueKey.IMPRINT],
    }


def _partners(request: HttpRequest, network: Network) -> HttpResponse:
    code = request.GET["art"]
    if code not in PartnerType.values:
        raise Http404("Partnertyp nicht gefunden")
    here, label = portal_url(network, "about"), str(PartnerType(code).label)
    total, found, number = page_of(
        lambda offset: access.partners_of(network, code, limit=PARTNERS_ON_PAGE, offset=offset),
        page_number(request),
        size=PARTNERS_ON_PAGE,
    )
    context = {
        "network": network,
        "partner_type": label,
        "total": total,
        "links": [browsing.organisation_link(organisation, network) for organisation in found],
        "pager": pager(total, number, lambda page: address(here, art=code, seite=page), size=PARTNERS_ON_PAGE),
        "crumbs": (home(network), Link(_("Das Netzwerk"), here), Link(label, "")),
        "page": frame(network),
    }
    return render(request, "directory/partners.html", context)
