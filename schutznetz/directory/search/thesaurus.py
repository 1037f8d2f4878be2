"""People's own words → offer types: "Papa trinkt" means addiction advice and help for the children of such parents.

A phrase matches when all its words, or words of their families, occur in the question, in any order. Rare words decide
more than frequent ones, so "Mobbing in der Kita" is about mobbing. Where few types are found so, what single words lean
to comes next, then what often helps beside.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schutznetz.directory.search import analyser, families
from schutznetz.directory.search.leaning import Leanings

# "A / B, C (D) – E" are five names; "Mutter-/Vater-Kind-Kur" is one.
_PIECES = re.compile(r"[,()]|\s[/–]\s")
# Here these say something: "will nicht mehr leben" is not "leben".
TELLING = frozenset({"nicht", "mehr", "kein", "keine", "keinen", "ohne", "will", "kann", "muss", "weg", "allein", "um"})
STOP_WORDS = analyser.STOP_WORDS - TELLING
MAIN, ALSO = 1.0, 0.45
# A second phrase for the same type makes it more likely, but never twice as likely.
SECOND_PHRASE = 0.3
# A word of the same family is nearly as sure as the word itself.
OF_FAMILY = 0.8
WEAKEST = 0.2
MOST_TYPES = 8
# Fewer types than this, and what comes near is added.
ENOUGH_TYPES = 4
BESIDE = 0.5
FURTHER_WORD = 0.25
SHORTEST_BEGINNING = 0.65
LEAST_LEANING = 1.2
LEANING_SHARE = 0.5
PREFIX_KEY = 3
# Alone these lean to nothing, however rare they are in phrases.
EMPTY = analyser.read_words("leerwoerter.txt")
TYPES = 85


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


@dataclass(frozen=True, slots=True)
class _Filed:
    """A phrase as it is looked for: by the heads of its words' families."""

    phrase: Phrase
    heads: tuple[str, ...]
    rarity: float
    is_exact: bool


