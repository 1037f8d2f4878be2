"""Prints the sheet of one offer."""

from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import entries
from schutznetz.networks.models import Network
from schutznetz.publishing.access import choosing
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.enums import PaperSize
from schutznetz.publishing.presenting.sheet import sheet
from schutznetz.publishing.typesetting import pdf

TEMPLATE = "angebot_a5.typ"
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
    now = timezone.now()
    network = network or offer.held_by
    is_example = settings.IS_DEMO or (network is not None and network.kreis.is_example)
    made = sheet(
        offer, network, now=now, interval_days=entries.interval_of(network), url=_url(offer, network),
        is_example=is_example,
    )  # fmt: skip
    parts = urlsplit(made.url)
    pictures = {"qr": pdf.qr_code(made.url) if made.url else "", "address": f"{parts.netloc}{parts.path}".rstrip("/")}
    data, day = {**made.as_data(), **pictures}, timezone.localdate(now)
    whole = pdf.render(TEMPLATE, {**data, "is_narrow": False}, day)
    return whole.content if whole.pages == 1 else pdf.render(TEMPLATE, {**data, "is_narrow": True}, day).content


def _url(offer: Offer, network: Network | None) -> str:
    return (
        f"{settings.PUBLIC_ADDRESS}{entries.portal_url(network, 'offer', offer.pk)}" if settings.PUBLIC_ADDRESS else ""
    )
