"""The addresses of what somebody takes along, inside a network's portal where there is one."""

from django.urls import reverse

from schutznetz.networks.models import Network


def taking_url(network: Network | None, name: str) -> str:
    return reverse(f"network_taking:{name}", args=[network.slug]) if network else reverse(f"taking:{name}")
