"""Which entries of a network are due, and what holds some of them back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from schutznetz.coordination.campaigning import keepers
from schutznetz.coordination.campaigning.keepers import Keeper
from schutznetz.coordination.campaigning.steps import RESTS
from schutznetz.coordination.enums import Answer, Reason
from schutznetz.coordination.models import RequestedEntry
from schutznetz.directory.models import ContactPoint, GoneNotice, Offer
from schutznetz.networks.enums import PartnershipState, Visibility
from schutznetz.networks.models import Network, Partnership

Entry = Offer | ContactPoint


@dataclass(slots=True)
class Group:
    """The due entries of one keeping function; ``held`` are those that nobody is asked about now, and why."""

    keeper: Keeper
    entries: list[Entry] = field(default_factory=list)
    held: list[tuple[Entry, Reason]] = field(default_factory=list)

    @property
    def key(self) -> UUID:
        """The keeping function, or where there is none the organisation."""
        return self.keeper.function or self.keeper.organisation


def groups(network: Network, now: datetime) -> list[Group]:
    """Return everything that is due in a network, put together by who keeps it; a constant number of queries."""
    partners = Partnership.objects.filter(network=network, state=PartnershipState.ACTIVE).values("organisation")
    known, held = keepers.houses(network, partners), _held(network, now)
    found: dict[UUID, Group] = {}
    for entry in _due(network, now):
        point = entry if isinstance(entry, ContactPoint) else entry.contact_point
        keeper = known[_organisation(entry)].keeper(point)
        group = found.setdefault(keeper.function or keeper.organisation, Group(keeper))
        if reason := held.get(entry.pk):
            group.held.append((entry, reason))
        else:
            group.entries.append(entry)
    return list(found.values())


def _due(network: Network, now: datetime) -> Iterator[Entry]:
    limit = now - timedelta(days=network.confirm_every_days)
    due = Q(confirmed_at=None) | Q(confirmed_at__lt=limit)
    partners = Partnership.objects.filter(network=network, state=PartnershipState.ACTIVE).values("organisation")
    reach = ("function__substitute__contact_point", "function__organisation")
    offers = Offer.objects.public().filter(due, _is_ours(network, "organisation"), organisation__in=partners)
    yield from offers.select_related(*(f"contact_point__{each}" for each in reach)).order_by("title", "pk")
    points = ContactPoint.objects.filter(due, _is_ours(network, "function__organisation"))
    points = points.filter(function__organisation__in=partners, visibility=Visibility.PUBLIC)
    yield from points.select_related(*reach).order_by("function__title", "pk")


def _is_ours(network: Network, organisation: str) -> Q:
    """A house in two networks is asked once: by the network that holds the entry, if it is a partner there."""
    partner = Partnership.objects.filter(
        network=OuterRef("held_by"), organisation=OuterRef(organisation), state=PartnershipState.ACTIVE
    )
    return Q(held_by=network) | Q(~Exists(partner))


def _held(network: Network, now: datetime) -> dict[UUID, Reason]:
    """Return which entries nobody is asked about now."""
    held: dict[UUID, Reason] = {}
    asked = RequestedEntry.objects.filter(Q(answer="") | Q(answered_at__gt=now - RESTS), request__network=network)
    changed = Q(offer__changed_at__gt=F("named_at")) | Q(contact_point__changed_at__gt=F("named_at"))
    resting = asked.filter(Q(answer=Answer.REPORTED) | (Q(answer__in=["", Answer.LEFT]) & changed))
    for offer, point, answer in resting.values_list("offer", "contact_point", "answer"):
        held[offer or point] = Reason.REPORTED if answer == Answer.REPORTED else Reason.WAITING
    for offer, point in GoneNotice.objects.undecided().values_list("offer", "contact_point"):
        held[offer or point] = Reason.GONE
    return held


def _organisation(entry: Entry) -> UUID:
    return entry.organisation_id if isinstance(entry, Offer) else entry.function.organisation_id
