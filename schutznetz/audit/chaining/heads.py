"""The end of a chain, held by one writer at a time."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from schutznetz.audit.models import FIRST_HASH, Entry, Seal


@dataclass(frozen=True, slots=True)
class Head:
    seq: int
    hash: str


def hold(network: UUID | None) -> Head:
    """Return the end of a chain; until the transaction ends, nobody else can append to it.

    On SQLite every transaction begins IMMEDIATE, so that whoever comes here is the only writer anyway.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Record inside the transaction of the act, or neither happens.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_key(network)])
    return head(network)


def head(network: UUID | None) -> Head:
    """Return the last entry of a chain; before the first one, and after the last was deleted, what stands for it."""
    last = Entry.objects.of_chain(network).order_by("-seq").only("seq", "hash").first()
    last = last or Seal.objects.of_chain(network).order_by("-seq").first()
    return Head(last.seq, last.hash) if last else Head(0, FIRST_HASH)


def _key(network: UUID | None) -> int:
    """Return 64 bits for the lock; two networks that share them would only wait for each other."""
    return int.from_bytes(sha256(f"audit {network}".encode()).digest()[:8], signed=True)
