"""The InsoFa of the network: how each function is reached now. For everybody who acts for a house of the network."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from schutznetz.coordination import access
from schutznetz.directory.models import ContactPoint
from schutznetz.directory.presenting.entries import contact_block
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, show
from schutznetz.ui.components import ContactBlock, Link


@acting(Act.SEE_INSOFA, networks.own_network)
@require_safe
def insofa(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    functions = access.insofa_functions(network)
    blocks = [_block(function) for function in functions]
    context = {
        "network": network,
        "contacts": [block for block in blocks if block],
        "without": [f"{each.organisation.name}: {each.title}" for each in functions if not _point(each)],
        "crumbs": (home(), Link("InsoFa", "")),
    }
    return show(request, "insofa", context, app="coordination")


def _point(function: Function) -> ContactPoint | None:
    """How a function is reached, as far as the network may know it."""
    point: ContactPoint | None = getattr(function, "contact_point", None)
    return point if point and point.visibility != Visibility.CONFIDENTIAL else None


def _block(function: Function) -> ContactBlock | None:
    point = _point(function)
    if point is None:
        return None
    return replace(contact_block(point, now=timezone.now()), title=f"{function.organisation.name}: {function.title}")
