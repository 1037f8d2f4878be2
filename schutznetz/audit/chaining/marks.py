"""Where chains stood earlier: what ``audit_verify`` printed then and somebody kept elsewhere."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from schutznetz.common.errors import DomainError

UNREADABLE = (
    "Die Vergleichsdatei ist nicht lesbar. Bitte nehmen Sie eine unveränderte Ausgabe von "
    "audit_verify --json oder audit_verify --checkpoint."
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A chain had ``size`` entries, the last one with the hash ``head``, written at ``last``."""

    network: UUID | None
    size: int
    head: str
    last: datetime

    def as_json(self) -> dict[str, Any]:
        network = self.network and str(self.network)
        return {"network": network, "size": self.size, "head": self.head, "last": self.last.isoformat()}


def read(text: str) -> list[Mark]:
    """Read one report (``--json``) or any number of lines (``--checkpoint``), old ones below new ones or mixed."""
    try:
        rows = [row for line in text.splitlines() if line.strip() for row in _rows(json.loads(line))]
        marks = [_mark(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DomainError(UNREADABLE) from error
    if not text.strip():
        raise DomainError(UNREADABLE)
    return marks


def _rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    """An empty chain says nothing that could be compared later."""
    chains: list[dict[str, Any]] = found.get("chains", [found])
    return [chain for chain in chains if chain["size"]]


def _mark(row: dict[str, Any]) -> Mark:
    network = UUID(row["network"]) if row["network"] else None
    bytes.fromhex(row["head"])
    return Mark(network, int(row["size"]), row["head"], datetime.fromisoformat(row["last"]))
