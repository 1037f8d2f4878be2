"""The addresses of "Jetzt Hilfe", inside a network's portal where there is one."""

from django.http import HttpRequest
from django.urls import reverse

from schutznetz.common.sentences import once_in_each_language
from schutznetz.networks.models import Network


def now_url(network: Network | None, name: str) -> str:
    return reverse(f"network_now:{name}", args=[network.slug]) if network else _everywhere(name)


@once_in_each_language
def _everywhere(name: str) -> str:
    return reverse(f"now:{name}")


def answer_url(request: HttpRequest) -> str:
    """Return the address of "Jetzt Hilfe" in the portal of the network whose page is looked at."""
    slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
    return reverse("network_now:answer", args=[slug]) if slug else reverse("now:answer")
