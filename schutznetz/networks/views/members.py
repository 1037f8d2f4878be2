"""Who acts for an organisation: invite, approve, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.networks import access, actions
from schutznetz.networks.doors import acting
from schutznetz.networks.enums import EndGround, FunctionRole
from schutznetz.networks.forms import EndForm, InviteForm
from schutznetz.networks.models import Membership, Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.functions import facts_of, member_rows
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, onward, show
from schutznetz.ui.components import Link

FORM_METHODS = ["GET", "HEAD", "POST"]
# A page of the app above.
HOW_TO_REACH = "network:organisation"


@acting(Act.SEE_MEMBERS, access.organisation_of)
@require_safe
def members(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    rows = member_rows(access.members_of(who, organisation), who)
    context = {
        "organisation": organisation,
        "rows": rows,
        "invite_link": Link("Jemanden einladen", reverse("networks:invite", args=[organisation.pk])),
        "crumbs": (home(), Link("Mitglieder", "")),
    }
    return show(request, "members", context)


@acting(Act.INVITE_MEMBER, access.organisation_of)
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def invite(request: HttpRequest, who: Acting, organisation: Organisation) -> HttpResponse:
    form = InviteForm(
        request.POST if request.method == "POST" else None, initial={"role": request.GET.get("funktion", "")}
    )
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            actions.invite(
                organisation=organisation, network=access.own_network(who),
                role=FunctionRole(said["role"]), email=said["email"], by=who,
            )  # fmt: skip
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Die Einladung ist unterwegs.")
            return to_members(request, organisation)
    context = {
        "organisation": organisation,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "public": _public_page(organisation, who),
        "crumbs": (home(), members_link(organisation), Link("Einladen", "")),
    }
    return show(request, "invite", context)


@acting(Act.INVITE_MEMBER, access.membership_of)
@require_POST
def invite_again(request: HttpRequest, who: Acting, membership: Membership) -> HttpResponse:
    try:
        actions.invite_again(membership, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Die Einladung ist noch einmal unterwegs. Der alte Link gilt nicht mehr.")
    return to_members(request, membership.function.organisation)


@acting(Act.APPROVE_MEMBER, access.membership_of)
@require_http_methods(FORM_METHODS)
def approve(request: HttpRequest, who: Acting, membership: Membership) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            actions.approve(membership, who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Freigegeben. Die Person kann ab jetzt in ihrer Funktion handeln.")
            return to_members(request, membership.function.organisation)
    context = {
        "facts": facts_of(membership),
        "is_own": membership.needs_another_than(who.person),
        "problem": problem,
        "crumbs": crumbs_of(membership),
    }
    return show(request, "approve", context)


@acting(Act.END_MEMBER, access.membership_of)
@require_http_methods(FORM_METHODS)
def end(request: HttpRequest, who: Acting, membership: Membership) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(membership, EndGround(form.cleaned_data["ground"]), who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Beendet. Die Person ist überall abgemeldet.")
            return to_members(request, membership.function.organisation)
    context = {
        "facts": facts_of(membership),
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": crumbs_of(membership),
    }
    return show(request, "end", context)


def _public_page(organisation: Organisation, who: Acting) -> Link | None:
    """Say to whoever invites into another house how it is reached: its address is asked for on the telephone."""
    network = access.own_network(who) if organisation.pk != who.organisation else None
    if network is None:
        return None
    return Link("So erreichen Sie die Einrichtung", reverse(HOW_TO_REACH, args=[network.slug, organisation.pk]))


def to_members(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    return onward(request, reverse("networks:members", args=[organisation.pk]))


def members_link(organisation: Organisation) -> Link:
    return Link("Mitglieder", reverse("networks:members", args=[organisation.pk]))


def crumbs_of(membership: Membership) -> tuple[Link, ...]:
    return home(), members_link(membership.function.organisation), Link(str(membership.function), "")
