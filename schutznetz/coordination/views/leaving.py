"""Somebody leaves: what hangs on the function, and one button that hands it over. And the coordination's own list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.coordination import actions
from schutznetz.coordination.access import handing_over, leaving
from schutznetz.coordination.forms.leaving import HandOverForm
from schutznetz.coordination.presenting import leaving as presenting
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Membership, Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.functions import facts_of
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, show
from schutznetz.ui.components import Link

APP = "coordination"
FORM_METHODS = ["GET", "HEAD", "POST"]


@acting(Act.HAND_OVER, networks.membership_of)
@require_http_methods(FORM_METHODS)
def hand_over(request: HttpRequest, who: Acting, membership: Membership) -> HttpResponse:
    today = timezone.localdate()
    found = {str(each.pk): each for each in leaving.successors(who, membership, today)}
    form = HandOverForm(
        request.POST if request.method == "POST" else None, choices=presenting.choices(found.values(), membership)
    )
    problem = ""
    if request.method == "POST" and form.is_valid():
        organisation = membership.function.organisation_id
        try:
            actions.hand_over(membership, found[form.cleaned_data["to"]], who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Übergeben. Die Person ist überall abgemeldet, die Funktion bleibt erreichbar.")
            return redirect("networks:members", organisation)
    context = {
        "facts": facts_of(membership),
        "hanging": presenting.hanging_facts(leaving.hanging_on(membership, today)),
        "form": form if found else None,
        "invite": Link("Nachfolge einladen", reverse("networks:invite", args=[membership.function.organisation_id])),
        "errors": errors_of(form),
        "problem": problem,
        "crumbs": (home(), Link("Übergeben", "")),
    }
    return show(request, "hand_over", context, app=APP)


@acting(Act.SEE_HANDOVER, networks.own_network)
@require_safe
def handover(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    today = timezone.localdate()
    lines = presenting.handover_lines(leaving.marks_of(network), handing_over.checks(network, today))
    context = {
        "network": network,
        "lines": lines,
        "mark_href": reverse("coordination:mark_handover"),
        "count": f"{sum(line.is_done for line in lines)} von {len(lines)} erledigt",
        "crumbs": (home(), Link("Übergabe", "")),
    }
    return show(request, "handover", context, app=APP)


@acting(Act.MARK_HANDOVER, networks.own_network)
@require_POST
def mark(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    line = request.POST.get("line", "")
    if line not in presenting.handover_keys():
        raise Http404
    actions.mark_handover(network, line, who)
    return redirect("coordination:handover")
