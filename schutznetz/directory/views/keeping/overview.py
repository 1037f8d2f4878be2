"""Ihre Einträge: everything that a house keeps, and "alles stimmt noch"."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schutznetz.directory import actions
from schutznetz.directory.access import keeping as access
from schutznetz.directory.enums import ProposalState
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.directory.presenting import entries as freshness
from schutznetz.directory.presenting import overview as presenting
from schutznetz.directory.views.keeping.frame import entries_href
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, onward, show
from schutznetz.ui.components import Link


@acting(Act.SEE_ENTRIES, networks.organisation_of)
@require_safe
def entries(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    house = access.house_of(organisation, who)
    network = networks.own_network(who)
    interval = network.confirm_every_days if network else freshness.DEFAULT_INTERVAL_DAYS
    waiting = {each.entry for each in house.proposals if each.entry and each.state == ProposalState.WAITING}
    seen = presenting.Seen(timezone.now(), interval, frozenset(waiting))
    shelves = [
        ("kontakte", "Wie man Sie erreicht", [presenting.row_of_contact(each, seen) for each in house.contact_points]),
        ("angebote", "Angebote", [presenting.row_of_offer(each, seen) for each in house.offers]),
        ("standorte", "Standorte", [presenting.row_of_site(each) for each in house.sites]),
        ("haus", "Die Einrichtung", [presenting.row_of_house(organisation)]),
        ("namen", "Namen", [presenting.row_of_function(each) for each in house.functions]),
    ]
    context = {
        "organisation": organisation,
        "confirm_all_href": reverse("keeping:confirm_all", args=[organisation.pk]),
        "has_entries": bool(house.offers or house.contact_points),
        "proposals": presenting.rows_of_proposals(house.proposals),
        "shelves": [presenting.Shelf(*shelf) for shelf in shelves if shelf[2]],
        "new_offer": Link("Neues Angebot", reverse("keeping:new_offer", args=[organisation.pk])),
        "crumbs": (home(), Link("Einträge", "")),
    }
    return show(request, "keeping/entries", context, app="directory")


@acting(Act.EDIT_ENTRY, networks.organisation_of)
@require_POST
def confirm_all(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    house = access.house_of(organisation, who)
    count = _confirm([*house.offers, *house.contact_points], who)
    said = "1 Eintrag ist" if count == 1 else f"{count} Einträge sind"
    messages.success(request, f"Danke! {said} bestätigt. Das steht jetzt so im Portal.")
    return onward(request, entries_href(organisation.pk))


@acting(Act.EDIT_ENTRY, access.offer_of)
@require_POST
def confirm_offer(request: HttpRequest, who: Acting, offer: Offer) -> HttpResponse:
    _confirm([offer], who)
    messages.success(request, f"Bestätigt: {offer.title}.")
    return onward(request, entries_href(offer.organisation_id))


@acting(Act.EDIT_ENTRY, access.contact_point_of)
@require_POST
def confirm_contact_point(request: HttpRequest, who: Acting, contact_point: ContactPoint) -> HttpResponse:
    _confirm([contact_point], who)
    messages.success(request, f"Bestätigt: {contact_point.function.title}.")
    return onward(request, entries_href(contact_point.function.organisation_id))


def _confirm(entries: list[Offer | ContactPoint], who: Acting) -> int:
    actions.confirm(entries, function=who.function, network=who.network, by=who.actor)
    return len(entries)
