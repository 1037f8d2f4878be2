"""The static pages that stand in for "Jetzt Hilfe" while application or database are down.

They are written in advance and computed by nobody: every minute of eight days is on them. Links are short and relative
to ``<base>``, because the proxy shows the start pages under the addresses of the application. Nothing on them is an
address of anybody: only names of units, numbers, times and places.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from schutznetz.common.hours import ZONE
from schutznetz.common.words import key
from schutznetz.jurisdiction.answering import professions, reading
from schutznetz.jurisdiction.answering.places import Covered, covered
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.presenting import days
from schutznetz.networks.models import Network, Unit
from schutznetz.regions.models import Land

HOME = "jetzt/aushang/"
STYLE = Path(__file__).resolve().parent.parent / "data" / "aushang.css"
# More would make a page heavier than 20 kB.
MOST_ENTRIES = 120
MOST_PARTS = 130

Sheet = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Area:
    """A network with its units and with what its places lead to."""

    network: Network
    units: dict[UUID, Unit]
    places: Sequence[Covered]

    @classmethod
    def of(cls, network: Network, units: Iterable[Unit], at: datetime) -> "Area":
        today = at.astimezone(ZONE).date()
        return cls(network, {unit.pk: unit for unit in units}, covered(network.kreis, today))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an A–Z."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Entries that begin alike, at most ``MOST_ENTRIES``; ``href`` is a page of its own where the A–Z is long."""

    name: str
    href: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Choice:
    """A part of a Gemeinde, and the units that it can mean."""

    name: str
    units: Sequence[Entry]


def sheets(areas: Sequence[Area], at: datetime) -> Iterator[Sheet]:
    """Yield path and text of every page; the same data and the same minute give the same pages."""
    with translation.override("de"):
        yield f"{HOME}aushang.css", STYLE.read_text(encoding="utf-8")
        writer = _Writer(at)
        yield writer.unreachable()
        yield from writer.start(areas)
        for area in areas:
            yield from writer.network(area)


