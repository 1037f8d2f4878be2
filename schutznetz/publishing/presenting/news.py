"""What changed in a network's directory, as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.feedgenerator import Atom1Feed

from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import entries, kinds
from schutznetz.networks.models import Network

MEDIA_TYPE = Atom1Feed.content_type
# So soon after it came into the directory a change still is its first one.
STILL_NEW = timedelta(days=2)


def feed(network: Network, base: str, here: str, found: Sequence[tuple[Offer, datetime]]) -> str:
    """Return the feed; ``base`` is the address of the portal, ``here`` the path of the feed itself."""
    said = Atom1Feed(
        title=f"{network.name}: Neues im Verzeichnis",
        link=base + entries.portal_url(network, "start"),
        feed_url=base + here,
        description="",
        subtitle="Angebote, die neu sind oder sich geändert haben",
        author_name=network.name,
        language="de",
    )
    for offer, changed_at in found:
        is_new = changed_at - offer.created_at < STILL_NEW
        said.add_item(
            title=f"{'Neu' if is_new else 'Geändert'}: {_plain(offer.title)}",
            link=base + entries.portal_url(network, "offer", offer.pk),
            unique_id=f"urn:uuid:{offer.pk}",
            description=_plain(_sentence(offer)),
            pubdate=offer.created_at,
            updateddate=changed_at,
            categories=(_plain(kinds.label(offer.offer_type)),),
        )
    return said.writeString("utf-8")


def _sentence(offer: Offer) -> str:
    place = entries.place(offer)
    return "\n".join(filter(None, (offer.summary, f"{offer.organisation.name}, {place}" if place else "")))


def _plain(text: str) -> str:
    """Return a text without what XML cannot say."""
    return "".join(letter for letter in text if letter >= " " or letter == "\n")
