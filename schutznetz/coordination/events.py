"""What the log says about the coordination's work."""

from schutznetz.audit.events import event
from schutznetz.networks.enums import PartnershipState

PARTNER_MOVED = event(
    "partner.moved", "hat eingetragen, wie ein Partner mitarbeitet ({ground})", PartnershipState.choices
)
