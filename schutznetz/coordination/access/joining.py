"""Houses that want to join."""

from uuid import UUID

from schutznetz.coordination.enums import JoinState
from schutznetz.coordination.models import JoinRequest
from schutznetz.networks.access import looks_over
from schutznetz.networks.policy import Acting


def join_request_of(acting: Acting, join_request: UUID) -> JoinRequest | None:
    """A request that waits in the network that a function looks after; for everybody else there is none."""
    if not looks_over(acting):
        return None
    waiting = JoinRequest.objects.filter(network=acting.network, state=JoinState.WAITING)
    return waiting.filter(pk=join_request).select_related("network").first()
