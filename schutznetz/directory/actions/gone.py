"""Entries that no longer exist, as their house says: it marks them, and the coordination decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, Actor, record
from schutznetz.common.errors import DomainError
from schutznetz.directory import events
from schutznetz.directory.actions.confirming import about, confirm
from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import ContactPoint, GoneNotice, Offer
from schutznetz.directory.search import index
from schutznetz.networks.enums import Visibility
from schutznetz.networks.policy import Acting


@transaction.atomic
def say_gone(entry: Offer | ContactPoint, *, function: UUID, network: UUID, by: Actor, now: datetime) -> None:
    """Mark an entry as over; its page says so from now on, and nothing is deleted."""
    is_offer = isinstance(entry, Offer)
    organisation = entry.organisation_id if isinstance(entry, Offer) else entry.function.organisation_id
    named = {"offer": entry if is_offer else None, "contact_point": None if is_offer else entry}
    if GoneNotice.objects.undecided().filter(**named).exists():
        return
    GoneNotice.objects.create(
        **named, network_id=network, organisation_id=organisation, function_id=function, said_at=now
    )
    record(events.SAID_GONE, network=network, by=by, about=about(entry))


@transaction.atomic
def decide_gone(notice: GoneNotice, outcome: GoneOutcome, by: Acting) -> None:
    """Take an entry out of the directory, or keep it as confirmed by whoever decides."""
    held = GoneNotice.objects.select_for_update(of=("self",)).select_related("offer", "contact_point").get(pk=notice.pk)
    if held.outcome:
        raise DomainError("Darüber ist schon entschieden.")
    if outcome == GoneOutcome.TAKEN_OUT:
        _take_out(held.entry)
    else:
        confirm([held.entry], function=by.function, network=by.network, by=by.actor)
    held.outcome, held.decided_at = outcome, timezone.now()
    held.save(update_fields=["outcome", "decided_at"])
    record(
        events.GONE_DECIDED, network=by.network, by=by.actor, ground=outcome.value, about=About("gonenotice", held.pk)
    )


def _take_out(entry: Offer | ContactPoint) -> None:
    """Show an entry to nobody any more; its row stays until its period is over, so that it can come back."""
    if isinstance(entry, ContactPoint):
        _check_unused(entry)
    entry.visibility = Visibility.NETWORK
    entry.save(update_fields=["visibility", "changed_at"])
    if isinstance(entry, Offer):
        index.update([entry.pk])


def _check_unused(point: ContactPoint) -> None:
    if point.is_emergency:
        raise DomainError("Über diese Nummern läuft der Notruf. Ändern Sie zuerst die Bereitschaft.")
    used = point.offers.filter(visibility=Visibility.PUBLIC).count()
    if used:
        many = "Ein Angebot zeigt" if used == 1 else f"{used} Angebote zeigen"
        raise DomainError(f"{many} noch diesen Kontakt. Bitte geben Sie dort zuerst einen anderen an.")
