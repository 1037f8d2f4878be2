"""What a question means, before any database is asked: words that must match, and offer types that are meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from schutznetz.directory.search import analyser, families
from schutznetz.directory.search.thesaurus import Meaning, Thesaurus

# A word that is only a beginning ("Hebam") is also tried as a prefix; shorter beginnings would match half the index.
SHORTEST_PREFIX = 3
MOST_WORDS = 16
# Digits of a telephone number; no longer word may ever reach PostgreSQL, which refuses one of 2 kB.
SHORTEST_NUMBER, LONGEST_NUMBER = 6, 16
# Who is beaten or threatened is shown shelter first, not the training of those who beat.
SHELTER = "schutz"
SHELTERS = frozenset({"haeusliche-gewalt-beratung", "frauenhaus"})
BLOWS = frozenset({"schlagt", "wurgt", "bedroht", "vergewaltigt"})
BEATS_OTHERS = frozenset({"schlage", "haue", "prugle", "prugele", "wurge", "bedrohe", "schubse", "ohrfeige"})
WHO_BEATS = frozenset({"mann", "frau", "ex", "freund", "partn"})
# Whoever types the very title of an offer wants that offer; what its words mean otherwise stands behind it.
BESIDE_TITLE = 0.3


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the index; with ``is_prefix`` every word that begins so. ``why`` says how it got here."""

    text: str
    is_prefix: bool = False
    why: str = "Wort"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Terms that must all occur: one word, or the parts of a compound."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What one word of the question may be in the index."""

    asked: str
    alternatives: tuple[Alternative, ...]
    is_frequent: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole question: its words, and the offer types that it means."""

    groups: tuple[Group, ...] = ()
    meanings: tuple[Meaning, ...] = ()

    @property
    def telling(self) -> tuple[Group, ...]:
        """The words that say something: without those that occur in a large part of all offers."""
        return tuple(group for group in self.groups if not group.is_frequent)

    def explain(self) -> dict[str, object]:
        """Return the plan as plain data, for ``--explain``."""
        return {
            "words": [
                {
                    "asked": group.asked,
                    "alternatives": [
                        [f"{term.text}{'*' if term.is_prefix else ''} ({term.why})" for term in alternative.terms]
                        for alternative in group.alternatives
                    ],
                }
                for group in self.groups
            ],
            "types": [
                {"type": meaning.type_id, "weight": round(meaning.weight, 2), "because": meaning.because}
                for meaning in self.meanings
            ],
        }


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the plan needs to know of the stored data.

    ``is_known`` says whether a term (or, with ``prefix``, its beginning) occurs in the index; ``nearest`` returns
    known words close to a mistyped one; ``is_frequent`` says that a term occurs in a large part of all offers;
    ``is_title`` says that an offer is called exactly so.
    """

    thesaurus: Thesaurus
    is_known: Callable[[str, bool], bool]
    nearest: Callable[[str], Sequence[str]]
    is_frequent: Callable[[str], bool] = field(default=lambda _term: False)
    is_title: Callable[[str], bool] = field(default=lambda _text: False)


def make_plan(question: str, knowledge: Knowledge) -> Plan:
    """Return the plan for what somebody typed; any text gives a valid plan, an empty one matches everything."""
    asked = [word for word in analyser.words(question) if word not in analyser.STOP_WORDS]
    asked = list(dict.fromkeys([*asked, *_numbers(asked)]))[:MOST_WORDS]
    corrected = {word: _corrections(word, knowledge) for word in asked}
    heard = [form for word in asked for form in (word, *corrected[word])] + analyser.words(question)[:MOST_WORDS]
    groups = [
        _group(word, corrected[word], knowledge, is_last=position == len(asked) - 1)
        for position, word in enumerate(asked)
        if word != "§"
    ]
    meanings = knowledge.thesaurus.meanings(heard)
    if knowledge.is_title(question):
        meanings = [replace(meaning, weight=meaning.weight * BESIDE_TITLE) for meaning in meanings]
    if any(meaning.type_id in SHELTERS for meaning in meanings):
        groups = _shelter_first(groups)
    return Plan(tuple(groups), tuple(meanings))


def _numbers(asked: Sequence[str]) -> list[str]:
    """Return a telephone number typed in pieces as one word: "116 117" → "116117"."""
    pieces = [word for word in asked if word.isdigit()]
    digits = "".join(pieces)
    return [digits] if len(pieces) > 1 and SHORTEST_NUMBER <= len(digits) <= LONGEST_NUMBER else []


def _corrections(word: str, knowledge: Knowledge) -> Sequence[str]:
    """Return known words that somebody may have meant, if nothing known is or begins like ``word``."""
    stemmed = analyser.stem(word)
    if knowledge.is_known(stemmed, False) or knowledge.is_known(word, True) or analyser.parts(word):
        return ()
    return knowledge.nearest(stemmed)


def _group(word: str, corrections: Sequence[str], knowledge: Knowledge, *, is_last: bool) -> Group:
    stemmed = analyser.stem(word)
    found = [Alternative((Term(stemmed),))]
    if is_last and len(word) >= SHORTEST_PREFIX:
        found.append(Alternative((Term(word, is_prefix=True, why="Wortanfang"),)))
    if parts := analyser.parts(word):
        found.append(Alternative(tuple(Term(part, why="Wortteil") for part in parts)))
    found += [Alternative((Term(term, why=f"ähnlich wie „{word}“"),)) for term in corrections]
    return Group(word, tuple(dict.fromkeys(found)), is_frequent=knowledge.is_frequent(stemmed))


def _is_blow(word: str) -> bool:
    return families.heard(analyser.stem(word)) in BLOWS and word not in BEATS_OTHERS


def _shelter_first(groups: list[Group]) -> list[Group]:
    """Where somebody is beaten, shelter counts as the blow, and the word for who beats brings nothing up: it stands in
    the trainings for those."""
    if not any(_is_blow(group.asked) for group in groups):
        return groups
    return [
        replace(group, alternatives=(*group.alternatives, Alternative((Term(SHELTER, why="Schutz zuerst"),))))
        if _is_blow(group.asked)
        else replace(group, is_frequent=True)
        if families.heard(analyser.stem(group.asked)) in WHO_BEATS
        else group
        for group in groups
    ]
