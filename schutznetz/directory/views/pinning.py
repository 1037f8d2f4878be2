"""The pinboard: offers that somebody wants to keep for a while, in a cookie of their own browser.

Offers and results are the same for everybody and may be kept by every cache between us and a visitor. A form needs a
token, and a token needs a cookie, so no form can stand there. Their links therefore lead to a page of its own with one
button; only that page and the pinboard read or set a cookie. Nothing is stored on our side.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_cookie

from schutznetz.common.doors import public
from schutznetz.common.pages import form_page
from schutznetz.directory import access
from schutznetz.directory.presenting import entries
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.directory.views.frame import frame, home
from schutznetz.ui.components import Link

# Forty ids and the signature stay well below what a browser keeps in one cookie.
MOST_PINS = 40
SALT = "merkliste"
LONGEST_NEXT = 2000


@dataclass(frozen=True, slots=True)
class Pinboard:
    """The offers in a visitor's cookie, in the order in which they were kept."""

    offer_ids: tuple[UUID, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest) -> "Pinboard":
        """Read the cookie; one that was changed on the way counts as empty."""
        value = request.get_signed_cookie(settings.PINBOARD_COOKIE_NAME, default="", salt=SALT) or ""
        return cls(tuple(UUID(part) for part in value.split(".") if part))

    @property
    def is_full(self) -> bool:
        return len(self.offer_ids) >= MOST_PINS

    def with_offer(self, offer_id: UUID) -> "Pinboard":
        return self if offer_id in self.offer_ids or self.is_full else Pinboard((*self.offer_ids, offer_id))

    def without(self, offer_id: UUID) -> "Pinboard":
        return Pinboard(tuple(pinned for pinned in self.offer_ids if pinned != offer_id))

    def write(self, response: HttpResponse) -> None:
        """Set the cookie until the browser is closed. An emptied pinboard leaves nothing behind, no token either."""
        if self.offer_ids:
            value = ".".join(offer_id.hex for offer_id in self.offer_ids)
            response.set_signed_cookie(
                settings.PINBOARD_COOKIE_NAME,
                value,
                salt=SALT,
                secure=settings.HTTPS,
                httponly=True,
                samesite="Strict",
            )
            return
        for name in (settings.PINBOARD_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            response.delete_cookie(name, samesite="Strict")


@public
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@form_page
def pin(request: HttpRequest, offer_id: UUID, slug: str | None = None) -> HttpResponse:
    """Ask whether to keep an offer, or to let it go; POST does it and leads back to where somebody was."""
    network = access.get_network(slug) if slug else None
    offer, board = access.get_offer(offer_id), Pinboard.of(request)
    asked_for = request.POST if request.method == "POST" else request.GET
    back = _own_address(asked_for.get("next", "")) or portal_url(network, "offer", offer.pk)
    if request.method == "POST" and "entfernen" in request.POST:
        response = HttpResponseRedirect(back)
        board.without(offer.pk).write(response)
        return response
    if request.method == "POST" and offer.pk in board.with_offer(offer.pk).offer_ids:
        response = HttpResponseRedirect(f"{back.partition('#')[0]}#{entries.pin_anchor(offer)}")
        board.with_offer(offer.pk).write(response)
        return response
    context = {
        "offer": offer,
        "is_pinned": offer.pk in board.offer_ids,
        "is_full": board.is_full,
        "card": entries.result_card(offer, network=network, now=timezone.now()),
        "action": portal_url(network, "pin", offer.pk),
        "back": back,
        "pinboard_href": portal_url(network, "pinboard"),
        "page": frame(network),
    }
    return render(request, "directory/pin.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_cookie
@form_page
def pinboard(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """What somebody has kept, to read, call and print; POST forgets all of it."""
    network = access.get_network(slug) if slug else None
    here = portal_url(network, "pinboard")
    if request.method == "POST":
        response = HttpResponseRedirect(here)
        Pinboard().write(response)
        return response
    board, now = Pinboard.of(request), timezone.now()
    offers = access.pinned(board.offer_ids)
    context = {
        "pins": [
            {
                "card": entries.result_card(offer, network=network, now=now),
                "facts": entries.how_to_reach(offer, now=now),
                "action": portal_url(network, "pin", offer.pk),
            }
            for offer in offers
        ],
        "gone": len(board.offer_ids) - len(offers),
        "here": here,
        "results_href": portal_url(network, "results"),
        "crumbs": (home(network), Link(_("Merkliste"), "")),
        "page": frame(network),
    }
    return render(request, "directory/pinboard.html", context)


def _own_address(address: str) -> str:
    """Return an address if it is a page of ours, else nothing: links from elsewhere must not lead away from here."""
    if len(address) > LONGEST_NEXT or not address.startswith("/"):
        return ""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return ""
    try:
        resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return address
