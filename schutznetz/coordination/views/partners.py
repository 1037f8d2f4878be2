"""Partners of the network: the list, one of them, and the steps of its life."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.coordination import access, actions
from schutznetz.coordination.forms.partners import LeaveForm, MoveForm, PartnersForm
from schutznetz.coordination.presenting import partners as presenting
from schutznetz.directory.access import gemeinden_of
from schutznetz.directory.views.frame import page_of, pager
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.enums import PartnershipState
from schutznetz.networks.models import Network, Partnership
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, onward, show
from schutznetz.ui.components import Link

APP = "coordination"
FORM_METHODS = ["GET", "HEAD", "POST"]
ON_PAGE = 50


@acting(Act.SEE_PARTNERS, networks.own_network)
@require_safe
def partners(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = PartnersForm(request.GET, gemeinden=gemeinden_of(network))
    given = form.answers()

    def read(offset: int) -> tuple[int, list[Partnership]]:
        return access.partners(network, form.asked(), limit=ON_PAGE, offset=offset)

    total, found, number = page_of(read, given["seite"] or 1, size=ON_PAGE)
    context = {
        "network": network,
        "form": form,
        "total": total,
        "shelves": presenting.shelves(found),
        "pager": pager(total, number, partial(_href, given), size=ON_PAGE),
        "crumbs": (home(), Link("Partner", "")),
    }
    return show(request, "partners", context, app=APP)


def _href(given: dict[str, object], page: int | str) -> str:
    asked = {name: value for name, value in {**given, "seite": page}.items() if value}
    return f"?{urlencode(asked)}" if asked else "?"


@acting(Act.SEE_PARTNERS, access.partner_of)
@require_safe
def partner(request: HttpRequest, who: Acting, partnership: Partnership) -> HttpResponse:
    organisation = partnership.organisation
    is_kept = access.has_steward(partnership)
    pages = (
        (
            Link("Einträge", reverse("keeping:entries", args=[organisation.pk]), "ansehen, ändern, bestätigen"),
            Link(
                "Wer hier handelt", reverse("networks:members", args=[organisation.pk]), "einladen, freigeben, beenden"
            ),
        )
        if partnership.is_active
        else ()
    )
    public = reverse("network:organisation", args=[partnership.network.slug, organisation.pk])
    context = {
        "organisation": organisation,
        "facts": presenting.facts_of(partnership, has_steward=is_kept),
        "means": presenting.MEANS[PartnershipState(partnership.state)],
        "steps": presenting.steps_of(partnership),
        "move_href": reverse("coordination:move_partner", args=[organisation.pk]),
        "leave_href": "" if partnership.state == PartnershipState.LEFT else _leave_href(partnership),
        "pages": (*pages, Link("Im Portal ansehen", public, "was alle sehen")),
        "earlier": presenting.earlier(access.earlier_partnerships(partnership)),
        "crumbs": (home(), list_link(), Link(organisation.name, "")),
    }
    return show(request, "partner", context, app=APP)


@acting(Act.CHANGE_PARTNERS, access.partner_of)
@require_POST
def move(request: HttpRequest, who: Acting, partnership: Partnership) -> HttpResponse:
    form = MoveForm(request.POST)
    name = partnership.organisation.name
    if form.is_valid():
        try:
            moved = actions.move_partner(partnership, form.cleaned_data["state"], who)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{name}: {PartnershipState(moved.state).label}.")
    else:
        messages.error(request, "Diesen Schritt kennen wir nicht. Bitte wählen Sie einen der angebotenen.")
    return onward(request, presenting.page_of(partnership.organisation))


@acting(Act.END_PARTNER, access.partner_of)
@require_http_methods(FORM_METHODS)
def leave(request: HttpRequest, who: Acting, partnership: Partnership) -> HttpResponse:
    form = LeaveForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_partnership(partnership, form.cleaned_data["day"], who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, f"{partnership.organisation.name}: ausgeschieden.")
            return onward(request, presenting.page_of(partnership.organisation))
    context = {
        "organisation": partnership.organisation,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (
            home(),
            list_link(),
            Link(partnership.organisation.name, presenting.page_of(partnership.organisation)),
            Link("Ausscheiden", ""),
        ),
    }
    return show(request, "partner_leave", context, app=APP)


def list_link() -> Link:
    return Link("Partner", reverse("coordination:partners"))


def _leave_href(partnership: Partnership) -> str:
    return reverse("coordination:end_partner", args=[partnership.organisation_id])
