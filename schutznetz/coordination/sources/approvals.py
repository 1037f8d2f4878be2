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


def waiting_members(desk: Desk) -> Iterator[Task]:
    waiting = Membership.objects.filter(network=desk.network, state=MembershipState.ACCEPTED).with_place()
    for membership in waiting:
        accepted = membership.accepted_at or membership.invited_at
        yield Task(
            key=f"member:{membership.pk}",
            weight=Weight.SOMEBODY_WAITS,
            since=timezone.localdate(accepted),
            title=f"{membership.user.name if membership.user else ''}: {membership.function.title}",
            why=f"Hat die Einladung angenommen und wartet auf Freigabe. {membership.function.organisation.name}",
            verb="Freigeben",
            href=reverse("networks:approve", args=[membership.pk]),
        )


def waiting_proposals(desk: Desk) -> Iterator[Task]:
    for proposal in keeping.waiting_proposals(desk.network):
        kind = ProposalKind(proposal.kind)
        is_urgent = kind == ProposalKind.EMERGENCY_CONTACT
        yield Task(
            key=f"proposal:{proposal.pk}",
            weight=Weight.SOMEBODY_IS_UNREACHABLE if is_urgent else Weight.SOMEBODY_WAITS,
            since=timezone.localdate(proposal.proposed_at),
            title=": ".join(filter(None, [capfirst(kind.label), proposal.values.get("title")])),
            why=f"{proposal.organisation.name}. Wird erst öffentlich, wenn Sie es freigeben.",
            verb="Ansehen",
            href=reverse("keeping:proposal", args=[proposal.pk]),
        )
