"""The Notfallkarte of a network as finished texts: what is printed, and nothing else (R07)."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from schutznetz.common import phones
from schutznetz.directory.presenting.phrases import day
from schutznetz.jurisdiction.answering import professions
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.networks.enums import PartnerType
from schutznetz.publishing.enums import CardSize
from schutznetz.publishing.presenting import places, times
from schutznetz.publishing.presenting.source import Source

DATA = Path(__file__).resolve().parent.parent / "data" / "notfallkarte.toml"
# The accents of ui/schutznetz.css in light mode (tests/publishing/test_card.py compares them).
ACCENTS = {
    "petrol": "#00536e", "blue": "#2044aa", "teal": "#005741",
    "green": "#005916", "ochre": "#734000", "violet": "#6e0095",
}  # fmt: skip
# The card marks every invented number itself.
EXAMPLE = " (Beispiel)"
EMERGENCY = {"110": "Polizei", "112": "Rettungsdienst und Feuerwehr"}


@dataclass(frozen=True, slots=True)
class Contact:
    """One number. ``covers`` is empty for those who answer for everybody."""

    name: str
    phone: str
    hours: str
    note: str = ""
    covers: Sequence[str] = ()
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Units that hand over to the same others, and who these are. ``hours`` only where all units keep the same."""

    units: Sequence[Contact]
    hours: str
    after: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on the card. ``url`` is empty where nobody has said where the portal is."""

    title: str
    network: str
    partner_type: str
    accent: str
    danger: str
    emergency: Sequence[Contact]
    sections: Sequence[Section]
    lines: Sequence[Contact]
    say: Sequence[str]
    reassure: str
    sentence: str
    law: str
    url: str
    stand: str
    next_check: str
    is_example: bool

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def card(source: Source, size: CardSize, partner_type: PartnerType | None, url: str) -> Card:
    """Return the card of a network, for everybody or for partners of one type."""
    data = _data()
    sentence, law = _sentence(partner_type)
    sections = _sections(source)
    shown = [contact for section in sections for contact in (*section.units, *section.after)]
    return Card(
        title=data["title"],
        network=source.network.name,
        partner_type=str(partner_type.label) if partner_type else "",
        accent=ACCENTS[source.network.accent],
        danger=data["danger"],
        emergency=[Contact(label, number, times.ALWAYS) for number, label in EMERGENCY.items()],
        sections=sections,
        lines=_lines(source, size, partner_type),
        say=data["say"],
        reassure=data["reassure"],
        sentence=sentence,
        law=law,
        url=url,
        stand=day(source.today),
        next_check=_next_check(source),
        is_example=any(contact.is_example for contact in shown),
    )


def _sentence(partner_type: PartnerType | None) -> tuple[str, str]:
    """Return what the law says to partners of a type, and where it stands."""
    data = _data()
    if partner_type is None or partner_type.value in data["without_sentence"]["types"]:
        return "", ""
    group = professions.group(data["professions"][partner_type.value])
    if group is None:
        return "", ""
    return group.sentence, group.law if group.is_checked else f"{group.law}; Rechtslage noch zu prüfen"


def _sections(source: Source) -> list[Section]:
    """Return the units with those behind them; units with the same successors stand together."""
    covers = places.by_unit(source.catchments, source.network.kreis.name)
    groups: dict[tuple[object, ...], tuple[list[Contact], list[Link]]] = {}
    for unit in source.units:
        chain = source.chains[unit.pk]
        own = next((link for link in chain if link.kind == ServiceKind.UNIT), None)
        after = [link for link in chain if link is not own]
        where = covers.get(unit.pk, [])
        contact = _contact(own, source.today, where) if own else Contact(unit.name, "", "", covers=where)
        units, _ = groups.setdefault(tuple(link.key for link in after), ([], after))
        units.append(contact)
    return [_section(units, [_contact(link, source.today) for link in after]) for units, after in groups.values()]


def _section(units: list[Contact], after: list[Contact]) -> Section:
    """Say hours once that all units share."""
    hours = {unit.hours for unit in units if unit.phone}
    if len(units) == 1 or len(hours) != 1:
        return Section(units, "", after)
    return Section([replace(unit, hours="") for unit in units], hours.pop(), after)


def _contact(link: Link, today: date, covers: Sequence[str] = ()) -> Contact:
    return Contact(
        name=link.label.removesuffix(EXAMPLE) if link.is_example else link.label,
        phone=phones.display(link.phone),
        hours=times.in_words(link, today),
        note=link.note,
        covers=covers,
        is_example=link.is_example,
    )


def _lines(source: Source, size: CardSize, partner_type: PartnerType | None) -> list[Contact]:
    """Return the nationwide numbers for partners of a type; on the small card those that matter most for children."""
    data = _data()
    profession = data["professions"][partner_type.value] if partner_type else ""
    found = [line for line in professions.lines_for(profession, source.help_lines) if line.phone not in EMERGENCY]
    if size == CardSize.POCKET:
        keys = data["pocket_lines"]
        found = sorted((line for line in found if line.key in keys), key=lambda line: keys.index(line.key))
    return [_contact(line, source.today) for line in found]


def _next_check(source: Source) -> str:
    if source.next_check is None:
        return ""
    return day(source.next_check) if source.next_check >= source.today else f"überfällig seit {day(source.next_check)}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))
