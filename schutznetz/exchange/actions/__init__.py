"""What changes in exchange: noting what our feed says, and reading what others say."""

from schutznetz.exchange.actions.noting import note_changes
from schutznetz.exchange.actions.syncing import Synced, source_of, sync, sync_address

__all__ = ["Synced", "note_changes", "source_of", "sync", "sync_address"]
