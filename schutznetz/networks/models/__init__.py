"""Networks, organisations and functions; and the memberships by which persons act in them."""

from schutznetz.networks.models.memberships import Invitation, Membership, MembershipQuerySet
from schutznetz.networks.models.organisations import (
    RESERVED_SLUGS,
    Confirmed,
    Function,
    Holder,
    Home,
    Network,
    Organisation,
    Partnership,
    Provenance,
    Unit,
    of_home,
)
from schutznetz.networks.models.values import NetworkValue

__all__ = [
    "RESERVED_SLUGS", "Confirmed", "Function", "Holder", "Home", "Invitation", "Membership", "MembershipQuerySet",
    "Network", "NetworkValue", "Organisation", "Partnership", "Provenance", "Unit",
    "of_home",
]  # fmt: skip
