"""Whom the law wants in the network, who is there, who is missing, who left."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from schutznetz.coordination import access
from schutznetz.coordination.presenting import composition as presenting
from schutznetz.networks import access as networks
from schutznetz.networks.doors import acting
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting
from schutznetz.networks.roles import Act
from schutznetz.networks.views.frame import home, show
from schutznetz.ui.components import Link

SHOWN_AS_GONE = 20


@acting(Act.SEE_PARTNERS, networks.own_network)
@require_safe
def composition(request: HttpRequest, who: Acting, network: Network) -> HttpResponse:
    there = access.numbers_by_type(network)
    law, practice = presenting.kinds_of_law(), presenting.kinds_of_practice()
    covered = sum(kind.value in there for kind in law)
    context = {
        "network": network,
        "stand": presenting.stand(),
        "covered": f"Von den {len(law)} Arten des § 3 Abs. 2 KKG sind {covered} vertreten.",
        "law": presenting.rows(law, there),
        "practice": presenting.rows(practice, there),
        "missing": presenting.missing(PartnerType, there, network),
        "gone": presenting.gone(access.left_partners(network, limit=SHOWN_AS_GONE)),
        "crumbs": (home(), Link("Zusammensetzung", "")),
    }
    return show(request, "composition", context, app="coordination")
