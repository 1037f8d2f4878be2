"""Ihre Funktion in fünf Minuten: what somebody new needs to know, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from schutznetz.common.doors import personal
from schutznetz.coordination.access import leaving
from schutznetz.coordination.presenting import leaving as presenting
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting_of
from schutznetz.networks.presenting.functions import tasks_of
from schutznetz.networks.views.frame import home, show
from schutznetz.ui.components import Fact, Link


@personal
@require_safe
def five_minutes(request: HttpRequest) -> HttpResponse:
    who = acting_of(request)
    if who is None:
        return redirect("networks:own")
    organisation, network = networks.own_house(who)
    with networks.rows_of(who):
        function = networks.function(who)
        help_by = leaving.coordination_of(network) if network else ""
    facts = [
        Fact("Funktion", function.title),
        Fact("Einrichtung", organisation.name),
        Fact("Netzwerk", network.name if network else ""),
        Fact("Wenn Sie nicht da sind", f"vertritt Sie: {function.substitute}" if function.substitute else ""),
        Fact("Wenn Sie nicht weiterwissen", help_by),
    ]
    context = {
        "introduction": presenting.five_minutes(who.role),
        "facts": [fact for fact in facts if fact.value],
        "tasks": tasks_of(who, organisation, network),
        "crumbs": (home(), Link("In fünf Minuten", "")),
    }
    return show(request, "five_minutes", context, app="coordination")
