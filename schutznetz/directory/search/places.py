"""Places inside a question: "Schreiambulanz Aue" asks for a place, "kein Geld für Essen" does not.

A word counts as a place if it names one (in the network's Kreis, where there is a network), and if it is either
introduced by a preposition of place or no word that the thesaurus knows.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from schutznetz.common.words import fold, key
from schutznetz.directory.search import analyser
from schutznetz.directory.search.plan import Knowledge
from schutznetz.networks.models import Network
from schutznetz.regions import access as regions
from schutznetz.regions.models import Kreis

LONGEST_NAME = 4
PREPOSITIONS = frozenset({"in", "bei", "um", "nahe", "aus", "rund"})
_CHUNK = re.compile(r"\S+")
_PLZ = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Split:
    """A question without its place, and the place as typed; ``place`` is empty if none was named."""

    text: str
    place: str = ""


@lru_cache(maxsize=64)
def _names(kreis: Kreis | None) -> frozenset[str]:
    """Names change only when the region tables are loaded anew, and then the application starts again."""
    return regions.place_names(kreis)


def forget() -> None:
    _names.cache_clear()


def split(question: str, network: Network | None, knowledge: Knowledge) -> Split:
    """Take the place out of a question; the longest name wins, and of two the later one."""
    chunks = _CHUNK.findall(question)[:40]
    for length in range(min(LONGEST_NAME, len(chunks)), 0, -1):
        for start in range(len(chunks) - length, -1, -1):
            piece = chunks[start : start + length]
            introduced = start > 0 and fold(chunks[start - 1]) in PREPOSITIONS
            if _is_place(piece, network, knowledge, introduced=introduced):
                rest = chunks[: start - 1 if introduced else start] + chunks[start + length :]
                return Split(" ".join(rest), " ".join(piece))
    return Split(question)


def _is_place(piece: list[str], network: Network | None, knowledge: Knowledge, *, introduced: bool) -> bool:
    name = " ".join(piece).strip(".,;:!?")
    if not key(name):
        return False
    if _PLZ.fullmatch(name):
        return bool(regions.find_places(name))
    words = [word for word in analyser.words(name) if word not in analyser.STOP_WORDS]
    if not words or (not introduced and any(knowledge.thesaurus.knows(word) for word in words)):
        return False
    return key(name) in _names(network.kreis if network else None)