@dataclass(slots=True)
class Thesaurus:
    """All phrases, found by any one of their words; ``beside`` names types that often help as well.

    With ``guesses`` single words say something where no phrase matches whole.
    """

    phrases: list[Phrase]
    beside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guesses: bool = True
    by_word: dict[str, list[_Filed]] = field(default_factory=lambda: defaultdict(list))
    by_beginning: dict[str, list[_Filed]] = field(default_factory=lambda: defaultdict(list))
    types_of_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    leanings: Leanings = field(init=False)

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            for word in phrase.words:
                self.types_of_word[word].add(phrase.type_id)
        for phrase in self.phrases:
            self._file(phrase)
        self.leanings = Leanings.of(self.phrases if self.guesses else (), TYPES)

    def _file(self, phrase: Phrase) -> None:
        """File a phrase under its rarest word, so that few phrases are tried for a question."""
        rarest = min(phrase.words, key=lambda word: len(self.types_of_word[word]))
        rarity = sum(math.log(1 + TYPES / len(self.types_of_word[word])) for word in phrase.words)
        heads = tuple(families.written(word) for word in phrase.words)
        # one word decides only by itself, and "Sohn oder Tochter" is not said by "Kind"
        is_exact = len(set(heads)) < max(len(heads), 2)
        filed = _Filed(phrase, phrase.words if is_exact else heads, rarity, is_exact)
        at = filed.heads[phrase.words.index(rarest)]
        shelf = self.by_beginning if rarest.endswith("*") else self.by_word
        shelf[at[:PREFIX_KEY] if rarest.endswith("*") else at].append(filed)

    @property
    def words(self) -> Iterable[str]:
        return (word for word in self.types_of_word if not word.endswith("*"))

    @property
    def beginnings(self) -> Iterable[str]:
        return (word[:-1] for word in self.types_of_word if word.endswith("*"))

    def knows(self, word: str) -> bool:
        """Say whether a folded word occurs in any phrase."""
        stemmed = analyser.stem(word)
        beginnings = self.by_beginning.get(stemmed[:PREFIX_KEY], ())
        return stemmed in self.types_of_word or any(
            stemmed.startswith(part[:-1]) for filed in beginnings for part in filed.phrase.words if part.endswith("*")
        )

    def meanings(self, asked: Sequence[str]) -> list[Meaning]:
        """Return the offer types that the folded words of a question mean, the surest first."""
        said = {form for word in asked if word not in STOP_WORDS for form in (word, analyser.stem(word))}
        said = said or {form for word in asked for form in (word, analyser.stem(word))}
        exact = said | {part for word in asked for part in analyser.parts(word)}
        forms = exact | {families.heard(form) for form in said}
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for filed in self._candidates(forms):
            if all(_occurs(word, exact if filed.is_exact else forms) for word in filed.heads):
                found[filed.phrase.type_id].append((_score(filed, said), filed.phrase.text))
        return self._with_near(_surest(found), asked)

    def _candidates(self, forms: Iterable[str]) -> Iterable[_Filed]:
        for form in forms:
            yield from self.by_word.get(form, ())
            yield from self.by_beginning.get(form[:PREFIX_KEY], ())

    def _with_near(self, found: list[Meaning], asked: Sequence[str]) -> list[Meaning]:
        """Where no phrase matches, take what single words lean to; add to few meanings what often helps beside."""
        found = found or self._leant(asked)
        sure = sum(meaning.weight >= BESIDE for meaning in found)
        if not found or sure >= ENOUGH_TYPES or self._is_name(found[0], asked):
            return found
        known = {meaning.type_id for meaning in found if meaning.weight >= BESIDE}
        more = [type_id for type_id in self.beside.get(found[0].type_id, ()) if type_id not in known]
        beside = [Meaning(type_id, BESIDE, found[0].because) for type_id in more[: ENOUGH_TYPES - sure]]
        added = {meaning.type_id for meaning in beside}
        weaker = [meaning for meaning in found if meaning.weight < BESIDE and meaning.type_id not in added]
        return [*(meaning for meaning in found if meaning.weight >= BESIDE), *beside, *weaker][:MOST_TYPES]

    def _is_name(self, meaning: Meaning, asked: Sequence[str]) -> bool:
        """Say whether a question is nothing but the name of a kind of help: "Hebamme"."""
        return meaning.because[:1].isupper() and {
            analyser.stem(word) for word in asked if word not in analyser.STOP_WORDS
        } <= {analyser.stem(word) for word in analyser.words(meaning.because)}

    def _leant(self, asked: Sequence[str]) -> list[Meaning]:
        words = {analyser.stem(word) for word in asked if word not in EMPTY and word not in analyser.STOP_WORDS}
        scored = sorted(((score, t, why) for t, (score, why) in self.leanings.types(words).items()), reverse=True)
        if not scored or scored[0][0] < LEAST_LEANING:
            return []
        top = scored[0][0]
        return [
            Meaning(type_id, score / top, why)
            for score, type_id, why in scored[:ENOUGH_TYPES]
            if score >= LEANING_SHARE * top
        ]


def _occurs(word: str, forms: set[str]) -> bool:
    return any(form.startswith(word[:-1]) for form in forms) if word.endswith("*") else word in forms


def _score(filed: _Filed, said: set[str]) -> float:
    """Return how much a matching phrase says: rare words more, a part, a beginning or a word of the family less."""
    score = filed.phrase.weight * filed.rarity * (1 + FURTHER_WORD * (len(filed.heads) - 1))
    for word in filed.phrase.words:
        if word.endswith("*"):
            longest = max((len(form) for form in said if form.startswith(word[:-1])), default=2 * len(word))
            score *= max(SHORTEST_BEGINNING, min(1.0, len(word) / longest))
        elif word not in said:
            score *= OF_FAMILY
    return score


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
