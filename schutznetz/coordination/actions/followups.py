"""What the coordination does itself where nobody answers."""

from django.db import transaction
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.coordination.actions.campaigns import close_if_done
from schutznetz.coordination.enums import Answer
from schutznetz.coordination.models import ConfirmationRequest, RequestedEntry
from schutznetz.directory.actions import confirm
from schutznetz.networks.policy import Acting


@transaction.atomic
def confirm_for_house(request: ConfirmationRequest, by: Acting) -> int:
    """Confirm what a request still waits for, because somebody of the house said so on the telephone."""
    held = ConfirmationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    rows = list(held.entries.waiting().select_related("offer", "contact_point__function"))
    if held.closed_at or not rows:
        raise DomainError("Das hat sich inzwischen erledigt.")
    confirm([row.entry for row in rows], function=by.function, network=by.network, by=by.actor)
    now = timezone.now()
    RequestedEntry.objects.filter(pk__in=[row.pk for row in rows]).update(answer=Answer.CONFIRMED, answered_at=now)
    close_if_done(held, now)
    return len(rows)
