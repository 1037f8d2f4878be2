"""What a list says of single records and what is stored of them: for a person to read before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schutznetz.directory.importing import stored
from schutznetz.directory.importing.difference import Change, Difference
from schutznetz.directory.importing.record import Record
from schutznetz.directory.models import ImportedRecord, Offer

MOST_SAMPLES = 3
MOST_CHANGED = 100
Said = dict[str, Any]
# What would tell where a protected place is; of a record that becomes one, nothing old and nothing new of it is said.
OF_THE_PLACE = frozenset({"address", "ortsteil"})


@dataclass(frozen=True, slots=True)
class Sample:
    """A new record as the list gives it, by part ("name", "phones", …)."""

    row: int | None
    sheet: str
    said: Said


@dataclass(frozen=True, slots=True)
class Changed:
    """A stored record that the list would change: (part, before, after). ``stays``: somebody has edited it since."""

    row: int | None
    sheet: str
    title: str
    parts: tuple[tuple[str, Any, Any], ...]
    stays: bool


def samples(created: Sequence[Change]) -> list[Sample]:
    shown = [change.record for change in created if not change.record.is_confidential][:MOST_SAMPLES]
    return [Sample(record.where.row, record.where.sheet, _of_record(record)) for record in shown]


def changed(changes: Difference) -> list[Changed]:
    """Return what differs, the kept ones first, for as many as somebody may want to read."""
    shown = [*((change, True) for change in changes.kept), *((change, False) for change in changes.updated)]
    shown = shown[:MOST_CHANGED]
    ids = [change.stored.record_id for change, _ in shown if change.stored]
    now: dict[int, Said] = {}
    related = ("offer__organisation__parent", "offer__site", "offer__contact_point")
    for chunk in stored.chunks(ids):
        rows = ImportedRecord.objects.filter(pk__in=chunk).select_related(*related)
        rows = rows.prefetch_related("offer__contact_point__phone_numbers")
        now |= {row.pk: _of_offer(row.offer) for row in rows}
    return [_changed(change, now[change.stored.record_id], stays) for change, stays in shown if change.stored]


def _changed(change: Change, before: Said, stays: bool) -> Changed:
    record = change.record
    after = _of_record(record)
    parts = [(part, before[part], after[part]) for part in before if (before[part] or None) != (after[part] or None)]
    if record.is_confidential:
        parts = [part for part in parts if part[0] not in OF_THE_PLACE]
    return Changed(record.where.row, record.where.sheet, record.title, tuple(parts), stays)


def _of_record(record: Record) -> Said:
    place = record.address
    return {
        "name": record.organisation,
        "traeger": record.traeger if record.name else "",
        "title": record.title,
        "offer_type": record.type_id,
        "address": _address(place.strasse, place.hausnummer, place.plz, place.ort),
        "ortsteil": place.ortsteil,
        "phones": [[phone.number, "fax" if phone.is_fax else "phone", phone.note] for phone in record.phones],
        "email": record.email,
        "url": record.url,
        "hours": record.hours,
        "summary": record.summary,
        "description": record.description,
        "age_from": record.age_from,
        "age_to": record.age_to,
        "barrier": "" if record.barrier == "unknown" else record.barrier,
        "confidential": record.is_confidential,
    }


def _of_offer(offer: Offer) -> Said:
    site, point = offer.site, offer.contact_point
    numbers = sorted(point.phone_numbers.all(), key=lambda number: number.position) if point else []
    return {
        "name": offer.organisation.name,
        "traeger": offer.organisation.parent.name if offer.organisation.parent else "",
        "title": offer.title,
        "offer_type": offer.offer_type_id,
        "address": _address(site.street, site.house_number, site.plz, site.town) if site else "",
        "ortsteil": site.ortsteil if site else "",
        "phones": [[number.number, number.kind, number.note] for number in numbers],
        "email": point.email if point else "",
        "url": point.url if point else "",
        "hours": point.hours if point else "",
        "summary": offer.summary,
        "description": offer.description,
        "age_from": offer.age_from,
        "age_to": offer.age_to,
        "barrier": site.barrier if site and site.barrier != "unknown" else "",
        "confidential": bool(site and site.is_confidential),
    }


def _address(street: str, number: str, plz: str, town: str) -> str:
    return ", ".join(filter(None, (f"{street} {number}".strip(), f"{plz} {town}".strip())))
