"""What the network says about itself: name, colour, texts, contact, imprint."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schutznetz.common.errors import DomainError
from schutznetz.networks import access, actions
from schutznetz.networks.doors import acting
from schutznetz.networks.forms import NetworkForm
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.values import as_typed, earlier_lines, fact_of
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, onward, show
from schutznetz.ui.components import Link

# A page of the app above, known by its name.
PORTAL = "network:start"


@acting(Act.EDIT_NETWORK, access.own_network)
@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=as_typed(access.said_by(network)))
    problem = ""
    if request.method == "POST" and form.is_valid():
        stand, source = form.cleaned_data["stand"], form.cleaned_data["source"]
        try:
            changed = actions.set_values(network, form.values(), stand=stand, source=source, by=who)
        except DomainError as refused:
            problem = str(refused)
        else:
            messages.success(request, "Gespeichert." if changed else "Es war schon alles so eingetragen.")
            return onward(request, reverse("networks:network"))
    context = {
        "network": network,
        "form": form,
        "errors": errors_of(form),
        "problem": problem,
        "facts": [fact_of(row) for row in access.values_of(network).values()],
        "earlier": earlier_lines(access.earlier_values(network)),
        "pages": (Link("Im Portal ansehen", reverse(PORTAL, args=[network.slug]), "was alle sehen"),),
        "crumbs": (home(), Link("Das Netzwerk", "")),
    }
    return show(request, "network", context)
