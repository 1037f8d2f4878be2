"""Say that an entry is right: the line "zuletzt bestätigt" and the log tell the same (promise 4)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from schutznetz.audit.actions import About, Actor, record
from schutznetz.directory import keeping
from schutznetz.directory.events import CONFIRMED
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.directory.search import index

Confirmable = Offer | ContactPoint


@transaction.atomic
def confirm(entries: Sequence[Confirmable], *, function: UUID, network: UUID | None, by: Actor) -> datetime | None:
    """Confirm entries in the name of a function; returns the moment, which is that of the log, or none for nothing.

    ``by`` is who acts: a person in a function, or only the function whose mail was answered. One line of the log for
    each entry.
    """
    moment = None
    for entry in entries:
        moment = record(CONFIRMED, network=network, by=by, about=about(entry)).utc
        entry.confirmed_at, entry.confirmed_by_function_id = moment, function
        entry.save(update_fields=["confirmed_at", "confirmed_by_function"])
    index.update([entry.pk for entry in entries if isinstance(entry, Offer)])
    return moment


def about(entry: keeping.Entry) -> About:
    """Name an entry for the log."""
    return About(type(entry).__name__.lower(), entry.pk)
