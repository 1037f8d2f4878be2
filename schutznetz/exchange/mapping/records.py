"""What all records have in common: keys that never change, dates, freshness."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha1
from typing import Any, TypeAlias
from uuid import UUID

from schutznetz.common.hours import ZONE
from schutznetz.directory.models import ContactPoint
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Confirmed, Network

Record: TypeAlias = dict[str, Any]
# Of this project and for good: every key that is made from others hangs on it.
NAMESPACE = UUID("0d5f6e0a-7c1b-5b0e-9a3c-5c6e7f0b1d42")
DEFAULT_INTERVAL_DAYS = 180
# As the profile has them.
WEB = re.compile(r"https?://[^\s]+")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom records are told, and what is known beside their rows.

    ``changed`` is when the feed noted the last change of a record, ``over`` are entries that no longer exist as their
    house says, ``silent`` are organisations that the feed must not name, ``inside`` are contact points that are not
    public and that this audience may see all the same.
    """

    today: date
    changed: Mapping[UUID, datetime] = field(default_factory=dict)
    over: Set[UUID] = frozenset()
    silent: Set[UUID] = frozenset()
    inside: Set[UUID] = frozenset()

    def shows(self, point: ContactPoint) -> bool:
        return point.visibility == Visibility.PUBLIC or point.pk in self.inside


def key(*parts: object) -> str:
    """Return the key of something that has none of its own: always the same for the same parts.

    A UUID of version 5, written down at once: a whole record has fifteen of them, and the class of Python takes twice
    as long.
    """
    made = bytearray(sha1(NAMESPACE.bytes + ":".join(map(str, parts)).encode(), usedforsecurity=False).digest()[:16])
    made[6], made[8] = made[6] & 0x0F | 0x50, made[8] & 0x3F | 0x80
    said = made.hex()
    return f"{said[:8]}-{said[8:12]}-{said[12:16]}-{said[16:20]}-{said[20:]}"


def filled(record: Record) -> Record:
    """Return a record without what is empty; 0 and false say something."""
    return {name: value for name, value in record.items() if value is not None and value not in ("", [], {})}


def web(address: str) -> str:
    """Return an address of the web, or nothing: what is no address is no help."""
    return address if WEB.fullmatch(address) else ""


def mail(address: str) -> str:
    return address if MAIL.fullmatch(address) else ""


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def day(at: datetime) -> str:
    return at.astimezone(ZONE).date().isoformat()


def confirmed(entry: Confirmed, changed_at: datetime, held_by: Network | None) -> Record:
    """Return how fresh an entry is: when it was confirmed, by which function, and until when that holds."""
    record: Record = {"changed_on": day(changed_at)}
    if entry.confirmed_at is not None:
        days = held_by.confirm_every_days if held_by else DEFAULT_INTERVAL_DAYS
        record["confirmed_on"] = day(entry.confirmed_at)
        record["confirmed_by"] = entry.confirmed_by_function.title if entry.confirmed_by_function else None
        record["due_on"] = day(entry.confirmed_at + timedelta(days=days))
    return filled(record)
