"""Puts an answer together: where is it, which unit, who answers there now and next, who else helps (R01, R04, R05)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from schutznetz.common import hours
from schutznetz.common.words import key, squeeze, storable
from schutznetz.jurisdiction.answering import matching, professions, reading
from schutznetz.jurisdiction.answering.chain import POLICE, Turn, now_and_then
from schutznetz.jurisdiction.answering.matching import Asked, Rule
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.networks.models import Network, Unit
from schutznetz.regions import access as regions
from schutznetz.regions.access import FoundPlace
from schutznetz.regions.models import Gemeinde, Kreis, Land

Role = Literal["home", "stay"]
LONGEST = 120
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Address:
    """What somebody knows of an address; every part may be empty."""

    plz: str = ""
    ort: str = ""
    ortsteil: str = ""
    street: str = ""

    def __bool__(self) -> bool:
        return bool(self.plz or self.ort)

    @classmethod
    def of(cls, plz: str = "", ort: str = "", ortsteil: str = "", street: str = "") -> "Address":
        """Return an address without control characters and endless texts."""
        return cls(*(squeeze(storable(text.replace("\0", " ")))[:LONGEST] for text in (plz, ort, ortsteil, street)))


@dataclass(frozen=True, slots=True)
class Question:
    """Where a child lives, where it is now if that is elsewhere, when (aware), and who asks (a ``Profession``)."""

    home: Address
    at: datetime
    stay: Address = field(default_factory=Address)
    profession: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One office that can be meant, and who answers there. ``unit`` is None where no network is set up.

    ``place`` is what was understood of the question; asked again, it means this place and no other.
    """

    role: Role
    place: str
    kreis: Kreis
    gemeinde: Gemeinde | None
    ortsteil: str
    network: Network | None
    unit: Unit | None
    tell_apart: str
    now: Turn
    then: Sequence[Turn]


@dataclass(frozen=True, slots=True)
class HelpNow:
    """A nationwide number, and whether it can be reached at the moment asked for."""

    link: Link
    state: hours.HoursState


