"""The only door to what the feed tells: services, organizations, places, terms, changes."""

from schutznetz.exchange.access.asked import Asked
from schutznetz.exchange.access.audiences import EVERYBODY, Audience
from schutznetz.exchange.access.catalogue import find_taxonomies, find_terms, get_taxonomy, get_term
from schutznetz.exchange.access.changes import Change, changes_after, last_change, last_position
from schutznetz.exchange.access.feeds import AtLocations, Feed, Organisations, Services, owners_of
from schutznetz.exchange.access.keys import InForce, feed_keys, key_in_force
from schutznetz.exchange.access.mirrors import mirrors, sources_of
from schutznetz.exchange.access.pages import FEEDS, Dated, dated, latest_offers, places_of, total_of

__all__ = [
    "EVERYBODY", "FEEDS", "Asked", "AtLocations", "Audience", "Change", "Dated", "Feed", "InForce", "Organisations",
    "Services", "changes_after", "dated", "feed_keys", "find_taxonomies", "find_terms", "get_taxonomy", "get_term",
    "key_in_force", "last_change", "last_position", "latest_offers", "mirrors", "owners_of", "places_of", "sources_of",
    "total_of",
]  # fmt: skip
