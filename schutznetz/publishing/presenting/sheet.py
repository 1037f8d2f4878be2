"""One offer to hand to a parent: what it is, in the words of every day, and how to get there."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import kinds, phrases
from schutznetz.networks.models import Network
from schutznetz.publishing.presenting.card import ACCENTS
from schutznetz.publishing.presenting.entry import Entry, entry

WHOSE = "Schutznetz"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet. ``explained`` says what this kind of help is; ``url`` is the offer's public page."""

    entry: Entry
    explained: str
    network: str
    accent: str
    url: str
    stand: str
    is_example: bool

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def sheet(
    offer: Offer, network: Network | None, *, now: datetime, interval_days: int, url: str, is_example: bool
) -> Sheet:
    return Sheet(
        entry=entry(offer, now=now, interval_days=interval_days),
        explained=kinds.sentence(offer.offer_type),
        network=network.name if network else "",
        accent=ACCENTS[network.accent if network else "petrol"],
        url=url,
        stand=phrases.day(timezone.localdate(now)),
        is_example=is_example,
    )
