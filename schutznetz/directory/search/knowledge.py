"""What the search knows between two questions: words for offer types and the words of the index.

Kept in the memory of the process for a minute. A stale copy only costs a correction of a typing error, never a hit.
"""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from schutznetz.directory.models import OfferType, OfferTypeSynonym, SearchTerm
from schutznetz.directory.search import analyser
from schutznetz.directory.search.plan import Knowledge

KEEP_SECONDS = 60
MOST_NEAREST = 4
_kept: "tuple[float, Knowledge] | None" = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms of the index, sorted."""

    terms: Sequence[str]

    def is_known(self, term: str, prefix: bool) -> bool:
        at = bisect_left(self.terms, term)
        return at < len(self.terms) and (self.terms[at].startswith(term) if prefix else self.terms[at] == term)

    def nearest(self, term: str) -> Sequence[str]:
        """Return known terms one typing error away, two for words from six letters."""
        allowed = 1 if len(term) < 6 else 2
        found = process.extract(term, self.terms, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAREST)
        best = min((distance for _, distance, _ in found), default=0)
        return [known for known, distance, _ in found if distance == best]


def current() -> Knowledge:
    """Return the knowledge, read anew when it is older than a minute."""
    global _kept  # noqa: PLW0603 -- one small cache for the process, see the module's text
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEEP_SECONDS:
        _kept = (now, _read())
    return _kept[1]


def forget() -> None:
    """Read anew at the next question, because the index or the types have changed."""
    global _kept  # noqa: PLW0603 -- see above
    _kept = None


def _read() -> Knowledge:
    phrases: dict[tuple[str, ...], set[str]] = defaultdict(set)
    named = [(offer_type.id, offer_type.label) for offer_type in OfferType.objects.all()]
    named += list(OfferTypeSynonym.objects.values_list("offer_type_id", "text"))
    for type_id, text in named:
        for phrase in _phrases(text):
            phrases[phrase].add(type_id)
    vocabulary = Vocabulary(sorted(SearchTerm.objects.values_list("term", flat=True)))
    return Knowledge(
        phrases={phrase: frozenset(types) for phrase, types in phrases.items()},
        is_known=vocabulary.is_known,
        nearest=vocabulary.nearest,
        longest_phrase=max(map(len, phrases), default=1),
    )


def _phrases(text: str) -> list[tuple[str, ...]]:
    """Return the stems of a label; "Frauen- und Kinderschutzhaus" or "A / B, C" give one phrase for each name in it."""
    pieces = text.replace("/", ",").replace("–", ",").replace("(", ",").replace(")", ",").split(",")
    phrases = []
    for piece in pieces:
        words = [word for word in analyser.words(piece) if word not in analyser.STOP_WORDS]
        if words:
            phrases.append(tuple(analyser.stem(word) for word in words))
    return phrases
