"""Keys to the restricted feed: the one that somebody shows, and all of them for the operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from schutznetz.exchange.access.audiences import Audience
from schutznetz.exchange.models import FeedKey, FeedScope
from schutznetz.networks.access import digest
from schutznetz.networks.models import Network


@dataclass(frozen=True, slots=True)
class InForce:
    """A key that holds now, and whom it speaks for."""

    key: UUID
    audience: Audience
    last_used_on: date | None


def key_in_force(token: str) -> InForce | None:
    """Return the key that somebody shows; its hash has been told (``rows.invited``), or PostgreSQL shows none."""
    keys = FeedKey.objects.in_force(timezone.now()).filter(token_hash=digest(token))
    found = list(FeedScope.objects.filter(key__in=keys).values_list("key", "network", "key__last_used_on"))
    if not found:
        return None
    key, _, last_used_on = found[0]
    return InForce(key, Audience(frozenset(network for _, network, _ in found)), last_used_on)


def feed_keys(networks: Sequence[Network] = ()) -> list[FeedKey]:
    """Return all keys, or those that reach one of some networks, the oldest first."""
    found = FeedKey.objects.prefetch_related("networks").order_by("made_at", "pk")
    return list(found.filter(scopes__network__in=networks).distinct() if networks else found)
