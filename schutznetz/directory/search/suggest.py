"""Suggestions while typing: what kinds of help are called, never what others have searched."""

import heapq
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from schutznetz.common.words import key
from schutznetz.directory.models import OfferType, OfferTypeSynonym

MOST = 8
SHORTEST = 2
LONGEST = 60
LABEL, NAME = 0, 1


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Folded beginnings with rank and text, sorted; every word of a text can begin it."""

    entries: tuple[tuple[str, int, str], ...]

    @classmethod
    def of(cls, texts: dict[str, int]) -> "Suggestions":
        """Make suggestions from texts with their rank; a lower rank stands earlier."""
        entries: set[tuple[str, int, str]] = set()
        for text, rank in texts.items():
            words = key(text).split()
            entries.update((" ".join(words[start:]), 2 * rank + bool(start), text) for start in range(len(words)))
        return cls(tuple(sorted(entries)))

    def beginning_with(self, typed: str) -> list[str]:
        """Return at most eight texts with a word that begins as typed, the best first."""
        wanted = key(typed[:LONGEST])
        if len(wanted) < SHORTEST:
            return []
        found: dict[str, int] = {}
        for at in range(bisect_left(self.entries, (wanted,)), len(self.entries)):
            beginning, rank, text = self.entries[at]
            if not beginning.startswith(wanted):
                break
            found[text] = min(rank, found.get(text, rank))
        return heapq.nsmallest(MOST, found, key=lambda text: (found[text], len(text), text))


@lru_cache(maxsize=1)
def topics() -> Suggestions:
    """Return the suggestions for a question, kept until the thesaurus changes (``knowledge.forget``)."""
    texts = dict.fromkeys(
        (text for text in OfferTypeSynonym.objects.values_list("text", flat=True) if _reads_well(text)), NAME
    )
    texts |= dict.fromkeys(OfferType.objects.values_list("label", flat=True), LABEL)
    return Suggestions.of(texts)


def _reads_well(text: str) -> bool:
    """Say whether a text is a name; phrases of the thesaurus are lower case and made for matching only."""
    return text[:1].isupper() and "*" not in text
