"""What an entry says, as plain values: read, compared, written back."""

from schutznetz.directory.keeping.difference import Difference, compare
from schutznetz.directory.keeping.values import (
    WAITS,
    Entry,
    Values,
    columns,
    entry_of,
    fingerprint,
    kind_of,
    organisation_of,
    read,
    traits,
    write,
)

__all__ = [
    "WAITS",
    "Difference",
    "Entry",
    "Values",
    "columns",
    "compare",
    "entry_of",
    "fingerprint",
    "kind_of",
    "organisation_of",
    "read",
    "traits",
    "write",
]
