"""Say what was done to a chain where it does not hold: the number of the first bad entry, and the kind of damage."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schutznetz.audit.chaining.hashing import digest
from schutznetz.audit.chaining.walking import ALL, Row, Walk, is_itself, rows
from schutznetz.audit.enums import Damage
from schutznetz.audit.models import Entry

# An entry may have had a higher number than any that is left, if others were deleted and the rest renumbered.
BEYOND = 1000


@dataclass(frozen=True, slots=True)
class Bad:
    seq: int
    kind: Damage

    def as_json(self) -> dict[str, Any]:
        return {"seq": self.seq, "kind": self.kind.value}


def name(network: UUID | None, walk: Walk) -> Bad | None:
    """Return the first bad entry of a chain, by itself and without anything to compare it with."""
    row, expected = walk.stranger, walk.seq + 1
    if walk.is_unreadable:
        return Bad(expected, Damage.CHANGED)
    if row is None:
        # The deletion behind a seal is recorded itself: such a chain cannot be empty.
        return Bad(expected, Damage.TRUNCATED) if walk.sealed and not walk.entries else None
    if row["seq"] != expected:
        return Bad(expected, Damage.MISSING) if row["seq"] > expected else Bad(row["seq"], Damage.INSERTED)
    try:
        return _name_stranger(network, walk, row)
    except (ValueError, TypeError):
        # Something further on cannot even be read.
        return Bad(expected, Damage.CHANGED)


def _name_stranger(network: UUID | None, walk: Walk, row: Row) -> Bad:
    if is_itself(row):
        return _by_link(network, walk, row)
    return _by_number(network, walk, row) or _by_neighbours(network, walk, row)


def _by_link(network: UUID | None, walk: Walk, row: Row) -> Bad:
    """Name an entry that is well in itself but follows another one: it, or the one before, was written anew."""
    after = _row(network, row["seq"] + 1)
    is_odd_one = after is not None and after["prev_hash"] != row["hash"]
    return Bad(row["seq"] if is_odd_one or not walk.seq else walk.seq, Damage.CHANGED)


def _by_number(network: UUID | None, walk: Walk, row: Row) -> Bad | None:
    """Name an entry that stood elsewhere in the chain: two changed places, or all behind it moved up or down."""
    number = _number_before(network, walk.sealed, row)
    if number is None:
        return None
    there = _row(network, number)
    if there is not None and _stood_at(there, row["seq"], row):
        return Bad(min(number, row["seq"]), Damage.SWAPPED)
    if number > row["seq"]:
        return Bad(row["seq"], Damage.MISSING)
    return Bad(number, Damage.INSERTED)


def _by_neighbours(network: UUID | None, walk: Walk, row: Row) -> Bad:
    """Name an entry that never stood anywhere: one that nobody else knows was inserted, otherwise it was changed."""
    after = _row(network, row["seq"] + 1)
    if after is not None and _stood_at(after, row["seq"], after):
        return Bad(row["seq"], Damage.INSERTED)
    is_known = (
        row["prev_hash"] == walk.hash
        or digest(row, walk.hash) == row["hash"]
        or (after is not None and after["prev_hash"] == row["hash"])
    )
    return Bad(row["seq"], Damage.CHANGED if is_known else Damage.INSERTED)


def _number_before(network: UUID | None, sealed: int, row: Row) -> int | None:
    """Return the number that an entry had when it was hashed, if it was another one."""
    # Not up to the highest number: somebody may have written an absurd one.
    left = Entry.objects.of_chain(network).count()
    for number in range(sealed + 1, sealed + left + BEYOND):
        if number != row["seq"] and _stood_at(row, number, row):
            return number
    others = (
        other["seq"] for other in rows(network) if other["seq"] != row["seq"] and _stood_at(row, other["seq"], other)
    )
    return next(others, None)


def _stood_at(row: Row, number: int, there: Row) -> bool:
    """Tell whether an entry, with this number, fits the hashes that it has now or that are found there."""
    return any(
        digest({**row, "seq": number}, hash_before) in (row["hash"], there["hash"])
        for hash_before in {row["prev_hash"], there["prev_hash"]}
    )


def _row(network: UUID | None, number: int) -> Row | None:
    return Entry.objects.of_chain(network).filter(seq=number).values(*ALL).first()
