"""Which units can be responsible for an address, of which perhaps only a part is known. Never a guess (R04)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from schutznetz.common.words import key
from schutznetz.directory.importing.values.address import street as split_street
from schutznetz.jurisdiction.enums import Parity

_DIGITS = re.compile(r"\d+")
LONGEST_STREET = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an address; empty or None is not known. Names are search forms (``common.words.key``)."""

    kreis: str
    gemeinde: str = ""
    plz: str = ""
    ortsteil: str = ""
    street: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of ``Catchment``, without the database."""

    unit: UUID
    gemeinde: str = ""
    plz: str = ""
    ortsteil: str = ""
    street: str = ""
    number_from: int | None = None
    number_to: int | None = None
    parity: str = Parity.ALL

    @property
    def narrowness(self) -> int:
        """A rule with more, or with narrower conditions comes first."""
        numbers = self.number_from is not None or self.number_to is not None or self.parity != Parity.ALL
        return 16 * numbers + 8 * bool(self.street) + 4 * bool(self.ortsteil) + 2 * bool(self.plz) + bool(self.gemeinde)


class Fit(Enum):
    YES = auto()
    NO = auto()
    PERHAPS = auto()


def read_street(text: str) -> tuple[str, int | None]:
    """Return the search form of a street and its house number: "Musterstr. 12a" → ("musterstrasse", 12)."""
    found = split_street(text[:LONGEST_STREET])
    digits = _DIGITS.match(found.hausnummer)
    return key(found.strasse), int(digits.group()) if digits else None


def fit(rule: Rule, asked: Asked) -> Fit:
    """Say whether an address meets a rule; what is not known of it may or may not."""
    pairs = [(rule.gemeinde, asked.gemeinde), (rule.plz, asked.plz), (rule.ortsteil, asked.ortsteil),
             (rule.street, asked.street)]  # fmt: skip
    answers = [
        Fit.PERHAPS if not known else Fit.YES if wanted == known else Fit.NO for wanted, known in pairs if wanted
    ]
    if rule.street:
        answers.append(_fit_number(rule, asked.number))
    for answer in (Fit.NO, Fit.PERHAPS):
        if answer in answers:
            return answer
    return Fit.YES


def _fit_number(rule: Rule, number: int | None) -> Fit:
    has_range = rule.number_from is not None or rule.number_to is not None or rule.parity != Parity.ALL
    if number is None:
        return Fit.PERHAPS if has_range else Fit.YES
    low, high = rule.number_from or 0, rule.number_to if rule.number_to is not None else number
    on_side = rule.parity == Parity.ALL or (number % 2 == 1) == (rule.parity == Parity.ODD)
    return Fit.YES if low <= number <= high and on_side else Fit.NO


def responsible(rules: Iterable[Rule], asked: Asked) -> list[Rule]:
    """Return, for each unit that can be responsible, the rule that makes it so; one unit alone is certain.

    Of the rules that are met the narrowest hold; a rule that may be met holds if it is narrower than these.
    """
    fits = [(rule, fit(rule, asked)) for rule in rules]
    certain = max((rule.narrowness for rule, answer in fits if answer is Fit.YES), default=-1)
    possible = [
        rule
        for rule, answer in fits
        if (answer is Fit.YES and rule.narrowness == certain) or (answer is Fit.PERHAPS and rule.narrowness > certain)
    ]
    found: dict[UUID, Rule] = {}
    for rule in sorted(possible, key=lambda rule: rule.narrowness):
        found.setdefault(rule.unit, rule)
    return list(found.values())
