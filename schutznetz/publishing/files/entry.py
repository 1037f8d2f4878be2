"""What a file says about an offer: read once, so that no format can tell more than another.

A file outlives what it was made from: nobody takes it back when a consent ends or a place becomes confidential.
Therefore no file has the name of a person, whatever consent there is for the page, and of a protected place nothing but
that it is one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from schutznetz.directory.enums import Access, Area, Barrier, Cost, PhoneKind
from schutznetz.directory.models import ContactPoint, Offer, Site
from schutznetz.directory.presenting import entries, kinds, languages
from schutznetz.exchange.mapping.records import mail, web
from schutznetz.networks.enums import Visibility


@dataclass(frozen=True, slots=True)
class Entry:
    """One offer in words; ``street``, ``plz`` and ``town`` are empty for a protected place, numbers are E.164."""

    id: UUID
    title: str
    kind: str
    for_whom: str
    text: str
    organisation: str
    holder: str
    place: str
    street: str
    plz: str
    town: str
    ortsteil: str
    barrier: str
    point: UUID | None
    function: str
    phones: tuple[str, ...]
    faxes: tuple[str, ...]
    email: str
    website: str
    hours: str
    week: str
    land: str
    access: str
    cost: str
    languages: str
    area: str
    confirmed_on: date | None
    confirmed_by: str
    changed_at: datetime
    source: str
    page: str


def entries_of(offers: Iterable[Offer]) -> Iterator[Entry]:
    """Yield what files say about offers; needs them with everything that ``access.for_files`` loads."""
    return map(entry, offers)


def entry(offer: Offer) -> Entry:
    """Return what a file says about an offer. Only a public one has anything to say to a file."""
    if offer.visibility != Visibility.PUBLIC:
        raise ValueError("Only a public offer may be written into a file.")
    point, site = _public(offer.contact_point), _open(offer.site)
    numbers = sorted(point.phone_numbers.all(), key=lambda row: (row.position, row.pk)) if point else []
    land = _land(_open(point.site) if point else None) or _land(site)
    return Entry(
        id=offer.pk,
        title=offer.title,
        kind=kinds.label(offer.offer_type),
        for_whom=entries.for_whom(offer),
        text="\n\n".join(filter(None, (offer.summary, offer.description))),
        organisation=offer.organisation.name,
        holder=offer.organisation.parent.name if offer.organisation.parent else "",
        place=entries.place(offer),
        street=f"{site.street} {site.house_number}".strip() if site else "",
        plz=site.plz if site else "",
        town=site.town if site else "",
        ortsteil=site.ortsteil if site else "",
        barrier=entries.barrier(site) if site and site.barrier != Barrier.UNKNOWN else "",
        point=point.pk if point else None,
        function=point.function.title if point else "",
        phones=tuple(row.number for row in numbers if row.kind == PhoneKind.PHONE),
        faxes=tuple(row.number for row in numbers if row.kind == PhoneKind.FAX),
        email=mail(point.email) if point else "",
        website=web(point.url) if point else "",
        hours=point.hours if point else "",
        week=entries.every_week(point.hours) if point else "",
        land=land,
        access=_said(Access(offer.access).label, offer.access_note, offer.access),
        cost=_said(Cost(offer.cost).label, offer.cost_note, offer.cost),
        languages=", ".join(languages.name(row.code) for row in offer.languages.all()),
        area=_area(offer),
        confirmed_on=timezone.localtime(offer.confirmed_at).date() if offer.confirmed_at else None,
        confirmed_by=offer.confirmed_by_function.title if offer.confirmed_by_function else "",
        changed_at=max([offer.changed_at, *([point.changed_at] if point else [])]),
        source=offer.source,
        page=f"{settings.PUBLIC_ADDRESS}/angebot/{offer.pk}/" if settings.PUBLIC_ADDRESS else "",
    )


def _public(point: ContactPoint | None) -> ContactPoint | None:
    return point if point is not None and point.visibility == Visibility.PUBLIC else None


def _open(site: Site | None) -> Site | None:
    return None if site is None or site.is_confidential else site


def _land(site: Site | None) -> str:
    return site.kreis_id[:2] if site and site.kreis_id else ""


def _said(label: object, note: str, code: str) -> str:
    return ", ".join(filter(None, ("" if code == "unknown" else str(label), note)))


def _area(offer: Offer) -> str:
    if offer.area == Area.NATION:
        return "bundesweit"
    if offer.area == Area.LAND:
        return offer.land.name if offer.land else ""
    return ", ".join(str(row) for row in offer.catchments.all())
