"""Prints the Wegweiser of a network."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory import access as directory
from schutznetz.directory.enums import OfferGroup
from schutznetz.directory.forms import AGES
from schutznetz.directory.presenting import entries, kinds, phrases
from schutznetz.networks import access as networks
from schutznetz.networks.models import Network
from schutznetz.publishing import access
from schutznetz.publishing.access import choosing
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions.writing import whole
from schutznetz.publishing.enums import PaperSize
from schutznetz.publishing.presenting.brochure import Brochure, brochure
from schutznetz.publishing.typesetting import pdf
from schutznetz.publishing.typesetting.pdf import Sheets

TEMPLATE = "wegweiser.typ"
# Beside the files: a mark of what they say.
MARK = "wegweiser.mark"
NO_NETWORK = "Ein Wegweiser gehört zu einem Netzwerk: Bitte nennen Sie es mit --network."
NOTHING = "Zu dieser Auswahl gibt es kein Angebot."


def write_brochure(chosen: Chosen, size: PaperSize, file: BinaryIO) -> int:
    made = brochure_of(chosen, timezone.now())
    file.write(set_brochure(made, size, timezone.localdate()).content)
    return made.number


def print_brochures(network: Network, at: datetime) -> bool:
    """Print the brochure of a network into its folder in both sizes, if it would say anything new; tell whether it did.

    Without any offer there is none, and a former one goes.
    """
    folder = Path(settings.CARDS) / network.slug
    files = {size: folder / file_name(size) for size in PaperSize}
    try:
        made = brochure_of(Chosen(network=network), at)
    except DomainError:
        for path in files.values():
            path.unlink(missing_ok=True)
        return False
    mark, kept = pdf.mark(TEMPLATE, made.as_data()), folder / MARK
    if kept.exists() and kept.read_text() == mark and all(path.exists() for path in files.values()):
        _note_look(kept, at)
        return False
    folder.mkdir(parents=True, exist_ok=True)
    for size, path in files.items():
        with whole(path) as file:
            file.write(set_brochure(made, size, timezone.localdate(at)).content)
    with whole(kept) as file:
        file.write(mark.encode())
    _note_look(kept, at)
    return True


def _note_look(kept: Path, at: datetime) -> None:
    """Keep when the data were read that the files show."""
    os.utime(kept, (at.timestamp(), at.timestamp()))


def kept_brochure(network: Network, size: PaperSize) -> bytes | None:
    """Return the printed brochure; nobody waits for it but at the very first, and after something was taken back."""
    path = Path(settings.CARDS) / network.slug / file_name(size)
    kept = path.with_name(MARK)
    looked = datetime.fromtimestamp(kept.stat().st_mtime, UTC) if kept.exists() else None
    if not path.exists() or looked is None or access.taken_back_since(looked):
        print_brochures(network, timezone.now())
    return path.read_bytes() if path.exists() else None


def file_name(size: PaperSize) -> str:
    return f"wegweiser-{size.value}.pdf"


def brochure_of(chosen: Chosen, at: datetime) -> Brochure:
    """Return the texts of the brochure of what was chosen; what its house says is gone is left out."""
    network = chosen.network
    if network is None:
        raise DomainError(NO_NETWORK)
    offers = list(choosing.offers(chosen))
    gone = directory.said_gone(offers)
    url = f"{settings.PUBLIC_ADDRESS}{entries.portal_url(network, 'start')}" if settings.PUBLIC_ADDRESS else ""
    made = brochure(
        [offer for offer in offers if offer.pk not in gone],
        access.source(network, at),
        networks.said_by(network),
        scope=_scope(chosen),
        url=url,
        is_example=settings.IS_DEMO or network.kreis.is_example,
    )
    if not made.number:
        raise DomainError(NOTHING)
    return made


def set_brochure(made: Brochure, size: PaperSize, day: date) -> Sheets:
    """Return the PDF of a brochure; the same texts of the same day give the same bytes."""
    parts = urlsplit(made.url)
    data = made.as_data()
    titles = {section["key"]: section["title"] for chapter in data["chapters"] for section in chapter["sections"]}
    pictures = {"qr": pdf.qr_code(made.url) if made.url else "", "address": f"{parts.netloc}{parts.path}".rstrip("/")}
    return pdf.render(TEMPLATE, {**data, **pictures, "titles": titles, "size": size.value}, day)


def _scope(chosen: Chosen) -> list[str]:
    """Return in words what was chosen beside the network."""
    said = []
    if chosen.place:
        said.append(f"Rund um {chosen.place.label}")
    if chosen.topic:
        said.append(str(chosen.topic.label) if isinstance(chosen.topic, OfferGroup) else kinds.label(chosen.topic))
    if chosen.audience:
        said.append(f"Für: {chosen.audience.label}")
    if chosen.age_months is not None:
        said.append(str(dict(AGES).get(chosen.age_months) or f"Alter: {phrases.age(chosen.age_months)}"))
    return said
