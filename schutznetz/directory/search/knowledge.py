"""What the search knows between two questions: the thesaurus and the words of the index.

Kept in the memory of the process for a minute. A stale copy only costs a correction of a typing error, never a hit.
"""

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from schutznetz.directory.models import OfferType, OfferTypeSynonym, SearchEntry, SearchTerm
from schutznetz.directory.search import suggest
from schutznetz.directory.search.plan import Knowledge
from schutznetz.directory.search.thesaurus import Thesaurus, phrases_of

KEEP_SECONDS = 60
MOST_NEAREST = 4
# A word in more than this share of the offers orders nothing and costs most (stack.md 2: "Beratung" 43 ms).
FREQUENT_SHARE = 0.03
FEWEST_FOR_FREQUENT = 400
_kept: "tuple[float, Knowledge] | None" = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of index and thesaurus, sorted, and the terms that occur in a large part of the offers."""

    terms: Sequence[str]
    frequent: frozenset[str]

    def is_known(self, term: str, prefix: bool) -> bool:
        at = bisect_left(self.terms, term)
        return at < len(self.terms) and (self.terms[at].startswith(term) if prefix else self.terms[at] == term)

    def nearest(self, term: str) -> Sequence[str]:
        """Return known words one typing error away, two for words from six letters."""
        if len(term) < 4:
            return ()
        allowed = 1 if len(term) < 6 else 2
        found = process.extract(term, self.terms, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAREST)
        best = min((distance for _, distance, _ in found), default=0)
        return [known for known, distance, _ in found if distance == best]

    def is_frequent(self, term: str) -> bool:
        return term in self.frequent


def current() -> Knowledge:
    """Return the knowledge, read anew when it is older than a minute."""
    global _kept  # noqa: PLW0603 -- one small cache for the process, see the module's text
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEEP_SECONDS:
        _kept = (now, _read())
    return _kept[1]


def forget() -> None:
    """Read anew at the next question, because the index or the thesaurus has changed."""
    global _kept  # noqa: PLW0603 -- see above
    suggest.topics.cache_clear()
    _kept = None


def _read() -> Knowledge:
    named = [(offer_type.id, offer_type.label, True) for offer_type in OfferType.objects.all()]
    named += list(OfferTypeSynonym.objects.values_list("offer_type_id", "text", "is_main"))
    thesaurus = Thesaurus(
        [phrase for type_id, text, main in named for phrase in phrases_of(type_id, text, is_main=main)]
    )
    offers = dict(SearchTerm.objects.values_list("term", "offers"))
    limit = max(SearchEntry.objects.count() * FREQUENT_SHARE, FEWEST_FOR_FREQUENT)
    vocabulary = Vocabulary(
        sorted({*offers, *thesaurus.words}), frozenset(term for term, number in offers.items() if number > limit)
    )
    return Knowledge(thesaurus, vocabulary.is_known, vocabulary.nearest, vocabulary.is_frequent)
