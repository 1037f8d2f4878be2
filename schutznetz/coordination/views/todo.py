"""Zu tun: what needs a hand in the network, one list, one verb a line; and the network in one line of figures."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from schutznetz.common.errors import DomainError
from schutznetz.coordination import access, actions
from schutznetz.coordination.presenting import todo as presenting
from schutznetz.coordination.presenting.figures import in_words
from schutznetz.coordination.sources.task import Desk
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, onward, show
from schutznetz.ui.components import Link

# What a morning's look takes in; the rest is one click away.
AT_ONCE = 7
PLACE = re.compile(r"[0-9]{1,4}")


@acting(Act.SEE_TODO, networks.own_network)
@require_safe
def todo(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    tasks = access.tasks_of(_desk(network, who))
    everything = "alle" in request.GET
    shown = tasks if everything else tasks[:AT_ONCE]
    page = f"{reverse('coordination:todo')}?{'alle&' if everything else ''}ab="
    at = request.GET.get("ab", "")
    rows = presenting.rows(shown, page, at=int(at) if PLACE.fullmatch(at) else None)
    context = {
        "network": network,
        "rows": rows,
        "place": any(row.is_here for row in rows),
        "more": Link(f"Alle {len(tasks)} zeigen", "?alle") if len(tasks) > AT_ONCE and not everything else None,
        "figures": in_words(access.figures_of(network, tasks), network.confirm_every_days),
        "crumbs": (home(), Link("Zu tun", "")),
    }
    return show(request, "todo", context, app="coordination")


@acting(Act.SET_ASIDE, networks.own_network)
@require_POST
def set_aside(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    desk = _desk(network, who)
    try:
        task = actions.set_aside(access.tasks_of(desk), request.POST.get("key", ""), desk, who)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Gesehen: {task.title}. In drei Monaten fragen wir wieder, wenn es noch so ist.")
    return onward(request, reverse("coordination:todo"))


def _desk(network: Network, who: Acting) -> Desk:
    return Desk(network, timezone.localdate(), who.person, who.function)
