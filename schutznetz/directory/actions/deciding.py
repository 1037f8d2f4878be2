"""The coordination's answer to a proposal: agree, or give it back with a question."""

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.audit.enums import Obligation
from schutznetz.common.errors import DomainError
from schutznetz.directory import events, keeping, mails
from schutznetz.directory.access import keeping as access
from schutznetz.directory.actions.confirming import about, confirm
from schutznetz.directory.actions.keeping import GONE, put
from schutznetz.directory.actions.proposing import propose_offer
from schutznetz.directory.enums import EntryKind, ProposalKind, ProposalState
from schutznetz.directory.keeping import Values
from schutznetz.directory.models import Offer, OfferType, Proposal
from schutznetz.directory.search import index
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting

ENTRIES = {ProposalKind.OFFER_TYPE: EntryKind.OFFER, ProposalKind.EMERGENCY_CONTACT: EntryKind.CONTACT_POINT}
OWN = "Das haben Sie selbst vorgeschlagen. Entscheiden muss eine zweite Person."
DECIDED = "Darüber ist schon entschieden."


@transaction.atomic
def accept(proposal: Proposal, who: Acting) -> None:
    """Let a proposal take effect. Raises ``DomainError`` for one's own, a decided one, and if its entry is gone."""
    held = _hold(proposal, who)
    kind = ProposalKind(held.kind)
    if held.entry is None:
        offer = new_offer(held.organisation, held.values)
        confirm([offer], function=held.proposed_by_id, network=held.network_id, by=who.actor)
    else:
        entry = keeping.entry_of(ENTRIES[kind], held.entry)
        if entry is None:
            raise DomainError(GONE)
        put(entry, held.values, who)
    _decide(held, ProposalState.ACCEPTED, who)
    record(
        events.ACCEPTED, network=held.network_id, by=who.actor, about=About("proposal", held.pk), ground=kind.value,
        obligations=[Obligation.FOUR_EYES],
    )  # fmt: skip


@transaction.atomic
def send_back(proposal: Proposal, reason: str, who: Acting) -> None:
    """Give a proposal back with a question; whoever proposed gets a mail that one waits, without its words."""
    held = _hold(proposal, who)
    held.reason = reason
    _decide(held, ProposalState.RETURNED, who)
    record(events.RETURNED, network=held.network_id, by=who.actor, about=About("proposal", held.pk))
    mails.sent_back(held)


@transaction.atomic
def add_offer(organisation: Organisation, values: Values, who: Acting) -> Proposal | None:
    """Add an offer at once where whoever adds it also decides; else let it wait and return what waits."""
    if not access.decides(organisation, who):
        return propose_offer(organisation, values, who)
    offer = new_offer(organisation, values)
    record(events.ADDED, network=who.network, by=who.actor, about=about(offer))
    confirm([offer], function=who.function, network=who.network, by=who.actor)
    return None


def new_offer(organisation: Organisation, values: Values) -> Offer:
    """Make an offer and let it be found."""
    offer = Offer(organisation=organisation, offer_type=OfferType.objects.get(pk=values["offer_type"]))
    keeping.write(offer, values)
    index.update([offer.pk])
    return offer


def _hold(proposal: Proposal, who: Acting) -> Proposal:
    held = Proposal.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=proposal.pk)
    if held.state != ProposalState.WAITING:
        raise DomainError(DECIDED)
    if held.proposed_person == who.person:
        raise DomainError(OWN)
    return held


def _decide(held: Proposal, state: ProposalState, who: Acting) -> None:
    held.state, held.decided_by_id, held.decided_person = state, who.function, who.person
    held.decided_at = timezone.now()
    held.save()