@dataclass(frozen=True, slots=True)
class Answer:
    """``unknown`` names the parts of the question (home, stay) whose place nobody knows."""

    candidates: Sequence[Candidate]
    fallback: Sequence[HelpNow]
    unknown: Sequence[Role] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Two offices for one address: nobody may guess which is meant."""
        offices = {(one.role, one.kreis.ags, one.unit.pk if one.unit else None) for one in self.candidates}
        return len(offices) > len({role for role, _, _ in offices})


@dataclass(frozen=True, slots=True)
class _Match:
    """``has_parts``: units may share the Gemeinde by its Ortsteile."""

    role: Role
    place: FoundPlace
    rule: Rule | None
    has_parts: bool


def answer(question: Question) -> Answer:
    """Return everything that can be meant, each with who answers; 110 where nobody else does."""
    day = question.at.astimezone(hours.ZONE).date()
    asked: list[tuple[Role, Address]] = [("home", question.home), ("stay", question.stay)]
    places = {role: _places(address) for role, address in asked if address}
    matches = [match for role, address in asked if address for match in _matches(role, address, places[role], day)]
    land = next((match.place.kreis.land for match in matches), None)
    return Answer(
        _candidates(matches, question.at),
        _help(question, land),
        [role for role, found in places.items() if not found],
    )


def _help(question: Question, land: Land | None) -> list[HelpNow]:
    """Return the lines for whoever asks: emergency numbers, then who can be reached, then the others."""
    lines = professions.lines_for(question.profession, reading.help_lines(land))
    found = [HelpNow(line, hours.state(line.hours, question.at, line.land)) for line in lines]
    return sorted(found, key=lambda one: one.state.status != "open")


def _places(address: Address) -> list[FoundPlace]:
    """Return every place that PLZ and name can mean together; where they contradict each other, both."""
    if not address.plz or not address.ort:
        return regions.find_places(address.plz or address.ort)
    by_plz, by_name = regions.find_places(address.plz), regions.find_places(address.ort)
    touched = {place.gemeinde.ags for place in by_plz if place.gemeinde}
    in_both = [place for place in by_name if place.gemeinde and place.gemeinde.ags in touched]
    return [replace(place, plz=address.plz) for place in in_both] or [*by_plz, *by_name]


def _matches(role: Role, address: Address, places: Sequence[FoundPlace], day: date) -> list[_Match]:
    street, number = matching.read_street(address.street) if address.street else ("", None)
    known = [
        Asked(
            kreis=place.kreis.ags,
            gemeinde=place.gemeinde.ags if place.gemeinde else "",
            plz=address.plz if place.plz else "",
            street=street,
            number=number,
        )
        for place in places
    ]
    found: list[_Match] = []
    for place, asked, rules in zip(places, known, reading.rules_for(known, day), strict=True):
        parts = _parts(asked.gemeinde, address.ortsteil or place.ortsteil, {rule.ortsteil for rule in rules})
        met = {rule.unit: rule for part in parts for rule in matching.responsible(rules, replace(asked, ortsteil=part))}
        # of the rules for streets only those of the street asked for were read
        has_parts = bool(street) or any(rule.ortsteil for rule in rules)
        found += [_Match(role, place, rule, has_parts) for rule in met.values() or [None]]
    return _distinct(found)


def _parts(gemeinde: str, name: str, known: set[str]) -> list[str]:
    """Return the Ortsteile that a name means; one that no rule knows decides nothing and counts as not named."""
    if not name or not gemeinde or not any(known):
        return [""]
    return sorted({key(name)} & known or regions.parts_called(gemeinde, name) & known) or [""]


def _distinct(matches: list[_Match]) -> list[_Match]:
    """Leave out a second place for the same unit in the same Gemeinde, and for the same Kreis without units."""
    found: dict[tuple[object, ...], _Match] = {}
    for match in matches:
        gemeinde = match.place.gemeinde.ags if match.place.gemeinde else ""
        found.setdefault((match.place.kreis.ags, gemeinde, match.rule.unit if match.rule else None), match)
    return list(found.values())


def _candidates(matches: list[_Match], at: datetime) -> list[Candidate]:
    kreise = {match.place.kreis.ags for match in matches}
    networks = reading.networks_of(kreise)
    units = reading.units({match.rule.unit for match in matches if match.rule})
    chains = reading.Chains(networks.values(), at) if units else None
    apart = _Apart(matches, units)
    found = []
    for match in matches:
        unit = units.get(match.rule.unit) if match.rule else None
        network = networks.get(match.place.kreis.ags)
        now, then = now_and_then(chains.of_unit(unit.pk) if chains and unit else [], at)
        place = match.place
        found.append(
            Candidate(
                match.role,
                place.label,
                place.kreis,
                place.gemeinde,
                place.ortsteil,
                network,
                unit,
                apart.of(match),
                now,
                then,
            )
        )
    return found


class _Apart:
    """Says what tells one candidate from the others: the Kreis, the Gemeinde, or what the unit covers there."""

    def __init__(self, matches: list[_Match], units: dict[UUID, Unit]) -> None:
        self.units = units
        self.several_kreise = len({match.place.kreis.ags for match in matches}) > 1
        self.gemeinden = {match.place.gemeinde.ags for match in matches if match.place.gemeinde}
        several = len(units) > 1
        has_parts = any(match.has_parts for match in matches)
        self.ortsteile = reading.ortsteile_of(units, self.gemeinden) if several and has_parts else {}
        self.covered = reading.gemeinden_of(units) if several and not self.gemeinden else {}

    def of(self, match: _Match) -> str:
        gemeinde = match.place.gemeinde
        parts = [match.place.kreis.name] if self.several_kreise else []
        if len(self.gemeinden) > 1 and gemeinde and gemeinde.name not in match.place.kreis.name:
            parts.append(gemeinde.name)
        if match.rule:
            names = self.ortsteile.get(match.rule.unit) or self.covered.get(match.rule.unit) or []
            parts += [", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")] if names else []
        return " · ".join(parts)


def in_turn(turn: Turn) -> bool:
    """Say whether somebody of the chain answers, and not only 110."""
    return turn.link is not POLICE
