"""Pages of the public portal."""

from schutznetz.directory.views.browsing import about, gemeinde, gemeinden, topic, topics
from schutznetz.directory.views.entries import offer, organisation
from schutznetz.directory.views.information import accessibility, imprint, licences, privacy
from schutznetz.directory.views.mistakes import (
    offer_mistake,
    offer_mistake_sent,
    organisation_mistake,
    organisation_mistake_sent,
)
from schutznetz.directory.views.pinning import pin, pinboard
from schutznetz.directory.views.searching import filters, results, suggest
from schutznetz.directory.views.starting import easy, place, start, welcome

__all__ = [
    "about", "accessibility", "easy", "filters", "gemeinde", "gemeinden", "imprint", "licences", "offer",
    "offer_mistake", "offer_mistake_sent", "organisation", "organisation_mistake", "organisation_mistake_sent", "pin",
    "pinboard", "place", "privacy", "results", "start", "suggest", "topic", "topics", "welcome",
]  # fmt: skip
