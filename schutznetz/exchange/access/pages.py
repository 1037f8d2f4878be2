"""Which public records have a page, where it stands and when it changed, as far as the list of changes knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from schutznetz.directory.models import Offer
from schutznetz.exchange.access.asked import Asked
from schutznetz.exchange.access.feeds import Feed, Organisations, Services
from schutznetz.exchange.enums import RecordKind
from schutznetz.exchange.models import Announcement
from schutznetz.networks.models import Network, Partnership
from schutznetz.regions.models import Gemeinde

FEEDS: dict[RecordKind, type[Feed]] = {RecordKind.SERVICE: Services, RecordKind.ORGANIZATION: Organisations}


@dataclass(frozen=True, slots=True)
class Dated:
    """A record with its last change; ``network`` is the slug of the portal that it belongs to, or empty."""

    record: UUID
    changed_at: datetime
    network: str


def total_of(kind: RecordKind) -> int:
    return FEEDS[kind](Asked()).everything().count()


def dated(kind: RecordKind, offset: int, limit: int) -> list[Dated]:
    """Return some records in an order that new ones do not disturb; three queries, however many there are.

    Several networks may be at home in one Kreis: an offer then belongs to the first of them by name, as everywhere.
    """
    noted = Announcement.objects.standing().filter(kind=kind, record=OuterRef("pk")).values("changed_at")[:1]
    found = FEEDS[kind](Asked()).everything().annotate(noted=Coalesce(Subquery(noted), F("changed_at")))
    page = found.order_by("created_at", "pk")[offset : offset + limit]
    if kind == RecordKind.SERVICE:
        homes = {kreis: slug for slug, kreis in _networks()}
        rows = page.values_list("pk", "noted", "search_entry__kreis")
        return [Dated(key, changed, homes.get(kreis, "")) for key, changed, kreis in rows]
    listed = list(page.values_list("pk", "noted"))
    partners = _partners([key for key, _ in listed])
    return [Dated(key, changed, partners.get(key, "")) for key, changed in listed]


def latest_offers(network: Network, limit: int) -> list[tuple[Offer, datetime]]:
    """Return the offers of a network that changed last, the latest first, each with the moment."""
    here = Services(Asked()).everything().filter(search_entry__kreis=network.kreis_id)
    noted = Announcement.objects.standing().filter(kind=RecordKind.SERVICE, record__in=here.values("pk"))
    changed = dict(noted.order_by("-position").values_list("record", "changed_at")[:limit])
    rows = here.filter(pk__in=list(changed)).select_related("organisation", "offer_type", "site")
    offers = {offer.pk: offer for offer in rows}
    return [(offers[key], moment) for key, moment in changed.items() if key in offers]


def places_of(networks: Sequence[Network]) -> list[tuple[str, str]]:
    """Return the Gemeinden (AGS) of all these networks as they are today, each with the slug of its network."""
    today = Gemeinde.objects.valid_on(timezone.localdate()).filter(kreis__in={found.kreis_id for found in networks})
    by_kreis: dict[str, list[str]] = {}
    for key, kreis in today.values_list("pk", "kreis"):
        by_kreis.setdefault(kreis, []).append(key)
    return [(network.slug, key) for network in networks for key in by_kreis.get(network.kreis_id, [])]


def _networks() -> list[tuple[str, str]]:
    """Return slug and Kreis of the networks, the first by name last: of several in a Kreis it is the one that stays."""
    rows: QuerySet[Network, tuple[str, str]] = Network.objects.order_by("-name").values_list("slug", "kreis")
    return list(rows)


def _partners(keys: Sequence[UUID]) -> dict[UUID, str]:
    active = Partnership.objects.active().filter(organisation__in=keys).order_by("-network__name")
    return dict(active.values_list("organisation", "network__slug"))
