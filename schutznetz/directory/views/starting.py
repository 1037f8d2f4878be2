"""Where a visit begins: which place, which network, which question of life."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access
from schutznetz.directory.access.whereabouts import Whereabouts
from schutznetz.directory.presenting import entries, situations
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.directory.views.frame import address, frame
from schutznetz.networks import access as networks
from schutznetz.networks.enums import ValueKey
from schutznetz.regions.access import FoundPlace
from schutznetz.ui.components import Link

EASY_NUMBERS = {"police": "110", "rescue": "112", "children": "116111"}


@public
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """``/``: ask for a place and list the networks."""
    networks = [Link(network.name, portal_url(network, "start"), network.kreis.name) for network in access.networks()]
    return render(request, "directory/welcome.html", {"networks": networks, "page": frame(None)})


@public
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Lead from a place to the portal that is responsible for it; ask back where the place is not clear."""
    where = Whereabouts.of(request.GET.get("ort", "").strip())
    kreise = {place.kreis.ags: place.kreis for place in where.found}
    if len(kreise) == 1:
        (kreis,) = kreise.values()
        if network := access.network_of(kreis):
            return redirect(address(portal_url(network, "start"), ort=where.text))
    choices = tuple(Link(found.label, _choice(found)) for found in where.found)
    context = {
        "where": where,
        "choices": choices if len(kreise) > 1 else (),
        "kreis": next(iter(kreise.values())) if len(kreise) == 1 else None,
        "nearby": Link(_("Angebote in der Nähe"), address(portal_url(None, "results"), ort=where.text)),
        "page": frame(None),
    }
    return render(request, "directory/place.html", context)


def _choice(found: FoundPlace) -> str:
    return address(portal_url(None, "place"), ort=found.label)


@public
@require_safe
def easy(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """The way in for people who need Leichte Sprache: what this is, whom to call now, how to find help."""
    network = access.get_network(slug) if slug else None
    numbers = {name: entries.phone(number) for name, number in EASY_NUMBERS.items()}
    context = {
        "network": network,
        "numbers": numbers,
        "results_href": portal_url(network, "results"),
        "page": frame(network),
    }
    return render(request, "directory/easy.html", context)


@public
@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start page of a network: search first, then situations of life."""
    network = access.get_network(slug)
    where = Whereabouts.of(request.GET.get("ort", "").strip(), network)
    context = {
        "network": network,
        "welcome": networks.said_by(network)[ValueKey.WELCOME],
        "where": where,
        "place": where.label if where.only else where.text,
        "situations": situations.links(network, place=where.only.label if where.only else ""),
        "results_href": portal_url(network, "results"),
        "suggest_href": portal_url(network, "suggest"),
        "page": frame(network),
    }
    return render(request, "directory/start.html", context)
