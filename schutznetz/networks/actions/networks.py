"""Everything that changes networks and what is in them."""

from django.db import transaction

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.common.errors import DomainError
from schutznetz.networks import events
from schutznetz.networks.models import RESERVED_SLUGS, Network
from schutznetz.regions.models import Kreis


@transaction.atomic
def create_network(*, slug: str, name: str, kreis_ags: str) -> Network:
    """Set up the network of one Jugendamt: a portal under ``slug`` for the Kreis with this AGS."""
    if slug in RESERVED_SLUGS:
        raise DomainError(f"„{slug}“ ist für eine Seite des Portals vergeben. Bitte eine andere Adresse wählen.")
    if Network.objects.filter(slug=slug).exists():
        raise DomainError(f"Das Netzwerk „{slug}“ gibt es schon.")
    kreis = Kreis.objects.filter(ags=kreis_ags).first()
    if kreis is None:
        raise DomainError(f"Einen Kreis mit dem AGS {kreis_ags} kennt die Tabelle der Regionen nicht.")
    network = Network(slug=slug, name=name, kreis=kreis)
    network.clean_fields()
    network.save()
    record(events.CREATED, network=network.pk, by=OPERATOR, about=About("network", network.pk))
    return network
