"""Pages of the public portal."""

from schutznetz.directory.views.entries import offer, organisation
from schutznetz.directory.views.information import accessibility, imprint, licences, privacy
from schutznetz.directory.views.searching import filters, results, suggest
from schutznetz.directory.views.starting import place, start, welcome

__all__ = [
    "accessibility", "filters", "imprint", "licences", "offer", "organisation", "place", "privacy", "results", "start",
    "suggest", "welcome",
]  # fmt: skip
