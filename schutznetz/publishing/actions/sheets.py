"""Prints the sheet of one offer."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import entries
from schutznetz.networks.models import Network
from schutznetz.publishing.access import choosing
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions.writing import whole
from schutznetz.publishing.enums import PaperSize
from schutznetz.publishing.presenting.sheet import sheet
from schutznetz.publishing.typesetting import pdf

TEMPLATE = "angebot_a5.typ"
# Beside the folders of the networks; no slug begins so.
KEPT = ".blaetter"
NO_OFFER = "Bitte nennen Sie mit --offer das Angebot; seine Kennung steht in der Adresse seiner Seite."
GONE = "Dieses Angebot gibt es nicht, oder es ist nicht öffentlich."


def write_sheet(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    """Write the sheet of the chosen offer: always A5."""
    if chosen.offer is None:
        raise DomainError(NO_OFFER)
    found = list(choosing.offers(chosen))
    if not found:
        raise DomainError(GONE)
    file.write(sheet_of(found[0], chosen.network))
    return 1


def sheet_of(offer: Offer, network: Network | None) -> bytes:
    """Return the PDF of an offer's sheet, in the colours of a network's portal."""
    return _set(_data(offer, network))


def kept_sheet(offer: Offer, network: Network | None) -> bytes:
    """Return the same, set only once for what it says: whoever asks again gets the file.

    The mark is made of everything on the sheet, so that no change of any table can be forgotten.
    """
    data = _data(offer, network)
    folder = Path(settings.CARDS) / KEPT / offer.pk.hex[:2]
    begin = f"{offer.pk}-{network.slug if network else 'alle'}-"
    path = folder / f"{begin}{pdf.mark(TEMPLATE, data)}.pdf"
    with suppress(FileNotFoundError):
        return path.read_bytes()
    content = _set(data)
    with suppress(OSError, DomainError):  # a full disk is no reason to give nothing
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{begin}*.pdf"):
            old.unlink(missing_ok=True)
        with whole(path) as file:
            file.write(content)
    return content


def forget_sheets(before: datetime) -> int:
    """Remove the sheets that were set before a moment; they are set again when somebody asks."""
    old = [path for path in (Path(settings.CARDS) / KEPT).glob("*/*.pdf") if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _data(offer: Offer, network: Network | None) -> dict[str, Any]:
    now = timezone.now()
    network = network or offer.held_by
    is_example = settings.IS_DEMO or (network is not None and network.kreis.is_example)
    made = sheet(
        offer, network, now=now, interval_days=entries.interval_of(network), url=_url(offer, network),
        is_example=is_example,
    )  # fmt: skip
    parts = urlsplit(made.url)
    pictures = {"qr": pdf.qr_code(made.url) if made.url else "", "address": f"{parts.netloc}{parts.path}".rstrip("/")}
    return {**made.as_data(), **pictures}


def _set(data: dict[str, Any]) -> bytes:
    """Leave the description out where it would need a second page."""
    day = timezone.localdate()
    roomy = pdf.render(TEMPLATE, {**data, "is_narrow": False}, day)
    return roomy.content if roomy.pages == 1 else pdf.render(TEMPLATE, {**data, "is_narrow": True}, day).content


def _url(offer: Offer, network: Network | None) -> str:
    return (
        f"{settings.PUBLIC_ADDRESS}{entries.portal_url(network, 'offer', offer.pk)}" if settings.PUBLIC_ADDRESS else ""
    )
