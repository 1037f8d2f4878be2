"""Mitmachen: a house offers itself in public, the coordination decides."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common import phones
from schutznetz.common.doors import public
from schutznetz.common.errors import DomainError
from schutznetz.common.pages import form_page
from schutznetz.coordination import access, actions
from schutznetz.coordination.forms.joining import AcceptForm, JoinForm
from schutznetz.coordination.models import JoinRequest
from schutznetz.coordination.presenting.partners import page_of
from schutznetz.directory.access import get_network
from schutznetz.directory.views.frame import frame
from schutznetz.directory.views.frame import home as start_of
from schutznetz.networks.doors import acting
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.ways_back import and_back
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import came_from, errors_of, home, onward, show
from schutznetz.ui.components import Fact, Link

FORM_METHODS = ["GET", "HEAD", "POST"]


@public
@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(FORM_METHODS)
@form_page
def join(request: HttpRequest, slug: str) -> HttpResponse:
    network = get_network(slug)
    form = JoinForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            # Who filled the trap is thanked like everybody else, and nothing is stored.
            if not form.is_trapped:
                actions.offer_to_join(network, **form.said())
        except DomainError as refused:
            problem = str(refused)
        else:
            return redirect("join:joined", network.slug)
    context = {
        "network": network,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (start_of(network), Link(_("Mitmachen"), "")),
        "page": frame(network),
    }
    return render(request, "coordination/join.html", context)


@public
@cache_control(no_store=True)
@require_safe
@form_page
def joined(request: HttpRequest, slug: str) -> HttpResponse:
    network = get_network(slug)
    return render(request, "coordination/joined.html", {"back": start_of(network), "page": frame(network)})


@acting(Act.CHANGE_PARTNERS, access.join_request_of)
@require_http_methods(FORM_METHODS)
def decide(request: HttpRequest, who: Acting, join_request: JoinRequest) -> HttpResponse:
    form = AcceptForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            organisation = actions.accept_join(join_request, form.cleaned_data["state"], who)
        except DomainError as refused:
            problem = str(refused)
        else:
            state = PartnershipState(form.cleaned_data["state"]).label
            messages.success(request, f"{organisation.name} ist aufgenommen ({state}).")
            return onward(request, page_of(organisation))
    context = {
        "name": join_request.name,
        "facts": facts_of(join_request),
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "decline_href": and_back(reverse("coordination:decline_join", args=[join_request.pk]), came_from(request)),
        "answered": "per E-Mail" if join_request.email else "",
        "crumbs": (home(), Link("Zu tun", reverse("coordination:todo")), Link("Mitmachen", "")),
    }
    return show(request, "join_request", context, app="coordination")


@acting(Act.CHANGE_PARTNERS, access.join_request_of)
@require_POST
def decline(request: HttpRequest, who: Acting, join_request: JoinRequest) -> HttpResponse:
    try:
        actions.decline_join(join_request, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        told = "Die Absage ist unterwegs." if join_request.email else "Bitte sagen Sie telefonisch ab."
        messages.success(request, f"{join_request.name}: abgelehnt. {told}")
    return onward(request, reverse("coordination:todo"))


def facts_of(request: JoinRequest) -> tuple[Fact, ...]:
    said = (
        ("Art", str(PartnerType(request.partner_type).label)),
        ("Ort", request.town),
        ("E-Mail-Adresse", request.email),
        ("Telefon", phones.display(request.phone) if request.phone else ""),
        ("In einem Satz", request.text),
    )
    return tuple(Fact(label, value) for label, value in said if value)
