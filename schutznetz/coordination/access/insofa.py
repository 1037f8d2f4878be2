"""Whom professionals of a network can ask about a worry, without naming the child."""

from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Function, Network, Partnership


def insofa_functions(network: Network) -> list[Function]:
    """Return the InsoFa functions of active partners with how each is reached; as many questions for ten as for one."""
    partners = Partnership.objects.active().filter(network=network)
    found = Function.objects.filter(role=FunctionRole.INSOFA, organisation__in=partners.values("organisation"))
    shown = found.select_related("organisation", "substitute", "contact_point__site__gemeinde")
    return list(
        shown.prefetch_related("contact_point__phone_numbers", "holders").order_by("organisation__name", "title", "pk")
    )
