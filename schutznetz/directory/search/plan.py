"""What a question means, before any database is asked: groups that all must match, each a list of alternatives."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from schutznetz.directory.search import analyser

# A word that is only a beginning ("Hebam") is also tried as a prefix; shorter beginnings would match half the index.
SHORTEST_PREFIX = 3
MOST_WORDS = 12


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
    """What one part of the question may mean."""

    asked: str
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole question. ``types`` are the offer types that its words name."""

    groups: tuple[Group, ...] = ()
    types: frozenset[str] = field(default_factory=frozenset)

    def explain(self) -> list[dict[str, object]]:
        """Return the plan as plain data, for ``--explain``."""
        return [
            {
                "asked": group.asked,
                "alternatives": [
                    [f"{term.text}{'*' if term.is_prefix else ''} ({term.why})" for term in alternative.terms]
                    for alternative in group.alternatives
                ],
            }
            for group in self.groups
        ]


def type_term(type_id: str) -> str:
    """Return the index term that stands for an offer type; no word of a text can be equal to it."""
    return "typ" + "".join(char for char in type_id.lower() if char.isalnum()) + "typ"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the plan needs to know of the stored data.

    ``phrases`` maps a sequence of stems to the offer types it names; ``is_known`` says whether a term (or, with
    ``prefix``, its beginning) occurs in the index; ``nearest`` returns known terms close to a mistyped one.
    """

    phrases: dict[tuple[str, ...], frozenset[str]]
    is_known: Callable[[str, bool], bool]
    nearest: Callable[[str], Sequence[str]]
    longest_phrase: int = 1


def make_plan(question: str, knowledge: Knowledge) -> Plan:
    """Return the plan for what somebody typed; any text gives a valid plan, an empty one matches everything."""
    asked = [word for word in analyser.words(question) if word not in analyser.STOP_WORDS][:MOST_WORDS]
    groups: list[Group] = []
    types: set[str] = set()
    position = 0
    while position < len(asked):
        length, named = _longest_phrase(asked, position, knowledge)
        words = asked[position : position + max(length, 1)]
        types |= named
        is_last = position + len(words) == len(asked)
        groups.append(_group(words, named, knowledge, is_last=is_last))
        position += len(words)
    return Plan(tuple(groups), frozenset(types))


def _longest_phrase(asked: Sequence[str], start: int, knowledge: Knowledge) -> tuple[int, frozenset[str]]:
    """Return how many words from ``start`` name offer types together, and which; 0 if none."""
    stems = [analyser.stem(word) for word in asked[start : start + knowledge.longest_phrase]]
    for length in range(len(stems), 0, -1):
        if named := knowledge.phrases.get(tuple(stems[:length])):
            return length, named
    return 0, frozenset()


def _group(words: Sequence[str], named: Iterable[str], knowledge: Knowledge, *, is_last: bool) -> Group:
    alternatives = [Alternative((Term(type_term(name), why=f"Angebotstyp {name}"),)) for name in sorted(named)]
    if len(words) == 1:
        alternatives += _word_alternatives(words[0], knowledge, is_last=is_last, has_type=bool(alternatives))
    else:
        alternatives.append(Alternative(tuple(Term(analyser.stem(word)) for word in words)))
    return Group(" ".join(words), tuple(dict.fromkeys(alternatives)))


def _word_alternatives(word: str, knowledge: Knowledge, *, is_last: bool, has_type: bool) -> list[Alternative]:
    stemmed = analyser.stem(word)
    found = [Alternative((Term(stemmed),))]
    if is_last and len(word) >= SHORTEST_PREFIX and not has_type:
        found.append(Alternative((Term(word, is_prefix=True, why="Wortanfang"),)))
    if parts := analyser.parts(word):
        found.append(Alternative(tuple(Term(part, why="Wortteil") for part in parts)))
    if has_type or knowledge.is_known(stemmed, False) or (is_last and knowledge.is_known(word, True)):
        return found
    if not parts:
        found += [Alternative((Term(term, why=f"ähnlich wie „{word}“"),)) for term in knowledge.nearest(stemmed)]
    return found
