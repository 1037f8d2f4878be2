"""Houses that have offered themselves on the public page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from schutznetz.coordination.enums import JoinState
from schutznetz.coordination.models import JoinRequest
from schutznetz.coordination.sources.task import Desk, Task, Weight
from schutznetz.networks.enums import PartnerType


def join_requests(desk: Desk) -> Iterator[Task]:
    for waiting in JoinRequest.objects.filter(network=desk.network, state=JoinState.WAITING):
        yield Task(
            key=f"join:{waiting.pk}",
            weight=Weight.SOMEBODY_WAITS,
            since=timezone.localdate(waiting.created_at),
            title=f"Möchte mitmachen: {waiting.name}",
            why=f"{PartnerType(waiting.partner_type).label}, {waiting.town}. Wartet auf Ihre Antwort.",
            verb="Entscheiden",
            href=reverse("coordination:join_request", args=[waiting.pk]),
        )
