"""The log of a network, for its data protection: who did what, when, in which function. No content, no free text."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from schutznetz.audit import access as audit
from schutznetz.audit.actions import record
from schutznetz.networks import access
from schutznetz.networks.doors import acting
from schutznetz.networks.events import LOG_READ
from schutznetz.networks.forms import LogForm
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.presenting.log import log_line, month_choices, older_href
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, show
from schutznetz.ui.components import Link


@acting(Act.READ_LOG, access.own_network)
@require_safe
def log(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    form = LogForm(request.GET, months=month_choices(audit.months(network.pk)))
    wanted = form.answers()
    with transaction.atomic():
        record(LOG_READ, network=network.pk, by=who.actor)
    found = audit.entries(network.pk, before=wanted["vor"], month=wanted["monat"], event=wanted["vorgang"] or "")
    titles = access.function_titles({entry.function for entry in found.entries if entry.function})
    context = {
        "network": network,
        "form": form,
        "lines": [log_line(entry, titles) for entry in found.entries],
        "older": Link("Ältere Einträge", older_href(found, wanted)),
        "crumbs": (home(), Link("Protokoll", "")),
    }
    return show(request, "log", context)
