"""An offer as it is read on paper: finished texts, no person's name, no protected place.

Paper cannot be taken back when a consent ends, so no holder stands on it, only functions (R82).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone

from schutznetz.common import phones
from schutznetz.directory.enums import Access, Cost, PhoneKind
from schutznetz.directory.models import ContactPoint, Offer, OfferTrait
from schutznetz.directory.presenting import entries, languages, phrases, typed
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.publishing.presenting import times

GERMAN = "de"
# Parts of an expression of which one week does not tell everything.
_NOT_WEEKLY = re.compile(r"[\[\"]|\b(?:week|SH|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")


@dataclass(frozen=True, slots=True)
class Number:
    phone: str
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that paper says of an offer; what nobody knows is empty. ``is_fresh``: confirmed in time."""

    title: str
    kind: str
    organisation: str
    summary: str
    description: str
    for_whom: str
    numbers: Sequence[Number]
    reached: str
    hours: str
    email: str
    website: str
    address: Sequence[str]
    directions: str
    barrier: str
    access: str
    cost: str
    languages: str
    good_to_know: str
    freshness: str
    is_fresh: bool


def entry(offer: Offer, *, now: datetime, interval_days: int) -> Entry:
    """Needs an offer as ``directory.access.offers_whole`` loads it."""
    point, site = offer.contact_point, offer.site
    return Entry(
        title=offer.title,
        kind=offer.offer_type.label,
        organisation=_organisation(offer),
        summary=offer.summary,
        description=offer.description,
        for_whom=entries.for_whom(offer),
        numbers=_numbers(point),
        reached=point.function.title if point else "",
        hours=_hours(point, offer, timezone.localdate(now)),
        email=point.email if point else "",
        website=point.url.split("://", 1)[-1].strip("/") if point else "",
        address=entries.address(site) if site else [],
        directions=site.directions if site and not site.is_confidential else "",
        barrier=_barrier(offer),
        access=_said(Access(offer.access).label, offer.access_note, offer.access),
        cost=_said(Cost(offer.cost).label, offer.cost_note, offer.cost),
        languages=_languages(offer),
        good_to_know=", ".join(row.label for row in offer.traits.all() if row.kind == OfferTrait.Kind.FLAG),
        freshness=_freshness(offer, now, interval_days),
        is_fresh=_is_fresh(offer, now, interval_days),
    )


def _organisation(offer: Offer) -> str:
    """Return the house and, where it is not in its name, who runs it."""
    parent = offer.organisation.parent
    return f"{offer.organisation.name} ({parent.name})" if parent else offer.organisation.name


def _numbers(point: ContactPoint | None) -> list[Number]:
    rows = point.phone_numbers.all() if point else []
    return [Number(phones.display(row.number), row.note) for row in rows if row.kind == PhoneKind.PHONE]


def _hours(point: ContactPoint | None, offer: Offer, today: date) -> str:
    """Return the times of an ordinary week; what no week shows (a first Tuesday, a season, words) as it is written."""
    if point is None or not point.hours:
        return ""
    site = point.site or offer.site
    land = site.kreis_id[:2] if site and site.kreis_id else offer.land_id or ""
    said = times.UNKNOWN if _NOT_WEEKLY.search(point.hours) else _week(point.hours, land, today)
    return typed.hours_to_read(point.hours) if said == times.UNKNOWN else said


@lru_cache(maxsize=1024)
def _week(expression: str, land: str, today: date) -> str:
    return times.in_words(Link("", "", "", "", expression, land=land), today)


def _barrier(offer: Offer) -> str:
    site = offer.site
    return "" if site is None or site.is_confidential or site.barrier == "unknown" else entries.barrier(site)


def _said(label: object, note: str, code: str) -> str:
    """Return a label with its note; of what nobody knows only the note."""
    return ", ".join(filter(None, ("" if code == "unknown" else str(label), note.rstrip(". "))))


def _languages(offer: Offer) -> str:
    """Return the languages, if there is another than German: that one is what everybody expects."""
    codes = [row.code for row in offer.languages.all()]
    return ", ".join(languages.name(code) for code in codes) if set(codes) - {GERMAN} else ""


def _is_fresh(offer: Offer, now: datetime, interval_days: int) -> bool:
    return offer.confirmed_at is not None and offer.confirmed_at >= now - timedelta(days=interval_days)


def _freshness(offer: Offer, now: datetime, interval_days: int) -> str:
    """Return when an entry was confirmed, as a day: paper does not know how long ago that will be."""
    if offer.confirmed_at is None:
        return "noch von niemandem bestätigt"
    day = phrases.day(timezone.localtime(offer.confirmed_at))
    return f"bestätigt am {day}" if _is_fresh(offer, now, interval_days) else f"zuletzt bestätigt am {day}"
