"""People's own words → offer types: "Papa trinkt" means addiction advice and help for the children of such parents.

A phrase matches when all its words occur in the question, in any order. Rare words decide more than frequent ones,
so "Mobbing in der Kita" is about mobbing.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schutznetz.directory.search import analyser

# "A / B, C (D) – E" are five names; "Mutter-/Vater-Kind-Kur" is one.
_PIECES = re.compile(r"[,()]|\s[/–]\s")
# Here these say something: "will nicht mehr leben" is not "leben".
TELLING = frozenset({"nicht", "mehr", "kein", "keine", "keinen", "ohne", "will", "kann", "muss", "weg", "allein", "um"})
STOP_WORDS = analyser.STOP_WORDS - TELLING
MAIN, ALSO = 1.0, 0.45
# A second phrase for the same type makes it more likely, but never twice as likely.
SECOND_PHRASE = 0.3
WEAKEST = 0.2
MOST_TYPES = 8
PREFIX_KEY = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that mean an offer type; a word with ``*`` is a beginning."""

    words: tuple[str, ...]
    type_id: str
    weight: float
    text: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """An offer type that a question means: how surely (1 = the surest), and because of which words."""

    type_id: str
    weight: float
    because: str


@dataclass(slots=True)
class Thesaurus:
    """All phrases, found by any one of their words."""

    phrases: list[Phrase]
    by_word: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_beginning: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    types_of_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            for word in phrase.words:
                self.types_of_word[word].add(phrase.type_id)
        for phrase in self.phrases:
            # filed under its rarest word, so that few phrases are tried for a question
            rarest = min(phrase.words, key=lambda word: len(self.types_of_word[word]))
            shelf = self.by_beginning if rarest.endswith("*") else self.by_word
            shelf[rarest[:PREFIX_KEY] if rarest.endswith("*") else rarest].append(phrase)

    @property
    def words(self) -> Iterable[str]:
        return (word for word in self.types_of_word if not word.endswith("*"))

    def knows(self, word: str) -> bool:
        """Say whether a folded word occurs in any phrase."""
        stemmed = analyser.stem(word)
        beginnings = self.by_beginning.get(stemmed[:PREFIX_KEY], ())
        return stemmed in self.types_of_word or any(
            stemmed.startswith(part[:-1]) for phrase in beginnings for part in phrase.words if part.endswith("*")
        )

    def meanings(self, asked: Sequence[str]) -> list[Meaning]:
        """Return the offer types that the folded words of a question mean, the surest first."""
        forms = {form for word in asked for form in (word, *analyser.index_terms(word))}
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for phrase in self._candidates(forms):
            if all(_occurs(word, forms) for word in phrase.words):
                found[phrase.type_id].append((self._score(phrase), phrase.text))
        return _surest(found)

    def _candidates(self, forms: Iterable[str]) -> Iterable[Phrase]:
        for form in forms:
            yield from self.by_word.get(form, ())
            yield from self.by_beginning.get(form[:PREFIX_KEY], ())

    def _score(self, phrase: Phrase) -> float:
        rarity = sum(math.log(1 + 85 / len(self.types_of_word[word])) for word in phrase.words)
        return phrase.weight * rarity


def _occurs(word: str, forms: set[str]) -> bool:
    return any(form.startswith(word[:-1]) for form in forms) if word.endswith("*") else word in forms


def _surest(found: dict[str, list[tuple[float, str]]]) -> list[Meaning]:
    scored = []
    for type_id, phrases in found.items():
        best = sorted(set(phrases), reverse=True)
        more = SECOND_PHRASE * best[1][0] if len(best) > 1 else 0.0
        scored.append((best[0][0] + more, type_id, best[0][1]))
    scored.sort(key=lambda row: (-row[0], row[1]))
    top = scored[0][0] if scored else 1.0
    return [
        Meaning(type_id, score / top, text) for score, type_id, text in scored[:MOST_TYPES] if score / top >= WEAKEST
    ]


def phrases_of(type_id: str, text: str, *, is_main: bool) -> list[Phrase]:
    """Return the phrases in a label or synonym; "A / B, C (D)" names the type four times."""
    weight = MAIN if is_main else ALSO
    phrases = []
    for piece in _PIECES.split(text):
        # "kann nicht mehr" says a lot, though each of its words says nothing
        words = tuple(dict.fromkeys(_words(piece, STOP_WORDS))) or tuple(dict.fromkeys(_words(piece, frozenset())))
        if words:
            phrases.append(Phrase(words, type_id, weight, piece.strip()))
    return phrases


def _words(piece: str, without: frozenset[str]) -> Iterable[str]:
    for chunk in piece.split():
        found = [word for word in analyser.words(chunk) if word not in without]
        for word in found[:-1]:
            yield analyser.stem(word)
        if found:
            yield f"{found[-1]}*" if chunk.endswith("*") else analyser.stem(found[-1])
