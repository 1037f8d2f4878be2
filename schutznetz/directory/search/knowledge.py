"""What the search knows between two questions: the thesaurus and the words of the index.

Kept in the memory of the process. Once a minute two cheap questions tell whether either has changed; only then it is
read anew. A stale copy costs a correction of a typing error, never a hit.
"""

import time
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from django.db.models import Max
from rapidfuzz import process
from rapidfuzz.distance import OSA

from schutznetz.common.words import key
from schutznetz.directory.models import OfferTypeSynonym, SearchEntry, SearchTerm
from schutznetz.directory.search import analyser, families, suggest
from schutznetz.directory.search.plan import Knowledge
from schutznetz.directory.search.thesaurus import ALSO, MAIN, Phrase, Thesaurus

LOOK_AGAIN_SECONDS = 60
MOST_NEAREST = 4
MOST_OF_WORD = 0.6
SHORTEST_CORRECTED, SHORTEST_HALF, LONG_BEGINNING = 4, 4, 7
# A word in more than this share of the offers orders nothing and costs most (stack.md 2: "Beratung" 43 ms).
FREQUENT_SHARE = 0.03
FEWEST_FOR_FREQUENT = 400


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of index and thesaurus, sorted, and the terms that occur in a large part of the offers.

    ``beginnings`` are those that the thesaurus knows ("depress*"), by their length.
    """

    terms: Sequence[str]
    frequent: frozenset[str]
    beginnings: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def is_known(self, term: str, prefix: bool) -> bool:
        at = bisect_left(self.terms, term)
        return at < len(self.terms) and (self.terms[at].startswith(term) if prefix else self.terms[at] == term)

    def nearest(self, term: str) -> Sequence[str]:
        """Return known words one typing error away, two for words from six letters; else what is joined in it.

        A word whose beginning is known may be right as it stands ("Mündelgeld"): it is one error away, or none.
        """
        if len(term) < SHORTEST_CORRECTED:
            return ()
        is_begun = self._is_begun(term)
        allowed = 1 if len(term) < 6 or is_begun else 2
        found = process.extract(term, self.terms, scorer=OSA.distance, score_cutoff=allowed, limit=MOST_NEAREST)
        best = min((distance for _, distance, _ in found), default=0)
        close = [known for known, distance, _ in found if distance == best]
        return close or (() if is_begun else self._begun(term) or self.halves(term))

    def _is_begun(self, term: str) -> bool:
        """Say whether the thesaurus knows most of a word as a beginning: "mundel" of "Mündelgeld"."""
        return any(
            term[:length] in known
            for length, known in self.beginnings.items()
            if length >= max(SHORTEST_CORRECTED, MOST_OF_WORD * len(term))
        )

    def _begun(self, term: str) -> Sequence[str]:
        """Return beginnings of the thesaurus that a mistyped word has: "wochenbetdepression"."""
        for length, known in sorted(self.beginnings.items(), reverse=True):
            if LONG_BEGINNING <= length <= len(term):
                for piece in (term[:length], term[: length - 1]):
                    if found := process.extractOne(piece, known, scorer=OSA.distance, score_cutoff=1):
                        return [found[0]]
        return ()

    def halves(self, term: str) -> Sequence[str]:
        """Return the two known words that a compound joins, the longest second one: "partnergewalt"."""
        for at in range(SHORTEST_HALF, len(term) - SHORTEST_HALF + 1):
            second = analyser.stem(term[at:])
            if self.is_known(second, False):
                for link in ("", "s", "n", "en", "es", "er"):
                    first = analyser.stem(term[:at].removesuffix(link))
                    if len(first) >= SHORTEST_HALF and self.is_known(first, False):
                        return [first, second]
        return ()

    def is_frequent(self, term: str) -> bool:
        return term in self.frequent


@dataclass(slots=True)
class Titles:
    """What offers are called, as numbers that take little room; one that is gone stays known and does no harm."""

    known: set[int] = field(default_factory=set)
    last: int = 0

    def read_on(self) -> None:
        """Add the titles of what was indexed since the last time."""
        for pk, title in SearchEntry.objects.filter(pk__gt=self.last).values_list("pk", "offer__title").iterator():
            self.known.add(hash(key(title)))
            self.last = max(self.last, pk)

    def has(self, text: str) -> bool:
        return hash(key(text)) in self.known


@dataclass(slots=True)
class _Kept:
    """The copy of this process, with the state of the tables it was read from."""

    looked_at: float = -LOOK_AGAIN_SECONDS
    version: tuple[int | None, int | None] = (-1, -1)
    thesaurus: Thesaurus | None = None
    knowledge: Knowledge | None = None
    titles: Titles = field(default_factory=Titles)


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
    _kept.titles = Titles()
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
        [Phrase(tuple(words.split()), type_id, MAIN if main else ALSO, text) for type_id, text, words, main in rows],
        _beside(),
    )


@cache
def _beside() -> dict[str, list[str]]:
    """Return which types often help beside another."""
    return tomllib.loads((files("schutznetz.directory") / "data" / "auch_hilfreich.toml").read_text(encoding="utf-8"))


def _read(thesaurus: Thesaurus) -> Knowledge:
    offers = dict(SearchTerm.objects.values_list("term", "offers"))
    limit = max(SearchEntry.objects.count() * FREQUENT_SHARE, FEWEST_FOR_FREQUENT)
    frequent = frozenset(term for term, number in offers.items() if number > limit)
    by_length: dict[int, list[str]] = defaultdict(list)
    for beginning in thesaurus.beginnings:
        by_length[len(beginning)].append(beginning)
    vocabulary = Vocabulary(sorted({*offers, *thesaurus.words, *families.stems()}), frequent, by_length)
    _kept.titles.read_on()
    return Knowledge(
        thesaurus, vocabulary.is_known, vocabulary.nearest, vocabulary.is_frequent, is_title=_kept.titles.has
    )
