"""What single words lean to, learnt from all phrases: "Geschrei" to crying babies, more than to quarrelling neighbours.

Answers where no phrase matches whole. A word leans to a type as far as the phrases that contain it belong to that type.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

SHORTEST = 3


class Words(Protocol):
    """A phrase, as far as it matters here."""

    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def type_id(self) -> str: ...
    @property
    def weight(self) -> float: ...


@dataclass(slots=True)
class Leanings:
    """For each word, how much of it belongs to each type (together 1) times how rare it is."""

    of_word: dict[str, dict[str, float]] = field(default_factory=dict)
    of_beginning: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def of(cls, phrases: Iterable[Words], types: int) -> "Leanings":
        counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for phrase in phrases:
            for word in phrase.words:
                counted[word][phrase.type_id] += phrase.weight / len(phrase.words)
        found = cls()
        for word, of_type in counted.items():
            shelf = found.of_beginning if word.endswith("*") else found.of_word
            whole = sum(of_type.values())
            rarity = math.log(1 + types / len(of_type))
            shelf[word.rstrip("*")] = {
                type_id: rarity * part / whole for type_id, part in of_type.items() if part > 0.05 * whole
            }
        return found

    def types(self, forms: Iterable[str]) -> dict[str, tuple[float, str]]:
        """Return for each type how much the words lean to it, and the word that does so most."""
        found: dict[str, tuple[float, str]] = {}
        best: dict[str, float] = {}
        for form in (form for form in forms if len(form) >= SHORTEST and not form.isdigit()):
            for type_id, part in self._of(form).items():
                total, why = found.get(type_id, (0.0, ""))
                if part > best.get(type_id, 0.0):
                    best[type_id], why = part, form
                found[type_id] = (total + part, why)
        return found

    def _of(self, form: str) -> dict[str, float]:
        if form in self.of_word:
            return self.of_word[form]
        for end in range(len(form), SHORTEST - 1, -1):
            if form[:end] in self.of_beginning:
                return self.of_beginning[form[:end]]
        return {}
