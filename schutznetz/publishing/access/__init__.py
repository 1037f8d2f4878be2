"""The only door to what is printed: everything of a network that its card needs, read once (style.md 8.3)."""

from datetime import date, datetime, timedelta

from schutznetz.common.hours import ZONE
from schutznetz.directory.models import Offer, Site
from schutznetz.jurisdiction import access as jurisdiction
from schutznetz.networks.enums import PartnerType, Visibility
from schutznetz.networks.models import Network, Partnership
from schutznetz.publishing.presenting.source import Source


def networks() -> list[Network]:
    return jurisdiction.networks()


def partner_types_of(network: Network) -> list[PartnerType]:
    """Return the partner types of which a network has an active partner, in the order of the law."""
    rows = Partnership.objects.active().filter(network=network)
    here = set(rows.values_list("partner_type", flat=True))
    return [kind for kind in PartnerType if kind.value in here]


def taken_back_since(moment: datetime) -> bool:
    """Tell whether since then a place has become protected, or an offer less public than it was (R50)."""
    hidden = Site.objects.filter(is_confidential=True, changed_at__gt=moment)
    inner = Offer.objects.exclude(visibility=Visibility.PUBLIC).filter(changed_at__gt=moment)
    return hidden.exists() or inner.exists()


def source(network: Network, at: datetime) -> Source:
    """Return what is known at a moment; a constant number of queries."""
    units = jurisdiction.units_of(network)
    chains = jurisdiction.chains(network, at)
    return Source(
        network=network,
        at=at,
        units=units,
        chains={unit.pk: [link for link in chains.of_unit(unit.pk) if link.phone] for unit in units},
        catchments=jurisdiction.catchments_of(network, at.astimezone(ZONE).date()),
        help_lines=jurisdiction.help_lines(network),
        next_check=_next_check(network),
    )


def _next_check(network: Network) -> date | None:
    due = []
    for service in jurisdiction.services_of(network):
        for number in service.in_force:  # type: ignore[attr-defined]  # prefetched in jurisdiction
            tested = number.tested_at or number.confirmed_at
            due.append(tested.astimezone(ZONE).date() + timedelta(days=service.test_every_days))
    return min(due, default=None)
