"""Meine Funktionen: what a person acts in, what waits, and the switch between them."""

from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from schutznetz.audit.actions import About, record
from schutznetz.common.doors import personal
from schutznetz.networks import access
from schutznetz.networks.doors import CHOSEN, acting_of, session_reference
from schutznetz.networks.events import SWITCHED
from schutznetz.networks.presenting.functions import function_cards, introduction, tasks_of, waiting_cards
from schutznetz.networks.views.frame import show
from schutznetz.ui.components import Link


@personal
@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    acting = acting_of(request)
    if not request.user.is_authenticated:  # the chosen function has just ended
        return redirect("account_login")
    cards = function_cards(access.memberships_in_force(request.user.pk), acting)
    context = {
        "greeting": f"Guten Tag, {request.user.name}.",
        "switch_href": reverse("networks:switch"),
        "account": (
            Link("Sicherheit", reverse("mfa_index"), "Passwort, zweiter Faktor, Passkeys"),
            Link("Wo Sie angemeldet sind", reverse("usersessions_list"), "Geräte ansehen und abmelden"),
        ),
        "current": next((card for card in cards if card.is_current), None),
        "others": [card for card in cards if not card.is_current],
        "waiting": waiting_cards(access.memberships_waiting(request.user.pk)),
        "tasks": [*tasks_of(acting, *access.own_house(acting)), introduction()] if acting else [],
    }
    return show(request, "own", context)


@personal
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act in another function from now on; the session gets a new key, so that nothing of the old one goes along."""
    membership = access.membership_in_force(UUID(request.session[SESSION_KEY]), request.POST.get("membership", ""))
    if membership is None:
        raise Http404
    request.session.cycle_key()
    request.session[CHOSEN] = str(membership.pk)
    who = access.acting_in(membership, session_reference(request))
    with transaction.atomic():
        record(SWITCHED, network=who.network, by=who.actor, about=About("membership", membership.pk))
    return redirect("networks:own")
