"""One offer, one organisation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access
from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import entries, homes, kinds, linked_data
from schutznetz.directory.views.frame import frame, home
from schutznetz.networks.models import Network, Organisation
from schutznetz.ui.components import Link

MOST_INSTITUTIONS = 200


@public
@require_safe
def offer(request: HttpRequest, offer_id: UUID, slug: str | None = None) -> HttpResponse:
    network = access.get_network(slug) if slug else None
    shown, here = access.get_offer(offer_id), entries.portal_url(network, "offer", offer_id)
    now, interval = timezone.now(), entries.interval_of(network)
    point = shown.contact_point
    gone = access.said_gone([shown, *([point] if point else [])])
    context = {
        "offer": shown,
        "facts": entries.facts(shown),
        "address": entries.address(shown.site) if shown.site else [],
        "barrier": entries.barrier(shown.site) if shown.site and not shown.site.is_confidential else "",
        "contact": (
            entries.contact_block(point, now=now, interval_days=interval, is_gone=point.pk in gone) if point else None
        ),
        "is_gone": shown.pk in gone,
        "freshness": entries.freshness(shown, interval_days=interval, source=_source(shown), now=now),
        "organisation_href": entries.portal_url(network, "organisation", shown.organisation_id),
        "topic": _topic(network, shown),
        "gemeinde": _gemeinde(network, shown),
        "kept": homes.kept_at(shown, now),
        "mistake_href": entries.portal_url(network, "offer_mistake", shown.pk),
        "pin": entries.pin(shown, network=network, back=here),
        "linked_data": linked_data.element(linked_data.offer(shown, here)),
        "crumbs": (home(network), _topic(network, shown), Link(shown.title, "")),
        "page": frame(network),
    }
    return render(request, "directory/offer.html", context)


@public
@require_safe
def organisation(request: HttpRequest, organisation_id: UUID, slug: str | None = None) -> HttpResponse:
    network = access.get_network(slug) if slug else None
    shown = access.get_organisation(organisation_id)
    now, here = timezone.now(), entries.portal_url(network, "organisation", shown.pk)
    offers, contact_points = access.offers_of(shown), access.contact_points_of(shown)
    children = access.institutions_of(shown, limit=MOST_INSTITUTIONS)
    interval, gone = entries.interval_of(network), access.said_gone([*offers, *contact_points])
    sites = access.sites_of(shown)
    context = {
        "organisation": shown,
        "parent": _link(network, shown.parent) if shown.parent else None,
        "institutions": [_link(network, child) for child in children],
        "sites": [
            {"lines": entries.address(site), "barrier": entries.barrier(site), "directions": site.directions}
            for site in sites
        ],
        "linked_data": linked_data.element(linked_data.organisation(shown, contact_points, sites, here)),
        "contacts": [
            entries.contact_block(point, now=now, interval_days=interval, is_gone=point.pk in gone)
            for point in contact_points
        ],
        "cards": [
            entries.result_card(offer, network=network, now=now, back=here, is_gone=offer.pk in gone)
            for offer in offers
        ],
        "freshness": entries.freshness_of_all([*offers, *contact_points], interval_days=interval, now=now),
        "kept": homes.kept_at(shown, now),
        "mistake_href": entries.portal_url(network, "organisation_mistake", shown.pk),
        "crumbs": (home(network), Link(_("Suche"), entries.portal_url(network, "results")), Link(shown.name, "")),
        "page": frame(network),
    }
    return render(request, "directory/organisation.html", context)


def _link(network: Network | None, organisation: Organisation) -> Link:
    return Link(str(organisation), entries.portal_url(network, "organisation", organisation.pk))


def _topic(network: Network | None, offer: Offer) -> Link:
    return Link(kinds.label(offer.offer_type), entries.portal_url(network, "topic", offer.offer_type_id))


def _gemeinde(network: Network | None, offer: Offer) -> Link | None:
    """Return the way to the Gemeinde of an offer, if its network's portal has a page for it."""
    gemeinde = offer.site.gemeinde if offer.site else None
    if network is None or gemeinde is None or gemeinde.kreis_id != network.kreis_id:
        return None
    return Link(gemeinde.name, entries.portal_url(network, "gemeinde", gemeinde.pk))


def _source(offer: Offer) -> str:
    """Return what the list calls itself; of an entry that is kept elsewhere the page says that at more length."""
    return _("Quelle: %(source)s") % {"source": offer.source} if offer.source and offer.home is None else ""
