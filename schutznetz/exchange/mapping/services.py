"""Offers as services, and as what stands at one place (service at location)."""

from schutznetz.directory.enums import Access, Area, Cost
from schutznetz.directory.models import Offer, Site
from schutznetz.directory.presenting import entries, languages
from schutznetz.exchange.mapping import contacts, organisations, places, terms, times
from schutznetz.exchange.mapping.records import Record, Telling, confirmed, day, filled, key, mail, moment, web

OVER = "Nach Auskunft der Einrichtung gibt es das nicht mehr."
MONTHS_A_YEAR = 12


def brief(offer: Offer, telling: Telling) -> Record:
    """Return what stands once, with its organization; the list form of ``/services``."""
    return {**bare(offer, telling), "organization": organisations.brief(offer.organisation, telling)}


def bare(offer: Offer, telling: Telling) -> Record:
    point, is_over = contacts.of(offer, telling), offer.pk in telling.over
    return filled({
        "id": str(offer.pk), "organization_id": str(offer.organisation_id), "name": offer.title,
        "description": "\n\n".join(filter(None, (offer.summary, offer.description))),
        "url": web(point.url) if point else None, "email": mail(point.email) if point else None,
        "status": "inactive" if is_over else "active", "alert": OVER if is_over else None,
        "application_process": _sentence(Access(offer.access).label, offer.access_note, offer.access),
        "fees_description": _sentence(Cost(offer.cost).label, offer.cost_note, offer.cost),
        "wait_time": _wait_time(offer), "eligibility_description": entries.for_whom(offer),
        **_ages(offer),
        "assured_date": day(offer.confirmed_at) if offer.confirmed_at else None,
        "last_modified": last_modified(offer, telling),
        "access_route": offer.access, "cost_kind": offer.cost, "legal_basis": offer.legal_basis,
        "waiting_weeks": offer.waiting_weeks,
        "capacity_on": offer.capacity_on.isoformat() if offer.capacity_on else None,
        "opening_hours": point.hours if point else None,
        "redacted": True if offer.site is not None and offer.site.is_confidential else None,
        "visibility": offer.visibility, "freshness": confirmed(offer, offer.changed_at, offer.held_by),
    })  # fmt: skip


def full(offer: Offer, telling: Telling) -> Record:
    """Return an offer with everything below it."""
    owner, point = str(offer.pk), contacts.of(offer, telling)
    return filled({
        **brief(offer, telling),
        "phones": contacts.phones(point, "service_id", owner),
        "schedules": times.schedules("service_id", owner, point.hours if point else ""),
        "service_areas": _areas(offer),
        "service_at_locations": [_link(offer, places.full(offer.site))]
        if offer.site and places.can_be_told(offer) else [],
        "languages": [
            {"id": key("language", owner, row.code), "service_id": owner, "name": languages.name(row.code),
             "code": row.code}
            for row in offer.languages.all()
        ],
        "cost_options": _costs(offer),
        "contacts": contacts.contacts(point, "service_id", owner, telling),
        "capacities": _capacities(offer),
        "attributes": _attributes(offer),
    })  # fmt: skip


def at_location_brief(offer: Offer, telling: Telling) -> Record:
    """Return the link between an offer and its place, each in its list form."""
    return {**_link(offer, places.brief(_site(offer))), "service": brief(offer, telling)}


def at_location_full(offer: Offer, telling: Telling) -> Record:
    """Return the link with everything below the place; what hangs on the service stands there."""
    owner, point = str(offer.pk), contacts.of(offer, telling)
    return filled({
        **_link(offer, places.full(_site(offer))), "service": brief(offer, telling),
        "contacts": contacts.contacts(point, "service_at_location_id", owner, telling),
        "phones": contacts.phones(point, "service_at_location_id", owner),
        "schedules": times.schedules("service_at_location_id", owner, point.hours if point else ""),
    })  # fmt: skip


