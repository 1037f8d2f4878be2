"""A single practice in three fields."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from schutznetz.coordination import actions
from schutznetz.coordination.forms.practices import PracticeForm
from schutznetz.coordination.presenting import partners as presenting
from schutznetz.coordination.views.partners import list_link
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.models import Network, Organisation
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import errors_of, home, onward, show
from schutznetz.ui.components import Link


@acting(Act.CHANGE_PARTNERS, networks.own_network)
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = PracticeForm(request.POST if request.method == "POST" else None)
    alike: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        alike = [] if said["sure"] else actions.look_alikes(network, said["name"], said["phone"])
        if not alike:
            made = actions.add_practice(network, said["name"], said["kind"], said["phone"], who)
            messages.success(request, f"{made.name} ist eingetragen und ab sofort zu finden.")
            return onward(request, presenting.page_of(made))
    context = {
        "network": network,
        "form": form,
        "errors": errors_of(form),
        "alike": [Link(each.name, presenting.page_of(each)) for each in alike],
        "submit": "Trotzdem eintragen" if alike else "Eintragen",
        "crumbs": (home(), list_link(), Link("Praxis eintragen", "")),
    }
    return show(request, "practice", context, app="coordination")
