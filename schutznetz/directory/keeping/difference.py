"""What two states of an entry have not in common."""

from dataclasses import dataclass
from typing import Any

from schutznetz.directory.keeping.values import Values

# Follow from the address and are no news of their own.
NOTHING: tuple[Any, ...] = (None, "")
SILENT = frozenset({"gemeinde", "kreis", "lat", "lon"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed part, as it was and as it is."""

    name: str
    before: Any
    after: Any


def _same(before: Any, after: Any) -> bool:
    """Tell whether nothing changed; what was never asked and what is empty are the same."""
    return before == after or (before in NOTHING and after in NOTHING)


def compare(before: Values, after: Values) -> list[Difference]:
    """Return what changed, in the order in which an entry is read; parts that only one side knows count too."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        Difference(name, before.get(name), after.get(name))
        for name in names
        if name not in SILENT and not _same(before.get(name), after.get(name))
    ]
