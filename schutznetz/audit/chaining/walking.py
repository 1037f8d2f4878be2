"""Walk along a chain from its beginning, one entry in memory at a time, and stop where it does not hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from schutznetz.audit.chaining.hashing import COLUMNS, digest
from schutznetz.audit.models import FIRST_HASH, Entry, Seal

READ_AT_ONCE = 2000
ALL = (*COLUMNS, "prev_hash", "hash")

Row = dict[str, Any]


@dataclass(slots=True)
class Walk:
    """How far the chain holds: ``seq`` and ``hash`` of the last good entry, and the one that does not follow it.

    ``passed`` keeps the hashes at the numbers that were asked for. ``is_unreadable``: the database holds something
    there that is no date, no number or no UUID.
    """

    sealed: int
    seq: int
    hash: str
    last: datetime | None = None
    entries: int = 0
    stranger: Row | None = None
    is_unreadable: bool = False
    passed: dict[int, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return self.stranger is None and not self.is_unreadable


def walk(network: UUID | None, ask: Collection[int] = ()) -> Walk:
    """Follow a chain to its end or to the first entry that does not belong there."""
    seal = Seal.objects.of_chain(network).order_by("-seq").first()
    so_far = Walk(seal.seq, seal.seq, seal.hash) if seal else Walk(0, 0, FIRST_HASH)
    so_far.passed[so_far.seq] = so_far.hash
    try:
        for row in rows(network):
            if not follows(row, so_far.seq, so_far.hash):
                so_far.stranger = row
                break
            _step(so_far, row)
            if row["seq"] in ask:
                so_far.passed[row["seq"]] = row["hash"]
    except (ValueError, TypeError):
        so_far.is_unreadable = True
    return so_far


def rows(network: UUID | None) -> Iterator[Row]:
    chain = Entry.objects.of_chain(network).order_by("seq", "id").values_list(*ALL)
    return (dict(zip(ALL, values, strict=True)) for values in chain.iterator(READ_AT_ONCE))


def follows(row: Row, seq: int, hash_before: str) -> bool:
    """Tell whether an entry is the next one, names the hash before it, and is what it was when it was written."""
    return bool(row["seq"] == seq + 1 and row["prev_hash"] == hash_before and is_itself(row))


def is_itself(row: Row) -> bool:
    return bool(digest(row, row["prev_hash"]) == row["hash"])


def _step(so_far: Walk, row: Row) -> None:
    so_far.seq, so_far.hash, so_far.last = row["seq"], row["hash"], row["utc"]
    so_far.entries += 1
