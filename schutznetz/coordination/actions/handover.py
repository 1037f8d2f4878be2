"""Marks in the coordination's own handover (R58)."""

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.coordination import events
from schutznetz.coordination.models import HandoverMark
from schutznetz.networks.models import Network
from schutznetz.networks.policy import Acting


@transaction.atomic
def mark_handover(network: Network, line: str, by: Acting) -> None:
    """Mark a line as done, or open it again."""
    removed, _ = HandoverMark.objects.filter(network=network, line=line).delete()
    if not removed:
        HandoverMark.objects.create(network=network, line=line, done_on=timezone.localdate(), function_id=by.function)
    record(events.HANDOVER_MARKED, network=network.pk, by=by.actor, about=About("network", network.pk))
