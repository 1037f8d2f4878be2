"""People who have accepted and cannot act yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.sources.task import Desk, Task, Weight
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
