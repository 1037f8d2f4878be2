"""What is wrong with the answers of a network: places nobody covers, places two cover, minutes without a human."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from schutznetz.jurisdiction.answering.chain import POLICE, turns
from schutznetz.jurisdiction.answering.matching import Asked, Rule, responsible
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.enums import Parity

DAYS = 400


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that must have exactly one unit: a Gemeinde, or an Ortsteil of it. ``key`` is its search form."""

    kreis: str
    gemeinde: str
    gemeinde_name: str
    ortsteil: str = ""
    key: str = ""


def holes(spots: Iterable[Spot], rules: Sequence[Rule]) -> Iterator[Spot]:
    """Yield the places for which no rule names a unit, whatever else is known of the address."""
    by_gemeinde: dict[str, list[Rule]] = {}
    for rule in rules:
        by_gemeinde.setdefault(rule.gemeinde, []).append(rule)
    for spot in spots:
        here = [*by_gemeinde.get("", []), *by_gemeinde.get(spot.gemeinde, [])]
        if not responsible(here, Asked(spot.kreis, spot.gemeinde, ortsteil=spot.key)):
            yield spot


def overlaps(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Yield pairs of rules of different units, equally narrow, that one address can meet."""
    groups: dict[tuple[object, ...], list[Rule]] = {}
    for rule in rules:
        groups.setdefault((rule.narrowness, rule.gemeinde, rule.plz, rule.ortsteil, rule.street), []).append(rule)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if one.unit != other.unit and _share_a_number(one, other):
                yield one, other


def _share_a_number(one: Rule, other: Rule) -> bool:
    sides = {one.parity, other.parity}
    if sides == {Parity.ODD, Parity.EVEN}:
        return False
    low = max(one.number_from or 0, other.number_from or 0)
    ends = [rule.number_to for rule in (one, other) if rule.number_to is not None]
    if not ends:
        return True
    numbers = range(low, min(ends) + 1)
    if Parity.ODD in sides or Parity.EVEN in sides:
        wanted = 1 if Parity.ODD in sides else 0
        return any(number % 2 == wanted for number in numbers[:2])
    return bool(numbers)


def minutes_without_answer(links: Sequence[Link], at: datetime, days: int = DAYS) -> int:
    """Return in how many minutes of so many days nobody but 110 answers."""
    found = turns(links, at, days)
    end = found[0].begins + timedelta(days=days)
    alone = ((turn.ends or end) - turn.begins for turn in found if turn.link is POLICE)
    return round(sum(alone, timedelta()) / timedelta(minutes=1))


def is_overdue(tested_on: date | None, in_force_since: date, every_days: int, today: date) -> bool:
    """Say whether a number should have been dialled again by now."""
    return today - (tested_on or in_force_since) > timedelta(days=every_days)
