"""What a reader yields, whatever it reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind

# So many records are written in one transaction.
SIZE = 100


@dataclass(frozen=True, slots=True)
class Said:
    """A record as its home says it; ``position`` is where the home's list of changes stood by then."""

    kind: MirrorKind
    key: UUID
    body: dict[str, Any]
    position: int = 0


@dataclass(frozen=True, slots=True)
class Gone:
    kind: MirrorKind
    key: UUID
    position: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be taken over, and where it stands. With a key it is known whose earlier state must stay.

    ``is_harmless``: it is left out on purpose and says nothing about any record.
    """

    where: str
    what: str
    key: UUID | None = None
    is_harmless: bool = False


Item: TypeAlias = Said | Gone | Fault


@dataclass(frozen=True, slots=True)
class Piece:
    """Records that are written together; ``cursor`` is how far the home was read with them, or empty."""

    items: list[Item] = field(default_factory=list)
    cursor: str = ""


class Reader(Protocol):
    """One run through a source.

    ``is_whole``: it tells everything, so what it does not tell is gone. ``starts_over``: positions known so far mean
    nothing any more. ``cursor`` is what holds after a whole run.
    """

    is_whole: bool
    starts_over: bool
    cursor: str

    def pieces(self) -> Iterator[Piece]: ...

    def ask(self, kind: MirrorKind, key: UUID) -> Item | None:
        """Return what the home answers about one record that it did not tell; None: it cannot be asked."""


def in_pieces(items: Iterator[Item]) -> Iterator[Piece]:
    found: list[Item] = []
    for item in items:
        found.append(item)
        if len(found) == SIZE:
            yield Piece(found)
            found = []
    if found:
        yield Piece(found)
