"""Builds a directory of any size from the demo's texts, spread over all Gemeinden. The same number, the same data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zlib import crc32

from django.db import transaction

from schutznetz.demo.actions import organisations
from schutznetz.demo.actions.rows import TRAITS
from schutznetz.directory.models import ContactPoint, Offer, OfferLanguage, OfferTrait, PhoneNumber, Site
from schutznetz.directory.search import index
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.regions.models import Gemeinde, Kreis

SOURCE = "Messdaten"
OFFERS_PER_ORGANISATION = 3
BATCH = 600


@dataclass(frozen=True, slots=True)
class Template:
    """One organisation of the demo with one of its offers."""

    organisation: dict[str, Any]
    offer: dict[str, Any]


def _id(*parts: object) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(map(str, parts)))


def _pick(number: int, salt: str, size: int) -> int:
    return crc32(f"{salt}:{number}".encode()) % size


def templates() -> list[Template]:
    return [Template(row, offer) for row in organisations() for offer in row.get("offer", [])]


def build(offers: int, now: datetime) -> Network:
    """Write ``offers`` offers and index them; returns a network in one of the Kreise."""
    texts = templates()
    gemeinden = list(Gemeinde.objects.filter(kreis__is_example=False).exclude(lat=None).order_by("ags"))
    plz = dict(Gemeinde.objects.exclude(plz=None).values_list("ags", "plz"))
    kreis = Kreis.objects.get(ags="14521")
    network, _ = Network.objects.get_or_create(slug="messung", defaults={"name": "Messung", "kreis": kreis})
    for start in range(0, offers, BATCH):
        numbers = range(start, min(start + BATCH, offers), OFFERS_PER_ORGANISATION)
        with transaction.atomic():
            rows = [
                _Row(number, texts, gemeinden, plz, now, min(OFFERS_PER_ORGANISATION, offers - number))
                for number in numbers
            ]
            _write(rows)
            index.update([offer.pk for row in rows for offer in row.offers])
    return network


class _Row:
    """One organisation with its site, function, contact point and offers."""

    def __init__(
        self,
        number: int,
        texts: list[Template],
        gemeinden: list[Gemeinde],
        plz: dict[str, str],
        now: datetime,
        size: int,
    ) -> None:
        base = texts[_pick(number, "base", len(texts))]
        gemeinde = gemeinden[_pick(number, "place", len(gemeinden))]
        self.organisation = Organisation(
            id=_id("o", number), name=f"{base.organisation['name']} {gemeinde.name}"[:200], source=SOURCE
        )
        self.site = Site(
            id=_id("s", number),
            organisation=self.organisation,
            street=_street(base),
            house_number=str(number % 90 + 1),
            plz=plz.get(gemeinde.ags, ""),
            town=gemeinde.name,
            gemeinde=gemeinde,
            kreis_id=gemeinde.kreis_id,
            lat=(gemeinde.lat or 0) + (number % 41 - 20) / 1000,
            lon=(gemeinde.lon or 0) + (number % 37 - 18) / 800,
            barrier=("yes", "partly", "no", "unknown")[number % 4],
        )
        function = base.organisation["function"][0]
        self.function = Function(
            id=_id("f", number), organisation=self.organisation, role=function["role"], title=function["title"]
        )
        self.contact_point = ContactPoint(
            id=_id("c", number), function=self.function, site=self.site, hours=function.get("hours", "")
        )
        self.phone = PhoneNumber(contact_point=self.contact_point, number=f"+493023125{number % 1000:03d}")
        picked = [texts[_pick(number + step, "offer", len(texts))] for step in range(size)]
        self.offers = [self._offer(number, step, text, now) for step, text in enumerate(picked)]
        self.details = [(offer, text.offer) for offer, text in zip(self.offers, picked, strict=True)]

    def _offer(self, number: int, step: int, text: Template, now: datetime) -> Offer:
        row = text.offer
        return Offer(
            id=_id("a", number, step),
            organisation=self.organisation,
            offer_type_id=row["type"],
            site=self.site,
            contact_point=self.contact_point,
            title=row["title"],
            summary=row["summary"],
            description=row.get("description", ""),
            for_pregnancy=row.get("for_pregnancy", False),
            age_from=row.get("age_from"),
            age_to=row.get("age_to"),
            access=row["access"],
            cost=row["cost"],
            confirmed_at=now - timedelta(days=_pick(number, "fresh", 260)),
            source=SOURCE,
        )


def _street(base: Template) -> str:
    sites = base.organisation.get("site", [])
    return str(sites[0].get("street", "Hauptstraße")) if sites else "Hauptstraße"


def _write(rows: list[_Row]) -> None:
    tables: list[tuple[Any, list[Any]]] = [
        (Organisation, [row.organisation for row in rows]),
        (Site, [row.site for row in rows]),
        (Function, [row.function for row in rows]),
        (ContactPoint, [row.contact_point for row in rows]),
        (PhoneNumber, [row.phone for row in rows]),
        (Offer, [offer for row in rows for offer in row.offers]),
        (OfferTrait, list(_traits(rows))),
        (OfferLanguage, list(_languages(rows))),
    ]
    for model, values in tables:
        model.objects.bulk_create(values)


def _traits(rows: list[_Row]) -> Iterator[OfferTrait]:
    for row in rows:
        for offer, text in row.details:
            for name, kind in TRAITS.items():
                yield from (OfferTrait(offer=offer, kind=kind, code=code) for code in text.get(name, []))


def _languages(rows: list[_Row]) -> Iterator[OfferLanguage]:
    for row in rows:
        for offer, text in row.details:
            yield from (OfferLanguage(offer=offer, code=code) for code in text.get("languages", []))
