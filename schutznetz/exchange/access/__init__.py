"""The only door to what the feed tells: services, organizations, places, terms, changes."""

from schutznetz.exchange.access.asked import Asked
from schutznetz.exchange.access.catalogue import find_taxonomies, find_terms, get_taxonomy, get_term
from schutznetz.exchange.access.changes import Change, changes_after, last_change
from schutznetz.exchange.access.feeds import AtLocations, Feed, Organisations, Services

__all__ = [
    "Asked", "AtLocations", "Change", "Feed", "Organisations", "Services", "changes_after", "find_taxonomies",
    "find_terms", "get_taxonomy", "get_term", "last_change",
]  # fmt: skip
