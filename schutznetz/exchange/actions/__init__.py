"""What changes in exchange: noting what our feed says, keys to it, and reading what others say."""

from schutznetz.exchange.actions.following import due, end, follow, is_red, read_again
from schutznetz.exchange.actions.keys import USUAL_DAYS, Made, make_key, revoke_key, use_key
from schutznetz.exchange.actions.noting import note_changes
from schutznetz.exchange.actions.syncing import Synced, source_of, sync, sync_address

__all__ = [
    "USUAL_DAYS", "Made", "Synced", "due", "end", "follow", "is_red", "make_key", "note_changes", "read_again",
    "revoke_key", "source_of", "sync", "sync_address", "use_key",
]  # fmt: skip
