"""What may be asked, and the conditions that come of it; all of them hold together."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet
from django.utils import timezone

from schutznetz.common.hours import ZONE
from schutznetz.directory.enums import Area, OfferGroup
from schutznetz.directory.models import Catchment, Offer, OfferTrait, OfferType, OpenInterval, Site
from schutznetz.directory.search import engine
from schutznetz.exchange.access.audiences import EVERYBODY, Audience, points_for
from schutznetz.exchange.mapping import terms
from schutznetz.exchange.mapping.times import DAYS
from schutznetz.networks.models import Partnership
from schutznetz.regions.access import locate, plz_centre

METRES_PER_DEGREE = engine.KM_PER_DEGREE * 1000
MONTHS_A_YEAR = 12
FAR = (Area.NATION, Area.LAND)
TRAITS = {name: kind for kind, name in terms.OF_TRAITS.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that the specification and the British profile let somebody ask for; empty means: no matter.

    Ages are years, ``proximity`` is metres around the centre of ``postcode``; ``day`` is one of MO…SU.
    """

    search: str = ""
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    postcode: str = ""
    proximity: int | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: str = ""
    start_time: time | None = None
    end_time: time | None = None
    parent_id: UUID | None = None
    top_only: bool = False


def offers_asked(offers: QuerySet[Offer], asked: Asked, audience: Audience = EVERYBODY) -> QuerySet[Offer]:
    """Return those offers that meet every condition; ``offers`` are some that the audience may see."""
    for condition in (*_of_what(asked), *_for_whom(asked, audience)):
        offers = offers.filter(condition)
    return offers


def _of_what(asked: Asked) -> Iterator[Q]:
    if asked.search:
        yield Q(pk__in=found_by(asked.search))
    if asked.organization_id:
        yield Q(organisation=asked.organization_id)
    if asked.taxonomy_term_id:
        yield _of_term(asked.taxonomy_term_id)
    if asked.taxonomy_id:
        yield _of_taxonomy(asked.taxonomy_id)


def _for_whom(asked: Asked, audience: Audience) -> Iterator[Q]:
    if asked.postcode:
        yield _near(asked.postcode, asked.proximity) if asked.proximity else _serving(asked.postcode)
    if asked.minimum_age is not None:
        yield Q(age_to=None) | Q(age_to__gte=asked.minimum_age * MONTHS_A_YEAR)
    if asked.maximum_age is not None:
        yield Q(age_from=None) | Q(age_from__lte=asked.maximum_age * MONTHS_A_YEAR)
    if asked.day or asked.start_time or asked.end_time:
        yield _open(asked, audience)


def found_by(text: str) -> list[UUID]:
    """Return the offers that the search of the portal finds, at most as many as it counts."""
    return [hit.offer_id for hit in engine.search(engine.Query(text=text), limit=engine.MOST_HITS).hits]


def partners_of_type(code: str) -> QuerySet[Partnership]:
    return Partnership.objects.active().filter(partner_type=code)


def meaning_of(term_id: UUID) -> tuple[str, str]:
    """Return the catalogue and the code that a term stands for; nothing for an unknown one."""
    wanted = str(term_id)
    for term in terms.terms(OfferType.objects.all()):
        if term["id"] == wanted:
            return next(name for name in terms.NAMES if terms.taxonomy(name) == term["taxonomy_detail"]), term["code"]
    return "", ""


def catalogue_of(taxonomy_id: UUID) -> str:
    return next((name for name in terms.NAMES if terms.taxonomy(name)["id"] == str(taxonomy_id)), "")


def _of_term(term_id: UUID) -> Q:
    name, code = meaning_of(term_id)
    if name == terms.TYPES:
        groups = {terms.group(value)["code"]: value for value in OfferGroup.values}
        return Q(offer_type__group=groups[code]) if code in groups else Q(offer_type=code)
    if name == terms.PARTNERS:
        return Q(organisation__in=partners_of_type(code).values("organisation"))
    return Q(Exists(_traits(name).filter(code=code))) if name else _none()


def _of_taxonomy(taxonomy_id: UUID) -> Q:
    name = catalogue_of(taxonomy_id)
    if name == terms.TYPES:  # every offer has a type
        return Q()
    if name == terms.PARTNERS:
        return Q(organisation__in=Partnership.objects.active().values("organisation"))
    return Q(Exists(_traits(name))) if name else _none()


def _traits(name: str) -> QuerySet[OfferTrait]:
    return OfferTrait.objects.filter(offer=OuterRef("pk"), kind=TRAITS[name])


def _none() -> Q:
    return Q(pk__in=[])


def _near(plz: str, metres: int) -> Q:
    """Offers whose place lies within so many metres of the centre of a PLZ; equirectangular, as the search has it."""
    centre = plz_centre(plz)
    if centre is None:
        return _none()
    lat, lon = centre
    tall, wide = METRES_PER_DEGREE, METRES_PER_DEGREE * math.cos(math.radians(lat))
    up, across = F("lat") - lat, F("lon") - lon
    away = ExpressionWrapper(up * up * (tall * tall) + across * across * (wide * wide), output_field=FloatField())
    inside = Site.objects.alias(away=away).filter(
        is_confidential=False,
        lat__range=(lat - metres / tall, lat + metres / tall),
        lon__range=(lon - metres / wide, lon + metres / wide),
        away__lte=float(metres) ** 2,
    )
    return Q(site__in=inside.values("pk"))


def _serving(plz: str) -> Q:
    """Offers for people from a PLZ: by their catchment, without one by the Kreis of their place, or from anywhere.

    Each of them by keys: for conditions beside each other SQLite would look at every offer.
    """
    gemeinden = locate(plz, "").candidates
    kreise = {gemeinde.kreis_id for gemeinde in gemeinden}
    named = Catchment.objects.filter(Q(gemeinde__in=gemeinden) | Q(gemeinde=None, kreis__in=kreise))
    areas = Catchment.objects.filter(offer=OuterRef("pk"))
    # Not "area is local": that is true of nearly all, and there is an index that says so.
    near = Offer.objects.filter(~Exists(areas), ~Q(area__in=FAR), site__in=_sites_of(kreise))
    far = Q(area=Area.NATION) | Q(area=Area.LAND, land__in={kreis[:2] for kreis in kreise})
    keys = (named.values("offer"), near.values("pk"), Offer.objects.filter(far).values("pk"))
    return reduce(or_, (Q(pk__in=each) for each in keys))


def _sites_of(kreise: Iterable[str]) -> QuerySet[Site, Any]:
    return Site.objects.filter(kreis__in=kreise).values("pk")


def _open(asked: Asked, audience: Audience) -> Q:
    """Offers whose contact surely answers on a day, within times, or both: in the coming week."""
    today = timezone.localdate()
    days = [today + timedelta(days=offset) for offset in range(7)]
    wanted = [day for day in days if not asked.day or DAYS[day.weekday()] == asked.day]
    spans = Q(pk__in=[])
    for day in wanted:
        begin, end = _at(day, asked.start_time or time.min), _at(day, asked.end_time or time.max)
        if asked.start_time and asked.end_time:
            spans |= Q(begins__lte=begin, ends__gte=end)
        else:
            spans |= Q(begins__lt=end, ends__gt=begin)
    is_open = Exists(OpenInterval.objects.filter(spans, contact_point=OuterRef("contact_point")))
    return points_for(audience, "contact_point__") & Q(is_open)


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=ZONE)
