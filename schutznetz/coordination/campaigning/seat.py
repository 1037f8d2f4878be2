"""Which function is the coordination of a network: the one place that says it."""

from django.db.models import Case, QuerySet, When

from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network, Partnership


def coordination_functions(network: Network) -> QuerySet[Function]:
    """Return the functions that can be it, the likeliest first.

    Many houses coordinate something, also within the public youth welfare: what is called like the role comes first.
    """
    seat = Partnership.objects.active().filter(network=network, partner_type=PartnerType.OEFF_JUGENDHILFE)
    found = Function.objects.filter(role=FunctionRole.COORDINATION, organisation__in=seat.values("organisation"))
    called_so = Case(When(title=FunctionRole.COORDINATION.label, then=0), default=1)
    return found.order_by(called_so, "title", "pk")
