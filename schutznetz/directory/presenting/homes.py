"""Entries that are kept elsewhere: by whom, since when we have heard of it, and where to say what is wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from schutznetz.directory.models import Offer
from schutznetz.directory.presenting import phrases
from schutznetz.networks.models import Home, Organisation
from schutznetz.ui.components import Link

# So long a home may be silent before a page says that nobody knows whether its entries are still true.
SILENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class KeptAt:
    """``page_href`` is the entry at its home, ``hint_href`` where the home takes hints; either may be empty.

    ``network`` shows the entries of this home; its coordination can ask for what the home has no page for.
    """

    name: str
    page_href: str
    hint_href: str
    heard: str
    is_silent: bool
    network: Link


def kept_at(entry: Offer | Organisation, now: datetime) -> KeptAt | None:
    """Return where an entry is kept, if that is not here."""
    home = entry.home
    if home is None:
        return None
    kind = "offer" if isinstance(entry, Offer) else "organisation"
    return KeptAt(
        name=home.name,
        page_href=_at(home, f"portal:{kind}", entry) or home.address,
        hint_href=_at(home, f"portal:{kind}_mistake", entry),
        heard=phrases.ago(home.heard_at, now) if home.heard_at else "",
        is_silent=home.heard_at is None or home.heard_at < now - SILENT,
        network=Link(home.network.name, reverse("network:about", args=[home.network.slug])),
    )


def _at(home: Home, name: str, entry: Offer | Organisation) -> str:
    """Return a page of a home that is a Schutznetz too: its paths are ours."""
    return f"{home.address.rstrip('/')}{reverse(name, args=[entry.pk])}" if home.takes_hints else ""
