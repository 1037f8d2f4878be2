"""What the search knows between two questions: the thesaurus and the words of the index.

Kept in the memory of the process. Once a minute two cheap questions tell whether either has changed; only then it is
read anew. A stale copy costs a correction of a typing error, never a hit.
"""

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from rapidfuzz import process
from rapidfuzz.distance import OSA

from schutznetz.directory.models import OfferTypeSynonym, SearchEntry, SearchTerm
from schutznetz.directory.search import suggest
from schutznetz.directory.search.plan import Knowledge
from schutznetz.directory.search.thesaurus import ALSO, MAIN, Phrase, Thesaurus

LOOK_AGAIN_SECONDS = 60
MOST_NEAREST = 4
# A word in more than this share of the offers orders nothing and costs most (stack.md 2: "Beratung" 43 ms).
FREQUENT_SHARE = 0.03
FEWEST_FOR_FREQUENT = 400


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


@dataclass(slots=True)
class _Kept:
    """The copy of this process, with the state of the tables it was read from."""

    looked_at: float = -LOOK_AGAIN_SECONDS
    version: tuple[int | None, int | None] = (-1, -1)
    thesaurus: Thesaurus | None = None
    knowledge: Knowledge | None = None


_kept = _Kept()


def current() -> Knowledge:
    """Return the knowledge; a change in the tables is seen after a minute at the latest."""
    now = time.monotonic()
    if _kept.knowledge is None or now - _kept.looked_at >= LOOK_AGAIN_SECONDS:
        _kept.looked_at = now
        _renew(_version())
    assert _kept.knowledge is not None  # noqa: S101 -- for the type checker: _renew has just set it
    return _kept.knowledge


def forget() -> None:
    """Look again at the next question, because this process has changed the index or the thesaurus."""
    _kept.looked_at = -LOOK_AGAIN_SECONDS


def start_over() -> None:
    """Drop the copy altogether, where the tables may have gone back to an earlier state (tests)."""
    _kept.thesaurus = _kept.knowledge = None
    forget()


def _version() -> tuple[int | None, int | None]:
    """Return what changes whenever the thesaurus is written (first) or an offer is indexed (second)."""
    return OfferTypeSynonym.objects.aggregate(last=Max("pk"))["last"], SearchEntry.objects.aggregate(last=Max("pk"))[
        "last"
    ]


def _renew(version: tuple[int | None, int | None]) -> None:
    if version == _kept.version and _kept.knowledge is not None:
        return
    if version[0] != _kept.version[0] or _kept.thesaurus is None:
        _kept.thesaurus = _read_thesaurus()
        suggest.topics.cache_clear()
    _kept.knowledge = _read(_kept.thesaurus)
    _kept.version = version


def _read_thesaurus() -> Thesaurus:
    rows = OfferTypeSynonym.objects.values_list("offer_type_id", "text", "words", "is_main")
    return Thesaurus(
        [Phrase(tuple(words.split()), type_id, MAIN if main else ALSO, text) for type_id, text, words, main in rows]
    )


def _read(thesaurus: Thesaurus) -> Knowledge:
    offers = dict(SearchTerm.objects.values_list("term", "offers"))
    limit = max(SearchEntry.objects.count() * FREQUENT_SHARE, FEWEST_FOR_FREQUENT)
    frequent = frozenset(term for term, number in offers.items() if number > limit)
    vocabulary = Vocabulary(sorted({*offers, *thesaurus.words}), frequent)
    return Knowledge(thesaurus, vocabulary.is_known, vocabulary.nearest, vocabulary.is_frequent)
