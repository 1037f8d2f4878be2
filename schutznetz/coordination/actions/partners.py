"""The life of a partnership: who was invited agrees, begins, rests, comes back, leaves."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.directory.models import Offer
from schutznetz.directory.search import index
from schutznetz.networks.enums import NEXT_STATES, PartnershipState
from schutznetz.networks.models import Partnership
from schutznetz.networks.policy import Acting

# Only from the day on which it begins to work does a partner count as one.
BEFORE_THE_BEGINNING = (PartnershipState.INVITED, PartnershipState.AGREED)


@transaction.atomic
def move_partner(partnership: Partnership, state: PartnershipState, by: Acting) -> Partnership:
    """Bring a partner into its next state. Who comes back after leaving gets a new row."""
    held = _held(partnership)
    before = PartnershipState(held.state)
    if state is PartnershipState.LEFT or state not in NEXT_STATES[before]:
        raise DomainError(
            f"Von „{before.label}“ führt kein Schritt zu „{state.label}“. Vielleicht war jemand schneller."
        )
    if before is PartnershipState.LEFT:
        held = _begin_again(held, state)
    else:
        if state is PartnershipState.ACTIVE and before in BEFORE_THE_BEGINNING:
            held.valid_from = timezone.localdate()
        held.state = state
        held.save(update_fields=["state", "valid_from"])
    _tell(held, by)
    return held


@transaction.atomic
def end_partnership(partnership: Partnership, day: date, by: Acting) -> None:
    """Write down that a partner has left. Nobody acts for it any more; its row stays, with the date."""
    held = _held(partnership)
    if held.state == PartnershipState.LEFT:
        raise DomainError("Dieser Partner ist schon ausgeschieden.")
    if day > timezone.localdate():
        raise DomainError("Der Tag liegt in der Zukunft. Tragen Sie das Ausscheiden ein, wenn es so weit ist.")
    held.state, held.valid_until = PartnershipState.LEFT, max(day, held.valid_from)
    held.save(update_fields=["state", "valid_until"])
    _tell(held, by)


def _held(partnership: Partnership) -> Partnership:
    """Read it anew and hold it until the act is done."""
    found = Partnership.objects.select_for_update(of=("self",)).select_related("organisation", "network")
    return found.get(pk=partnership.pk)


def _begin_again(left: Partnership, state: PartnershipState) -> Partnership:
    if Partnership.objects.standing().filter(network=left.network_id, organisation=left.organisation_id).exists():
        raise DomainError("Dieser Partner ist schon wieder dabei.")
    return Partnership.objects.create(
        network=left.network, organisation=left.organisation, partner_type=left.partner_type, state=state
    )


def _tell(partnership: Partnership, by: Acting) -> None:
    """Write the log, and let the search of the network know who belongs to it."""
    index.update(Offer.objects.filter(organisation=partnership.organisation_id).values_list("pk", flat=True))
    record(
        events.PARTNER_MOVED, network=partnership.network_id, by=by.actor, ground=partnership.state,
        about=About("organisation", partnership.organisation_id),
    )  # fmt: skip
