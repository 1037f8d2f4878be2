"""The place that somebody has chosen for the bar: a PLZ or a Gemeinde, in a cookie until the browser is closed.

Only a press of a button sets it (``remember``); nothing is stored on our side. Such a button needs a token, and a token
a cookie; so it has a page of its own, like the pinboard's.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from schutznetz.common.doors import public
from schutznetz.common.pages import form_page
from schutznetz.directory import access as directory
from schutznetz.directory.views.frame import address, frame
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.answering.answers import Answer
from schutznetz.jurisdiction.forms import PlaceForm, address_of
from schutznetz.jurisdiction.presenting.addresses import now_url


def code_of(answer: Answer, place: str) -> str:
    """Return the PLZ or the AGS that stands for a place in the cookie; nothing where the place is not one Gemeinde."""
    gemeinden = {one.gemeinde.ags if one.gemeinde else "" for one in answer.candidates if one.role == "home"}
    plz = address_of(place).plz
    if plz and gemeinden:
        return plz
    return next(iter(gemeinden)) if len(gemeinden) == 1 else ""


@public
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
@form_page
def remember(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Ask whether the bar shall know a place; POST keeps it, or forgets it, and leads back to the answer."""
    network = directory.get_network(slug) if slug else None
    form = PlaceForm(request.POST if request.method == "POST" else request.GET)
    here, place = now_url(network, "answer"), form.given("ort")
    code = code_of(access.answer(PlaceForm({"ort": place}).question(timezone.now())), place) if place else ""
    if request.method == "POST" and "vergessen" in request.POST:
        response = HttpResponseRedirect(here)
        for name in (settings.PLACE_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            response.delete_cookie(name, samesite="Strict")
        return response
    if request.method == "POST" and code:
        response = HttpResponseRedirect(address(here, ort=place))
        response.set_cookie(settings.PLACE_COOKIE_NAME, code, secure=settings.HTTPS, httponly=True, samesite="Strict")
        return response
    context = {
        "place": place if code else "",
        "chosen": access.chosen_place(request.COOKIES),
        "action": now_url(network, "remember"),
        "back": address(here, ort=place),
        "help_bar": None,
        "page": frame(network),
    }
    return render(request, "jurisdiction/remember.html", context)
