"""The Wegweiser of a network as finished texts: chapters by life situation, and two indexes."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schutznetz.common import phones
from schutznetz.common.words import fold
from schutznetz.directory.enums import Area
from schutznetz.directory.models import Offer, OfferType
from schutznetz.directory.presenting import kinds, situations
from schutznetz.networks.enums import ValueKey
from schutznetz.publishing.enums import CardSize
from schutznetz.publishing.presenting.card import Card, card
from schutznetz.publishing.presenting.entry import Entry, entry
from schutznetz.publishing.presenting.source import Source

DATA = Path(__file__).resolve().parent.parent / "data" / "wegweiser.toml"
TITLE = "Wegweiser für Familien"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An entry with the number by which the indexes find its page."""

    number: int
    town: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of help: what it is, and who gives it."""

    key: str
    title: str
    explained: str
    entries: Sequence[Numbered]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One situation of life. ``also`` are keys of sections in other chapters."""

    title: str
    lead: str
    sections: Sequence[Section]
    also: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an index: a text, and the numbers of the entries that it means."""

    text: str
    numbers: Sequence[int]


@dataclass(frozen=True, slots=True)
class Shelf:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Brochure:
    """Everything in the brochure. ``said`` is what the network says about itself; ``scope`` what was chosen."""

    title: str
    network: str
    kreis: str
    scope: Sequence[str]
    said: Mapping[str, str]
    card: Card
    chapters: Sequence[Chapter]
    by_place: Sequence[Shelf]
    by_name: Sequence[Shelf]
    number: int
    accent: str
    url: str
    stand: str
    is_example: bool

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def brochure(
    offers: Iterable[Offer], source: Source, said: Mapping[ValueKey, str], *, scope: Sequence[str], url: str,
    is_example: bool,
) -> Brochure:  # fmt: skip
    """Return the brochure of a network; nationwide numbers stand only under "Hilfe sofort"."""
    network = source.network
    shown = [offer for offer in offers if offer.area != Area.NATION]
    found = {offer.pk: entry(offer, now=source.at, interval_days=network.confirm_every_days) for offer in shown}
    chapters, order = _chapters(shown, found)
    made = card(source, CardSize.A4, None, url)
    return Brochure(
        title=TITLE, network=network.name, kreis=network.kreis.name, scope=scope, said=_said(said), card=made,
        chapters=chapters, by_place=_by_place(order), by_name=_by_name(order), number=len(order),
        accent=made.accent, url=url, stand=made.stand, is_example=is_example,
    )  # fmt: skip


def _said(said: Mapping[ValueKey, str]) -> dict[str, str]:
    phone = said[ValueKey.CONTACT_PHONE]
    return {
        "welcome": said[ValueKey.WELCOME],
        "about": said[ValueKey.ABOUT],
        "phone": phones.display(phone) if phone else "",
        "email": said[ValueKey.CONTACT_EMAIL],
        "imprint": said[ValueKey.IMPRINT],
    }


def _chapters(offers: Sequence[Offer], found: Mapping[Any, Entry]) -> tuple[list[Chapter], list[tuple[Offer, int]]]:
    """Return the chapters that have entries, and every offer with its number in the order of the pages."""
    by_type: dict[str, list[Offer]] = {}
    for offer in offers:
        by_type.setdefault(offer.offer_type_id, []).append(offer)
    chapters: list[Chapter] = []
    order: list[tuple[Offer, int]] = []
    leads = {str(text): str(line) for text, line, _ in situations.SITUATIONS}
    for row in _data():
        sections = []
        for key in row["arten"]:
            rows = sorted(by_type.get(key, ()), key=lambda offer: (fold(_town(offer)), fold(offer.title)))
            begin = len(order)
            order += [(offer, begin + place) for place, offer in enumerate(rows)]
            if rows:
                numbered = [Numbered(number, _town(offer), found[offer.pk]) for offer, number in order[begin:]]
                sections.append(_section(rows[0].offer_type, numbered))
        if sections:
            also = [key for key in row["auch"] if key in by_type]
            chapters.append(Chapter(row["titel"], row.get("zeile") or leads[row["titel"]], sections, also))
    return chapters, order


def _section(offer_type: OfferType, numbered: list[Numbered]) -> Section:
    return Section(offer_type.pk, kinds.label(offer_type), kinds.sentence(offer_type), numbered)


def _town(offer: Offer) -> str:
    """Return the Gemeinde of an offer; what has none comes home, answers the telephone, or is protected."""
    if offer.site is None or offer.site.is_confidential:
        return ""
    return offer.site.gemeinde.name if offer.site.gemeinde else offer.site.town


def _by_place(order: Iterable[tuple[Offer, int]]) -> list[Shelf]:
    towns: dict[str, list[tuple[Offer, int]]] = {}
    for offer, number in order:
        towns.setdefault(_town(offer), []).append((offer, number))
    shelves = [
        Shelf(town or "Ohne festen Ort", _lines((offer.title, number) for offer, number in rows))
        for town, rows in sorted(towns.items(), key=lambda pair: fold(pair[0]))
    ]
    return shelves[1:] + shelves[:1] if "" in towns else shelves


def _by_name(order: Sequence[tuple[Offer, int]]) -> list[Shelf]:
    """Return titles and houses from A to Z."""
    names = [(offer.title, number) for offer, number in order]
    names += [(offer.organisation.name, number) for offer, number in order]
    shelves: dict[str, list[Line]] = {}
    for line in _lines(names):
        first = fold(line.text)[:1].upper()
        shelves.setdefault(first if first.isalpha() else "0–9", []).append(line)
    return [Shelf(letter, lines) for letter, lines in shelves.items()]


def _lines(names: Iterable[tuple[str, int]]) -> list[Line]:
    found: dict[str, set[int]] = {}
    for text, number in names:
        found.setdefault(text, set()).add(number)
    return [Line(text, sorted(found[text])) for text in sorted(found, key=fold)]


@cache
def _data() -> list[dict[str, Any]]:
    return list(tomllib.loads(DATA.read_text(encoding="utf-8"))["kapitel"])
