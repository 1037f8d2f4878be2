"""Records → unsaved rows of the tables, and the organisations that exist once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from schutznetz.directory.enums import PhoneKind
from schutznetz.directory.importing import stored
from schutznetz.directory.importing.difference import Change
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.vocabulary import vocabulary
from schutznetz.directory.models import ContactPoint, PhoneNumber
from schutznetz.networks.models import Network, Organisation

DEFAULT_FUNCTION = "default"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who holds the list and what it is called; goes into every row as provenance."""

    network: Network
    source: str
    now: datetime

    def provenance(self) -> dict[str, Any]:
        return {"held_by": self.network, "source": self.source[:200]}


@dataclass(slots=True)
class Known:
    """Organisations that exist already or were made for an earlier row, and who becomes a partner."""

    by_name: dict[str, list[tuple[UUID, bool, set[str]]]]
    partners: dict[UUID, str] = field(default_factory=dict)

    @classmethod
    def load(cls, changes: Sequence[Change], delivery: Delivery) -> "Known":
        names = {key(change.record.traeger) for change in changes if change.record.traeger}
        kreise = {change.place.kreis for change in changes if change.place.kreis}
        return cls(stored.organisations(names, delivery.network, kreise) if names else {})

    def traeger(self, change: Change, delivery: Delivery) -> tuple[UUID | None, Organisation | None]:
        """Return the id of a record's Träger, and the row to save if it did not exist yet."""
        name, kreis = change.record.traeger, change.place.kreis
        if not name:
            return None, None
        if found := self._find(name, kreis):
            return found, None
        organisation = Organisation(name=name, **delivery.provenance())
        self.by_name.setdefault(key(name), []).append((organisation.pk, True, {kreis} if kreis else set()))
        return organisation.pk, organisation

    def _find(self, name: str, kreis: str | None) -> UUID | None:
        candidates = self.by_name.get(key(name), [])
        held = next((pk for pk, is_held, _ in candidates if is_held), None)
        return held or next((pk for pk, _, kreise in candidates if kreis in kreise), None)

    def note_partner(self, change: Change, organisation_id: UUID, delivery: Delivery) -> None:
        partner_type = vocabulary().partners.get(change.record.type_id)
        if partner_type and has_site(change) and change.place.kreis == delivery.network.kreis_id:
            self.partners.setdefault(organisation_id, partner_type)


def has_site(change: Change) -> bool:
    address = change.record.address
    return change.record.is_confidential or bool(address.strasse or address.plz or address.ort)


def site_values(change: Change) -> dict[str, Any]:
    record, address = change.record, change.record.address
    lat, lon = record.point or (None, None)
    return {
        "name": record.site_name,
        "is_confidential": record.is_confidential,
        "street": address.strasse,
        "house_number": address.hausnummer,
        "plz": address.plz,
        "town": address.ort,
        "ortsteil": address.ortsteil,
        "gemeinde_id": None if record.is_confidential else change.place.gemeinde,
        "kreis_id": change.place.kreis,
        "lat": lat,
        "lon": lon,
        "barrier": record.barrier,
        "directions": record.directions,
    }


def function_values(record: Record) -> dict[str, str]:
    functions = vocabulary().functions
    role, title = functions.get(record.type_id, functions[DEFAULT_FUNCTION])
    return {"role": role, "title": title}


def contact_values(record: Record) -> dict[str, str]:
    return {"email": record.email, "url": record.url, "hours": record.hours}


def offer_values(record: Record) -> dict[str, Any]:
    return {
        "offer_type_id": record.type_id,
        "title": record.title,
        "summary": record.summary,
        "description": record.description,
        "age_from": record.age_from,
        "age_to": record.age_to,
    }


def phones(record: Record, contact_point: ContactPoint) -> Iterator[PhoneNumber]:
    for position, phone in enumerate(record.phones):
        kind = PhoneKind.FAX if phone.is_fax else PhoneKind.PHONE
        yield PhoneNumber(
            contact_point=contact_point, number=phone.number, kind=kind, note=phone.note, position=position
        )
