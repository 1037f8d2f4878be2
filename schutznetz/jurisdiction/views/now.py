"""``/jetzt/``: for this place, at this minute, there is always someone (R01–R09)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access as directory
from schutznetz.directory.views.frame import address, frame
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.answering.answers import Answer
from schutznetz.jurisdiction.forms import PlaceForm
from schutznetz.jurisdiction.presenting import pages
from schutznetz.jurisdiction.presenting.addresses import now_url
from schutznetz.jurisdiction.views.chosen import code_of
from schutznetz.networks.models import Network
from schutznetz.ui.components import Hidden

# Where a family lives and where a child is stand only in the body of a POST (design.md 6).
ONLY_BY_POST = ("strasse", "aufenthalt_ort", "aufenthalt_strasse")


@public
@csrf_exempt  # reads only and changes nothing, so the page needs no token and no cookie
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def now(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Answer for a place; by POST also for a street and for a place of stay, and then nobody keeps the page."""
    network = directory.get_network(slug) if slug else None
    form = PlaceForm(_given(request))
    at = timezone.now()
    answer = access.answer(form.question(at))
    here = now_url(network, "answer")
    found = pages.parts(answer, at, path="" if request.method == "POST" else here, profession=form.profession)
    context = {
        **_asked(form, answer, found),
        "at": at,
        "parts": found,
        "lines": pages.help_lines(answer.fallback, at),
        "advice": pages.advice(form.profession),
        "professions": (pages.profession_choice(form.profession),),
        "remember_href": _remember_href(request, network, form, answer),
        **_frame(network, here),
    }
    response = render(request, "jurisdiction/now.html", context)
    if request.method == "POST":
        patch_cache_control(response, no_store=True)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@public
@require_safe
def child(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """For children who look for help themselves (R08): plain words, nothing to install, a quick way out."""
    network = directory.get_network(slug) if slug else None
    form = PlaceForm({"ort": request.GET.get("ort", ""), "beruf": "kind"})
    at = timezone.now()
    answer = access.answer(form.question(at))
    here = now_url(network, "child")
    context = {
        **_asked(form, answer, found := pages.parts(answer, at, path=here)),
        "parts": found,
        "lines": pages.help_lines(answer.fallback, at),
        **_frame(network, here),
    }
    return render(request, "jurisdiction/child.html", context)


@public
@require_safe
def traces(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """What "Seite schnell verlassen" does, and what it cannot do."""
    network = directory.get_network(slug) if slug else None
    return render(request, "jurisdiction/traces.html", _frame(network, now_url(network, "traces")))


def _given(request: HttpRequest) -> dict[str, str]:
    if request.method == "POST":
        return {name: str(value) for name, value in request.POST.items()}
    given = {name: str(value) for name, value in request.GET.items() if name not in ONLY_BY_POST}
    return given if given.get("ort", "").strip() else {**given, "ort": access.chosen_place(request.COOKIES)}


def _asked(form: PlaceForm, answer: Answer, found: list[pages.Part]) -> dict[str, Any]:
    """Return what was asked, to be said back and to be taken along by the next form."""
    names = ("ort", "ortsteil", *ONLY_BY_POST)
    given = {name: form.given(name) for name in names}
    taken = [Hidden(name, given[name]) for name in ("ort", "ortsteil") if given[name]]
    return {
        **given,
        "unknown": answer.unknown,
        "taken": taken,
        "all_taken": [Hidden(name, given[name]) for name in names if given[name]],
        "stay_taken": [*taken, *([Hidden("strasse", given["strasse"])] if given["strasse"] else [])],
        "with_profession": [*taken, *([Hidden("beruf", form.profession)] if form.profession else [])],
        "asks_street": any(part.street_decides and part.role == "home" for part in found),
        "has_stay": bool(given["aufenthalt_ort"]),
        "is_sent": any(given[name] for name in ONLY_BY_POST),
    }


def _remember_href(request: HttpRequest, network: Network | None, form: PlaceForm, answer: Answer) -> str:
    """Return the way to let the bar know this place; none if it knows it already."""
    place = form.given("ort")
    if not place or place == access.chosen_place(request.COOKIES) or not code_of(answer, place):
        return ""
    return address(now_url(network, "remember"), ort=place)


def _frame(network: Network | None, here: str) -> dict[str, Any]:
    return {
        "here": here,
        "network": network,
        "now_href": now_url(network, "answer"),
        "child_href": now_url(network, "child"),
        "traces_href": now_url(network, "traces"),
        "forget_href": now_url(network, "remember"),
        "list_href": now_url(network, "list") if network else "",
        "worker_href": now_url(network, "worker") if network else "",
        "manifest_href": now_url(network, "manifest") if network else "",
        # The page is the bar in large.
        "help_bar": None,
        "page": frame(network),
    }
