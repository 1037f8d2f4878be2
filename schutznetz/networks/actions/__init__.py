"""Everything that changes networks and who acts in them."""

from schutznetz.networks.actions.memberships import (
    Invited,
    accept,
    approve,
    end,
    end_expired,
    invite,
    invite_again,
)
from schutznetz.networks.actions.networks import create_network

__all__ = ["Invited", "accept", "approve", "create_network", "end", "end_expired", "invite", "invite_again"]
