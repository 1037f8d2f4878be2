"""What waits for a second person: people who cannot act yet, and changes that are not live yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.directory.access import keeping
from schutznetz.directory.enums import ProposalKind
from schutznetz.networks.enums import MembershipState
from schutznetz.networks.models import Membership

ACCEPTED = "Hat die Einladung angenommen und wartet auf Freigabe."
INVITED_BY_YOU = "Hat Ihre Einladung angenommen. Freigeben muss hier eine zweite Person."
PROPOSED = "Wird erst öffentlich, wenn Sie es freigeben."
PROPOSED_BY_YOU = "Von Ihnen vorgeschlagen. Freigeben muss es eine zweite Person."


def waiting_members(desk: Desk) -> Iterator[Task]:
    waiting = Membership.objects.filter(network=desk.network, state=MembershipState.ACCEPTED).with_place()
    for membership in waiting:
        accepted = membership.accepted_at or membership.invited_at
        is_own = membership.needs_another_than(desk.person)
        yield Task(
            key=f"member:{membership.pk}",
            weight=Weight.SOMEBODY_WAITS,
            since=timezone.localdate(accepted),
            title=f"{membership.user.name if membership.user else ''}: {membership.function.title}",
            why=f"{INVITED_BY_YOU if is_own else ACCEPTED} {membership.function.organisation.name}",
            verb="Ansehen" if is_own else "Freigeben",
            href=reverse("networks:approve", args=[membership.pk]),
        )


def waiting_proposals(desk: Desk) -> Iterator[Task]:
    for proposal in keeping.waiting_proposals(desk.network):
        kind = ProposalKind(proposal.kind)
        is_own = desk.person is not None and proposal.proposed_person == desk.person
        is_urgent = kind == ProposalKind.EMERGENCY_CONTACT
        yield Task(
            key=f"proposal:{proposal.pk}",
            weight=Weight.SOMEBODY_IS_UNREACHABLE if is_urgent else Weight.SOMEBODY_WAITS,
            since=timezone.localdate(proposal.proposed_at),
            title=": ".join(filter(None, [capfirst(kind.label), proposal.values.get("title")])),
            why=f"{proposal.organisation.name}. {PROPOSED_BY_YOU if is_own else PROPOSED}",
            verb="Ansehen",
            href=reverse("keeping:proposal", args=[proposal.pk]),
        )
