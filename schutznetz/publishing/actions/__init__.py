"""Prints cards: to one file, or all of a network into its folder."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation

from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Network
from schutznetz.publishing import access
from schutznetz.publishing.actions.writing import whole
from schutznetz.publishing.enums import CardSize
from schutznetz.publishing.presenting.card import Card, card
from schutznetz.publishing.presenting.source import Source
from schutznetz.publishing.typesetting import pdf
from schutznetz.publishing.typesetting.pdf import Sheets

TEMPLATES = {CardSize.A4: "karte_a4.typ", CardSize.POCKET: "karte_a6.typ"}
WANTED_PAGES = {CardSize.A4: 1, CardSize.POCKET: 2}
FOR_EVERYBODY = "alle"


@dataclass(frozen=True, slots=True)
class Printed:
    """A card that lies in ``path``."""

    card: Card
    path: Path
    pages: int
    bytes: int


def print_card(network: Network, partner_type: PartnerType | None, size: CardSize, target: Path) -> Printed:
    """Write the card of a network to ``target``: whole or not at all."""
    return _print(access.source(network, timezone.now()), partner_type, size, target)


def print_all_cards(network: Network, at: datetime) -> list[Path]:
    """Write the cards of a network for everybody and for its partner types, and remove those of former ones."""
    folder = Path(settings.CARDS) / network.slug
    folder.mkdir(parents=True, exist_ok=True)
    source = access.source(network, at)
    kinds: list[PartnerType | None] = [None, *access.partner_types_of(network)]
    printed = [_print(source, kind, size, folder / _file_name(kind, size)).path for kind in kinds for size in CardSize]
    for path in set(folder.glob("notfallkarte-*.pdf")) - set(printed):
        path.unlink(missing_ok=True)
    return printed


def _file_name(kind: PartnerType | None, size: CardSize) -> str:
    return f"notfallkarte-{kind.value if kind else FOR_EVERYBODY}-{size.value}.pdf"


def _print(source: Source, kind: PartnerType | None, size: CardSize, target: Path) -> Printed:
    with translation.override("de"):  # paper is German, whatever language a page asked for
        made = card(source, size, kind, _url(source.network))
    sheets = _fitting(made, size, source)
    with whole(target) as file:
        file.write(sheets.content)
    return Printed(made, target, sheets.pages, len(sheets.content))


def _fitting(made: Card, size: CardSize, source: Source) -> Sheets:
    """Return the PDF in its roomy form; in the narrow one only where that saves a page that is too much."""
    data = {**made.as_data(), **_pictures(made)}
    roomy, narrow = (
        partial(pdf.render, TEMPLATES[size], {**data, "is_narrow": is_narrow}, source.today)
        for is_narrow in (False, True)
    )
    sheets = roomy()
    return sheets if sheets.pages <= WANTED_PAGES[size] else min(sheets, narrow(), key=lambda found: found.pages)


def _pictures(made: Card) -> dict[str, str]:
    parts = urlsplit(made.url)
    return {"qr": pdf.qr_code(made.url) if made.url else "", "address": f"{parts.netloc}{parts.path}".rstrip("/")}


def _url(network: Network) -> str:
    return f"{settings.PUBLIC_ADDRESS}/{network.slug}/jetzt/" if settings.PUBLIC_ADDRESS else ""
