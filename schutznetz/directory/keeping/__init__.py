"""What an entry says, as plain values: read, compared, written back."""

from schutznetz.directory.keeping.difference import Difference, compare
from schutznetz.directory.keeping.values import (
    WAITS,
    Entry,
    Values,
    entry_of,
    fingerprint,
    kind_of,
    organisation_of,
    read,
    write,
)

__all__ = [
    "WAITS",
    "Difference",
    "Entry",
    "Values",
    "compare",
    "entry_of",
    "fingerprint",
    "kind_of",
    "organisation_of",
    "read",
    "write",
]
