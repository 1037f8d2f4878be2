"""Propose what is not one's own to decide; the coordination's answer stands in ``deciding``."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.common.errors import DomainError
from schutznetz.directory import events, keeping
from schutznetz.directory.enums import EntryKind, ProposalKind, ProposalState
from schutznetz.directory.keeping import Entry, Values
from schutznetz.directory.models import Proposal
from schutznetz.networks.models import Organisation
from schutznetz.networks.policy import Acting

KINDS = {EntryKind.OFFER: ProposalKind.OFFER_TYPE, EntryKind.CONTACT_POINT: ProposalKind.EMERGENCY_CONTACT}
NO_NETWORK = "Diese Funktion gehört zu keinem Netzwerk. Bitte wechseln Sie die Funktion."
WAITS_ALREADY = "Zu diesem Eintrag wartet schon ein Vorschlag. Bitte warten Sie die Antwort der Koordination ab."


def propose(entry: Entry, values: Values, who: Acting) -> Proposal:
    """Let a change of an entry wait. Raises ``DomainError`` if one of its kind waits already."""
    kind = KINDS[keeping.kind_of(entry)]
    waiting = Proposal.objects.filter(entry=entry.pk, kind=kind, state=ProposalState.WAITING)
    if waiting.exists():
        raise DomainError(WAITS_ALREADY)
    return _wait(kind, keeping.organisation_of(entry), entry.pk, values, who)


@transaction.atomic
def propose_offer(organisation: Organisation, values: Values, who: Acting) -> Proposal:
    """Let a new offer wait: nobody finds it before the coordination agrees."""
    return _wait(ProposalKind.NEW_OFFER, organisation.pk, None, values, who)


@transaction.atomic
def withdraw(proposal: Proposal, who: Acting) -> None:
    """Take an own proposal back; raises ``DomainError`` if it has been decided meanwhile."""
    changed = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.WAITING).update(
        state=ProposalState.WITHDRAWN, decided_at=timezone.now(), decided_by=who.function, decided_person=who.person
    )
    if not changed:
        raise DomainError("Darüber ist schon entschieden.")
    record(events.WITHDRAWN, network=who.network, by=who.actor, about=About("proposal", proposal.pk))


def _wait(kind: ProposalKind, organisation: UUID, entry: UUID | None, values: Values, who: Acting) -> Proposal:
    if who.network is None:
        raise DomainError(NO_NETWORK)
    proposal = Proposal.objects.create(
        network_id=who.network, organisation_id=organisation, kind=kind, entry=entry, values=values,
        proposed_by_id=who.function, proposed_person=who.person, proposed_at=timezone.now(),
    )  # fmt: skip
    record(events.PROPOSED, network=who.network, by=who.actor, about=About("proposal", proposal.pk), ground=kind.value)
    return proposal
