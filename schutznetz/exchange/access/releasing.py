"""Letting go of rows that have been told.

Rows that Django has loaded together hold each other in circles (an offer its traits, each of them the offer). Python
finds such circles now and then, all of a hundred pages at once, and whoever asks just then waits for half a second.
"""

from collections.abc import Iterable
from typing import Any

PREFETCHED = "_prefetched_objects_cache"


def release(rows: Iterable[Any]) -> None:
    """Cut rows off from everything that was loaded with them; nobody may need them any more."""
    waiting = list(rows)
    while waiting:
        row = waiting.pop()
        related, below = row._state.fields_cache, row.__dict__.pop(PREFETCHED, {})
        waiting.extend(one for one in related.values() if one is not None)
        for several in below.values():
            waiting.extend(several)
        related.clear()
