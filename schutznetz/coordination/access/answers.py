"""What stands behind the link of a mail: which entries it may still answer for, and what became of the others."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from schutznetz.coordination.campaigning.seat import coordination_functions
from schutznetz.coordination.models import ConfirmationLink, RequestedEntry
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.networks.access import digest, values_of
from schutznetz.networks.enums import ValueKey, Visibility
from schutznetz.networks.models import Network


class LinkState(Enum):
    OPEN = auto()
    USED = auto()
    EXPIRED = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Shown:
    """A link and what it names: ``open`` can be answered now, ``over`` was answered, changed or hidden since."""

    state: LinkState
    link: ConfirmationLink | None = None
    open: tuple[RequestedEntry, ...] = ()
    over: tuple[RequestedEntry, ...] = ()


def behind_link(token: str, now: datetime) -> Shown:
    """Return what a link stands for; one that is made up and one that was deleted look the same."""
    asked = ConfirmationLink.objects.filter(token_hash=digest(token))
    link = asked.select_related("request__network", "request__organisation", "function").first()
    if link is None:
        return Shown(LinkState.UNKNOWN)
    if link.expires_at <= now:
        return Shown(LinkState.EXPIRED, link)
    named = complete(list(link.request.entries.filter(named_at__lte=link.sent_at).order_by("named_at", "pk")))
    still = tuple(row for row in named if can_be_answered(row))
    over = tuple(row for row in named if not can_be_answered(row))
    return Shown(LinkState.OPEN if still else LinkState.USED, link, still, over)


def can_be_answered(row: RequestedEntry) -> bool:
    return not row.answer and row.is_as_named() and row.entry.visibility == Visibility.PUBLIC


def complete(named: list[RequestedEntry]) -> list[RequestedEntry]:
    """Give the rows their entries with everything that the page shows, in a constant number of queries."""
    details = ("languages", "catchments__gemeinde", "catchments__kreis", "contact_point__function__holders")
    offers = Offer.objects.for_cards().select_related("contact_point__function__substitute").prefetch_related(*details)
    found_offers = offers.in_bulk([row.offer_id for row in named if row.offer_id])
    points = ContactPoint.objects.select_related("function__substitute", "site")
    points = points.prefetch_related("phone_numbers", "function__holders")
    found_points = points.in_bulk([row.contact_point_id for row in named if row.contact_point_id])
    for row in named:
        if row.offer_id:
            row.offer = found_offers[row.offer_id]
        elif row.contact_point_id:
            row.contact_point = found_points[row.contact_point_id]
    return sorted(named, key=lambda row: (row.offer_id is None, str(row)))


def coordination_email(network: Network) -> str:
    """Return where the coordination of a network reads mails: as the network says, or as its Jugendamt is listed."""
    said = values_of(network).get(ValueKey.CONTACT_EMAIL)
    if said and said.value:
        return said.value
    listed = coordination_functions(network).filter(contact_point__visibility=Visibility.PUBLIC)
    return listed.exclude(contact_point__email="").values_list("contact_point__email", flat=True).first() or ""