def tombstone(service_id: object, changed_at: str) -> Record:
    """Return what is left of a service that is gone: nobody learns from it what it was."""
    return {"id": str(service_id), "name": organisations.GONE_NAME, "status": "defunct", "last_modified": changed_at}


def tombstone_at_location(service_id: object, changed_at: str) -> Record:
    gone = tombstone(service_id, changed_at)
    return {"id": gone["id"], "service_id": gone["id"], "service": gone, "deleted": True}


def last_modified(offer: Offer, telling: Telling) -> str:
    return moment(telling.changed.get(offer.pk, offer.changed_at))


def _link(offer: Offer, location: Record) -> Record:
    """An offer stands at one place at most, so the link has its key (ADR 0026)."""
    owner = str(offer.pk)
    return {"id": owner, "service_id": owner, "location_id": location["id"], "location": location}


def _site(offer: Offer) -> Site:
    if offer.site is None:
        raise ValueError("This offer stands at no place.")
    return offer.site


def _sentence(label: object, note: str, code: str) -> str:
    """Return label and note in one line; of what nobody knows only the note."""
    return ", ".join(filter(None, ("" if code == "unknown" else str(label), note)))


def _ages(offer: Offer) -> Record:
    """Return ages in years, as the base has them, and exactly: months, both ends included."""
    return {
        "minimum_age": _years(offer.age_from),
        "maximum_age": _years(offer.age_to),
        "minimum_age_months": offer.age_from,
        "maximum_age_months": offer.age_to,
        "from_pregnancy": True if offer.for_pregnancy else None,
    }


def _years(months: int | None) -> float | int | None:
    """Return an age in years: 36 months are 3, 35 months (until the third birthday) are 2.92."""
    if months is None:
        return None
    years = round(months / MONTHS_A_YEAR, 2)
    return int(years) if years.is_integer() else years


def _wait_time(offer: Offer) -> str:
    if offer.waiting_weeks is None or offer.capacity_on is None:
        return ""
    weeks = "keine" if offer.waiting_weeks == 0 else f"etwa {offer.waiting_weeks} Wochen"
    return f"{'etwa 1 Woche' if offer.waiting_weeks == 1 else weeks} (Stand {offer.capacity_on:%d.%m.%Y})"


def _areas(offer: Offer) -> list[Record]:
    owner = str(offer.pk)
    if offer.area == Area.NATION:
        found = [("Deutschland", "DE", "ISO 3166-1")]
    elif offer.area == Area.LAND and offer.land:
        found = [(offer.land.name, offer.land.iso, "ISO 3166-2")]
    else:
        found = [(str(row), row.gemeinde_id or row.kreis_id, "AGS") for row in offer.catchments.all()]
    return [
        {"id": key("area", owner, extent), "service_id": owner, "name": name, "extent": extent, "extent_type": kind}
        for name, extent, kind in found
    ]


def _costs(offer: Offer) -> list[Record]:
    if offer.cost != Cost.FREE:
        return []
    free = {"option": "kostenlos", "currency": "EUR", "amount": 0}
    return [{"id": key("cost", offer.pk), "service_id": str(offer.pk), **free}]


def _capacities(offer: Offer) -> list[Record]:
    if offer.free_places is None or offer.capacity_on is None:
        return []
    unit = {"id": key("unit", "places"), "name": "freie Plätze"}
    said = {"available": offer.free_places, "updated": f"{offer.capacity_on.isoformat()}T00:00:00Z"}
    return [{"id": key("capacity", offer.pk), "service_id": str(offer.pk), "unit": unit, **said}]


def _attributes(offer: Offer) -> list[Record]:
    traits = sorted(offer.traits.all(), key=lambda trait: (trait.kind, trait.code))
    said = [terms.choice(terms.OF_TRAITS[trait.kind], trait.code) for trait in traits]
    return [terms.attribute("service", offer.pk, term) for term in (terms.offer_type(offer.offer_type), *said)]
