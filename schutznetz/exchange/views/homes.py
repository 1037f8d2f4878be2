"""Other directories, their houses, and those that were adopted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.directory.access import offer_types
from schutznetz.directory.views.frame import page_number, page_of, pager
from schutznetz.exchange.access import houses
from schutznetz.exchange.access.houses import MirroredHouse
from schutznetz.exchange.actions import adopting, showing
from schutznetz.exchange.forms.adopting import AdoptForm
from schutznetz.exchange.presenting import homes as presenting
from schutznetz.exchange.presenting.sides import sides
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Home, Network, Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, show
from schutznetz.networks.views.frame import home as own_functions
from schutznetz.ui.components import Link

APP = "exchange"
TITLE = "Andere Verzeichnisse"
ON_PAGE = 50


@acting(Act.SEE_HOMES, networks.own_network)
@require_safe
def homes(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    found = [presenting.listed(home) for home in houses.homes_of(network)]
    return show(request, "homes", {"homes": found, "crumbs": (own_functions(), Link(TITLE, ""))}, app=APP)


@acting(Act.SEE_HOMES, houses.home_of)
@require_safe
def home(request: HttpRequest, who: Acting, home: Home) -> HttpResponse:
    def read(offset: int) -> tuple[int, list[tuple[Organisation, int]]]:
        return houses.houses_shown(home, limit=ON_PAGE, offset=offset)

    total, found, number = page_of(read, page_number(request), size=ON_PAGE)
    context = {
        "home": home,
        "facts": presenting.facts(home, showing.hidden(home.source), total),
        "adopted": presenting.adopted(houses.houses_adopted(home.source)),
        "houses": presenting.shown(found),
        "pager": pager(total, number, lambda page: f"?seite={page}" if page else "?", size=ON_PAGE),
        "crumbs": (own_functions(), list_link(), Link(home.name, "")),
    }
    return show(request, "home", context, app=APP)


@acting(Act.SEE_HOMES, houses.mirrored_house)
@require_safe
def house(request: HttpRequest, who: Acting, house: MirroredHouse) -> HttpResponse:
    shown, offers = house.organisation, houses.offers_of(house.organisation)
    told = houses.told_of(house) if house.is_adopted else None
    context = {
        "house": shown,
        "home": house.source.home,
        "is_adopted": house.is_adopted,
        "offers": offers,
        "sides": sides(shown, offers, told, offer_types()) if told else [],
        "is_told": told is not None,
        "adopt_href": reverse("homes:adopt", args=[shown.pk]),
        "give_back_href": reverse("homes:give_back", args=[shown.pk]),
        "pages": _pages(house),
        "crumbs": _crumbs(house, Link(shown.name, "")),
    }
    return show(request, "house", context, app=APP)


@acting(Act.ADOPT_HOUSE, houses.mirrored_house)
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, who: Acting, house: MirroredHouse) -> HttpResponse:
    form = AdoptForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            adopting.adopt(house, form.cleaned_data["partner_type"], who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, f"{house.organisation.name} ist jetzt in Ihrer Pflege und Partner des Netzwerks.")
            return redirect(presenting.page_of(house.organisation))
    context = {
        "house": house.organisation,
        "home": house.source.home,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": _crumbs(house, Link("Übernehmen", "")),
    }
    return show(request, "adopt", context, app=APP)


@acting(Act.ADOPT_HOUSE, houses.mirrored_house)
@require_POST
def give_back(request: HttpRequest, who: Acting, house: MirroredHouse) -> HttpResponse:
    try:
        adopting.give_back(house, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{house.organisation.name} wird wieder in ihrer Heimat gepflegt.")
    return redirect(presenting.page_of(house.organisation))


def list_link() -> Link:
    return Link(TITLE, reverse("homes:list"))


def _pages(house: MirroredHouse) -> list[Link]:
    shown = house.organisation
    public = reverse("network:organisation", args=[house.source.network.slug, shown.pk])
    entries = Link("Einträge", reverse("keeping:entries", args=[shown.pk]), "ansehen, ändern, bestätigen")
    return [*([entries] if house.is_adopted else []), Link("Im Portal ansehen", public, "was alle sehen")]


def _crumbs(house: MirroredHouse, last: Link) -> tuple[Link, ...]:
    home = house.source.home
    own = (Link(home.name, reverse("homes:home", args=[home.pk])),) if home else ()
    return (own_functions(), list_link(), *own, last)
