"""Where a function reads mails."""

from django.db import transaction

from schutznetz.audit.actions import About, record
from schutznetz.directory import events
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function
from schutznetz.networks.policy import Acting


@transaction.atomic
def correct_address(function: Function, email: str, by: Acting) -> None:
    """Give a function another e-mail address; one without a contact point gets one that the public does not see."""
    point, is_new = ContactPoint.objects.select_for_update(of=("self",)).get_or_create(
        function=function, defaults={"email": email, "visibility": Visibility.NETWORK, "held_by_id": by.network}
    )
    if not is_new:
        point.email = email
        point.save(update_fields=["email", "changed_at"])
    record(events.ADDRESS_CORRECTED, network=by.network, by=by.actor, about=About("function", function.pk))
