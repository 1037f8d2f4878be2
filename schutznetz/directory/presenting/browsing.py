"""Lists to wander through: kinds of help, Gemeinden, partners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schutznetz.common.words import fold
from schutznetz.directory.enums import OfferGroup
from schutznetz.directory.models import Offer, OfferType
from schutznetz.directory.presenting import kinds
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Network, Organisation, Partnership
from schutznetz.regions.models import Gemeinde
from schutznetz.ui.components import Link


@dataclass(frozen=True, slots=True)
class Shelf:
    """Links that stand together under a heading; ``more`` leads to the rest, if not all of them fit."""

    title: str
    links: tuple[Link, ...]
    more: Link | None = None


def offers(number: int) -> str:
    """Return a number of offers in words."""
    return ngettext("%(number)d Angebot", "%(number)d Angebote", number) % {"number": number}


def topics(types: Iterable[OfferType], counts: Mapping[str, int], network: Network | None) -> list[Shelf]:
    """Return the topic groups in their order, each with its kinds of help and the number of offers of each."""
    known = list(types)
    return [
        Shelf(
            str(group.label), tuple(_topic(row, counts.get(row.pk, 0), network) for row in known if row.group == group)
        )
        for group in OfferGroup
    ]


def _topic(offer_type: OfferType, number: int, network: Network | None) -> Link:
    return Link(kinds.label(offer_type), portal_url(network, "topic", offer_type.pk), offers(number) if number else "")


def gemeinden(found: Iterable[Gemeinde], counts: Mapping[str, int], network: Network) -> tuple[Link, ...]:
    """Return the Gemeinden from A to Z with the number of offers in each."""
    return tuple(
        Link(gemeinde.name, portal_url(network, "gemeinde", gemeinde.pk), offers(counts.get(gemeinde.pk, 0)))
        for gemeinde in sorted(found, key=lambda gemeinde: fold(gemeinde.name))
    )


def group_key(group: str) -> str:
    """Return the name of a topic group as it stands in an address."""
    return slugify(fold(group))


def group_of(key: str) -> OfferGroup | None:
    return next((group for group in OfferGroup if group_key(group) == key), None)


def by_topic(shelves: Mapping[str, tuple[int, list[Offer]]], network: Network, here: str) -> list[Shelf]:
    """Return the offers of a place by topic group; ``here`` is the address of its page."""
    return [
        Shelf(
            str(group.label),
            tuple(offer_link(offer, network) for offer in shelves[group][1]),
            _rest(shelves[group], f"{here}?thema={group_key(group)}"),
        )
        for group in OfferGroup
        if group in shelves
    ]


def by_partner_type(shelves: Mapping[str, tuple[int, list[Partnership]]], network: Network) -> list[Shelf]:
    """Return the partners of a network by partner type, in the order of the law."""
    here = portal_url(network, "about")
    return [
        Shelf(
            str(kind.label),
            tuple(organisation_link(row.organisation, network) for row in shelves[kind][1]),
            _rest(shelves[kind], f"{here}?art={kind}"),
        )
        for kind in PartnerType
        if kind in shelves
    ]


def _rest(shelf: tuple[int, list[Offer]] | tuple[int, list[Partnership]], href: str) -> Link | None:
    total, shown = shelf
    return Link(_("Alle %(number)d zeigen") % {"number": total}, href) if total > len(shown) else None


def offer_link(offer: Offer, network: Network) -> Link:
    return Link(offer.title, portal_url(network, "offer", offer.pk), offer.organisation.name)


def organisation_link(organisation: Organisation, network: Network | None) -> Link:
    return Link(organisation.name, portal_url(network, "organisation", organisation.pk))
