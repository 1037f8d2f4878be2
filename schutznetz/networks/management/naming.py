"""What operators call things on the command line: a name or a key."""

from uuid import UUID

from schutznetz.common.errors import DomainError
from schutznetz.networks import access
from schutznetz.networks.models import Network, Organisation


def the_network(slug: str) -> Network:
    network = access.network_called(slug)
    if network is None:
        raise DomainError(f"Das Netzwerk „{slug}“ gibt es nicht.")
    return network


def the_organisation(network: Network | None, said: str) -> Organisation:
    """Return the organisation with this key or exact name; two of one name are told apart by their keys."""
    found = access.organisations_called(network, said, as_key(said))
    if not found:
        raise DomainError(f"Die Organisation „{said}“ gibt es dort nicht.")
    if len(found) > 1:
        keys = ", ".join(str(each.pk) for each in found)
        raise DomainError(f"„{said}“ gibt es mehrmals. Bitte eine Kennung angeben: {keys}")
    return found[0]


def as_key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
