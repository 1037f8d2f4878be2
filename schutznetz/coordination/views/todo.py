"""Zu tun: what needs a hand in the network, one list, one verb a line."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from schutznetz.coordination import access
from schutznetz.coordination.sources.task import Desk
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, show
from schutznetz.ui.components import Link

# What a morning's look takes in; the rest is one click away.
AT_ONCE = 7


@acting(Act.SEE_TODO, networks.own_network)
@require_safe
def todo(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    tasks = access.tasks_of(Desk(network, timezone.localdate()))
    everything = "alle" in request.GET
    context = {
        "network": network,
        "tasks": tasks if everything else tasks[:AT_ONCE],
        "more": Link(f"Alle {len(tasks)} zeigen", "?alle") if len(tasks) > AT_ONCE and not everything else None,
        "crumbs": (home(), Link("Zu tun", "")),
    }
    return show(request, "todo", context, app="coordination")
