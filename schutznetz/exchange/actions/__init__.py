"""What changes in exchange: noting what our feed says, and reading what others say."""

from schutznetz.exchange.actions.following import due, end, follow, is_red, read_again
from schutznetz.exchange.actions.noting import note_changes
from schutznetz.exchange.actions.syncing import Synced, source_of, sync, sync_address

__all__ = [
    "Synced", "due", "end", "follow", "is_red", "note_changes", "read_again", "source_of", "sync", "sync_address",
]  # fmt: skip
