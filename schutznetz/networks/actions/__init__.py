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
from schutznetz.networks.actions.values import check_value, set_values

__all__ = [
    "Invited", "accept", "approve", "check_value", "create_network", "end", "end_expired", "invite", "invite_again",
    "set_values",
]  # fmt: skip
