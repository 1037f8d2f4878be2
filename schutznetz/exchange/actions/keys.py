"""Keys to the restricted feed: made and taken back by the operator, shown by a program with each question."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from schutznetz.audit.actions import OPERATOR, About, record
from schutznetz.audit.events import Event
from schutznetz.common import rows
from schutznetz.common.databases import ours
from schutznetz.common.errors import DomainError
from schutznetz.exchange import access, events
from schutznetz.exchange.access import Audience
from schutznetz.exchange.models import FeedKey, FeedScope
from schutznetz.networks.access import digest
from schutznetz.networks.models import Network

# So that whoever finds one in a file knows what it is, and a filter of logs, too.
PREFIX = "schutznetz-feed-"
SECRET_BYTES = 32
USUAL_DAYS, LONGEST_DAYS = 365, 730
LONGEST_NAME = 100

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A new key; ``token`` is nowhere else and cannot be shown again."""

    key: FeedKey
    token: str


@transaction.atomic
def make_key(name: str, networks: Sequence[Network], days: int = USUAL_DAYS) -> Made:
    """Make a key that reaches these networks for so many days; the log of each of them says so."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise DomainError(f"Welches Programm bekommt den Schlüssel? Bitte 1 bis {LONGEST_NAME} Zeichen.")
    if not 1 <= days <= LONGEST_DAYS:
        raise DomainError(f"Ein Schlüssel gilt 1 bis {LONGEST_DAYS} Tage.")
    if not networks:
        raise DomainError("Für welches Netzwerk gilt der Schlüssel?")
    token, now = PREFIX + token_urlsafe(SECRET_BYTES), timezone.now()
    key = FeedKey.objects.create(
        name=name.strip(), token_hash=digest(token), made_at=now, expires_at=now + timedelta(days=days)
    )
    FeedScope.objects.bulk_create(FeedScope(key=key, network=network) for network in {*networks})
    _record(events.KEY_MADE, key)
    return Made(key, token)


@transaction.atomic
def revoke_key(key: UUID) -> FeedKey:
    """End a key at once and for good; one that has been revoked stays as it is."""
    held = FeedKey.objects.select_for_update().filter(pk=key).first()
    if held is None:
        raise DomainError("Diesen Schlüssel gibt es nicht. „feed_key --list“ zeigt die Kennungen.")
    if held.revoked_at is None:
        held.revoked_at = timezone.now()
        held.save(update_fields=["revoked_at"])
        _record(events.KEY_REVOKED, held)
    return held


def _record(event: Event, key: FeedKey) -> None:
    for network in sorted(key.scopes.values_list("network", flat=True)):
        record(event, network=network, by=OPERATOR, about=About("feedkey", key.pk))


def use_key(token: str) -> Audience | None:
    """Return whom a key speaks for, or None for one that is made up, expired or revoked: all look the same."""
    with rows.invited(digest(token)):
        found = access.key_in_force(token)
        if found is None:
            return None
        if found.last_used_on != timezone.localdate():
            _note_use(found.key)
    return found.audience


def _note_use(key: UUID) -> None:
    """Note the day, once; nobody waits for it, and what goes wrong is said, not raised."""
    try:
        with ours().brief_wait():
            FeedKey.objects.filter(pk=key).update(last_used_on=timezone.localdate())
    except DatabaseError as error:
        logger.warning("Der Tag eines Schlüssels wurde nicht notiert: %s", type(error).__name__)
