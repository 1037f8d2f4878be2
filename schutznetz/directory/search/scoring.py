"""How well the words of a question fit an entry, for SQLite, which has no cheap way to say so.

FTS5's own bm25 walks through every offer that has a word before it weighs the first one: 10 to 30 ms for "Kind" among
100,000 offers. This looks at the hits only.
"""

import json
from collections.abc import Sequence
from functools import lru_cache

from schutznetz.directory.search.plan import Group

NAME = "schutznetz_fit"
# A word in the title says more than one in the name of the organisation, and that more than one in the text.
TITLE, ORGANISATION, BODY = 1.0, 0.4, 0.1
# A word that stands in a large part of all offers says little about one of them.
FREQUENT = 0.3

Needle = tuple[float, tuple[tuple[str, ...], ...]]


def as_parameter(groups: Sequence[Group]) -> str:
    """Return the words of a question as the last argument of ``fit``."""
    words = [
        (
            FREQUENT if group.is_frequent else 1.0,
            [[f" {term.text}" + " " * (not term.is_prefix) for term in one.terms] for one in group.alternatives],
        )
        for group in groups
    ]
    return json.dumps(words, ensure_ascii=False)


def fit(title: str, organisation: str, body: str, groups: str) -> float:
    """Return how well an entry fits, 0 and more; every word counts once, where it says most."""
    fields = ((f" {title} ", TITLE), (f" {organisation} ", ORGANISATION), (f" {body} ", BODY))
    total = 0.0
    for weight, alternatives in _needles(groups):
        for text, worth in fields:
            if any(all(term in text for term in terms) for terms in alternatives):
                total += weight * worth
                break
    return total


@lru_cache(maxsize=64)
def _needles(groups: str) -> tuple[Needle, ...]:
    return tuple((weight, tuple(tuple(terms) for terms in alternatives)) for weight, alternatives in json.loads(groups))