class _Writer:
    """Knows what all pages share: the minute, and the nationwide lines of a Land."""

    def __init__(self, at: datetime) -> None:
        self.at, self.today = at, at.astimezone(ZONE).date()
        self.lines: dict[str, list[days.Number]] = {}

    def page(self, home: str, path: str, template: str, context: Mapping[str, object]) -> Sheet:
        """Return a page of the folder ``home``; its links begin there."""
        until = days.day_name(self.today + 6 * days.DAY)
        shared = {"stand": days.stand(self.at), "home": f"/{HOME}{home}", "until": until}
        html = render_to_string(f"jurisdiction/aushang/{template}.html", {**shared, **context})
        return f"{HOME}{home}{path}", html

    def unreachable(self) -> Sheet:
        """Return what stands in for all pages but those of "Jetzt Hilfe"."""
        return self.page("", "gestoert.html", "gestoert", {"lines": self._lines(None)})

    def start(self, areas: Sequence[Area]) -> Iterator[Sheet]:
        """Yield the page for everybody: all networks, all places."""
        entries = [
            Entry(f"{entry.name}, {area.network.kreis}", f"netz/{area.network.slug}/{entry.href}")
            for area in areas
            for entry in _entries(area)
        ]
        networks = [Entry(area.network.name, f"netz/{area.network.slug}/") for area in areas]
        yield from self._listed("", entries, heading="Jetzt Hilfe", networks=networks, lines=self._lines(None))

    def network(self, area: Area) -> Iterator[Sheet]:
        """Yield the start page of a network, one page for each unit, and one for each Gemeinde with several."""
        home, kreis = f"netz/{area.network.slug}/", area.network.kreis
        lines = self._lines(kreis.land)
        heading = f"Jetzt Hilfe: {kreis}"
        yield from self._listed(home, list(_entries(area)), heading=heading, networks=[], lines=lines)
        chains = reading.Chains([area.network], self.at)
        for unit in area.units.values():
            yield self._unit(home, unit, kreis.name, chains.of_unit(unit.pk), lines)
        for place in area.places:
            if len(place.units) != 1:
                yield self._gemeinde(home, area, place, lines)

    def _unit(self, home: str, unit: Unit, kreis: str, links: Sequence[Link], lines: Sequence[days.Number]) -> Sheet:
        context = {
            "unit": unit,
            "kreis": kreis,
            "days": days.timetable(links, self.at),
            "numbers": [days.number(link) for link in links if link.phone],
            "lines": lines,
        }
        return self.page(home, f"{_unit_path(unit.pk)}index.html", "unit", context)

    def _gemeinde(self, home: str, area: Area, place: Covered, lines: Sequence[days.Number]) -> Sheet:
        parts = place.parts if len(place.parts) <= MOST_PARTS else [part for part in place.parts if part.is_ortsteil]
        choices = [Choice(part.name, _unit_entries(area, part.units)) for part in parts[:MOST_PARTS]]
        units = _unit_entries(area, place.units)
        told = {"gemeinde": place.gemeinde, "kreis": area.network.kreis, "choices": choices, "units": units}
        return self.page(home, f"{place.gemeinde.ags}/index.html", "gemeinde", {**told, "lines": lines})

    def _listed(self, home: str, entries: Sequence[Entry], **context: object) -> Iterator[Sheet]:
        """Yield a start page with its A–Z, or, where that is long, with links to a page for each letter."""
        letters, is_long = _letters(entries), len(entries) > MOST_ENTRIES
        yield self.page(home, "index.html", "start", {**context, "letters": letters, "is_long": is_long})
        for letter in letters if is_long else ():
            yield self.page(home, f"{letter.href}index.html", "letter", {**context, "letter": letter})

    def _lines(self, land: Land | None) -> list[days.Number]:
        """Return the nationwide lines, those for everybody first; 110 and 112 stand on top of every page anyway."""
        ags = land.ags if land else ""
        if ags not in self.lines:
            known = reading.help_lines(land)
            ordered = professions.lines_for("", known)
            ordered += [line for line in known if line not in ordered]
            shown = [line for line in ordered if line.kind not in {ServiceKind.POLICE, ServiceKind.EMERGENCY}]
            self.lines[ags] = [days.help_line(line, self.today) for line in shown if line.phone]
        return self.lines[ags]


def _unit_path(unit: UUID) -> str:
    """Return a short name that stays with the unit: a link from an old page never leads to another unit."""
    return f"{urlsafe_b64encode(unit.bytes).decode().rstrip('=')}/"


def _unit_entries(area: Area, units: Iterable[UUID]) -> list[Entry]:
    found = [Entry(area.units[pk].name, _unit_path(pk)) for pk in units]
    return sorted(found, key=lambda entry: (key(entry.name), entry.href))


def _entries(area: Area) -> Iterator[Entry]:
    """Yield the places of a network: Gemeinden, and Ortsteile where they decide."""
    for place in area.places:
        several = f"{place.gemeinde.ags}/"
        yield Entry(place.gemeinde.name, _unit_path(place.units[0]) if len(place.units) == 1 else several)
        for part in place.parts:
            if part.is_ortsteil:
                href = _unit_path(part.units[0]) if len(part.units) == 1 else several
                yield Entry(f"{part.name} ({place.gemeinde.name})", href)


def _letters(entries: Iterable[Entry]) -> list[Letter]:
    ordered = sorted(entries, key=lambda entry: (key(entry.name), entry.name, entry.href))
    found = []
    for first, group in groupby(ordered, key=lambda entry: key(entry.name)[:1]):
        alike = list(group)
        for number, start in enumerate(range(0, len(alike), MOST_ENTRIES), start=1):
            name = f"{first.upper()} {number}" if len(alike) > MOST_ENTRIES else first.upper()
            found.append(Letter(name, f"orte/{key(name).replace(' ', '-')}/", alike[start : start + MOST_ENTRIES]))
    return found
