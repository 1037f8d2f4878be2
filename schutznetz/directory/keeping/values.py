"""Entries ↔ values that JSON can keep. What is not listed here nobody changes on a page."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Model

from schutznetz.common.errors import DomainError
from schutznetz.directory.enums import EntryKind
from schutznetz.directory.models import ContactPoint, Offer, OfferLanguage, OfferTrait, PhoneNumber, Site
from schutznetz.networks.models import Organisation

Entry = Organisation | Site | Offer | ContactPoint
Values = dict[str, Any]

MODELS: dict[EntryKind, type[Organisation | Site | Offer | ContactPoint]] = {
    EntryKind.ORGANISATION: Organisation,
    EntryKind.SITE: Site,
    EntryKind.OFFER: Offer,
    EntryKind.CONTACT_POINT: ContactPoint,
}
ADDRESS = ("name", "street", "house_number", "plz", "town", "ortsteil", "directions", "gemeinde", "kreis", "lat", "lon")
FIELDS: dict[EntryKind, tuple[str, ...]] = {
    EntryKind.ORGANISATION: ("name", "profile", "provider_kind", "url"),
    EntryKind.SITE: (*ADDRESS, "barrier"),
    EntryKind.OFFER: (
        "offer_type", "title", "summary", "description", "for_pregnancy", "age_from", "age_to", "access",
        "access_note", "cost", "cost_note", "free_places", "waiting_weeks", "capacity_on", "site", "contact_point",
    ),
    EntryKind.CONTACT_POINT: ("email", "url", "hours", "audience", "site"),
}  # fmt: skip
TRAITS = {"targets": OfferTrait.Kind.TARGET, "loads": OfferTrait.Kind.LOAD, "flags": OfferTrait.Kind.FLAG}
# Parts of an entry that take effect only when the coordination agrees.
WAITS = {EntryKind.OFFER: ("offer_type",), EntryKind.CONTACT_POINT: ("phones", "email", "hours")}


def kind_of(entry: Entry) -> EntryKind:
    return next(kind for kind, model in MODELS.items() if isinstance(entry, model))


def organisation_of(entry: Entry) -> UUID:
    if isinstance(entry, Organisation):
        return entry.pk
    return entry.function.organisation_id if isinstance(entry, ContactPoint) else entry.organisation_id


def entry_of(kind: EntryKind, key: UUID) -> Entry | None:
    """Return an entry and hold its row until the end of the transaction."""
    return MODELS[kind]._default_manager.select_for_update(of=("self",)).filter(pk=key).first()


def read(entry: Entry) -> Values:
    """Return everything of an entry that can be changed on a page."""
    values = columns(entry)
    if isinstance(entry, Offer):
        values |= traits(OfferTrait.objects.filter(offer=entry))
        values["languages"] = sorted(OfferLanguage.objects.filter(offer=entry).values_list("code", flat=True))
    if isinstance(entry, ContactPoint):
        rows = PhoneNumber.objects.filter(contact_point=entry).order_by("position", "pk")
        values["phones"] = [list(row) for row in rows.values_list("number", "kind", "note")]
    return values


def columns(entry: Entry) -> Values:
    """Return what stands in an entry itself, without what hangs on it."""
    return {name: _plain(getattr(entry, _field(entry, name).attname)) for name in FIELDS[kind_of(entry)]}


def traits(rows: Iterable[OfferTrait]) -> Values:
    codes = sorted((row.kind, row.code) for row in rows)
    return {name: [code for kind, code in codes if kind == which] for name, which in TRAITS.items()}


def fingerprint(values: Values) -> str:
    """Return a short text that is another one as soon as anything in the values is."""
    return sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]


def write(entry: Entry, values: Values) -> None:
    """Put values into an entry and save it. Raises ``DomainError`` if they no longer fit, for example an old site."""
    for name in FIELDS[kind_of(entry)]:
        if name in values:
            field = _field(entry, name)
            setattr(entry, field.attname, field.to_python(values[name]))
    _check(entry)
    entry.save()
    if isinstance(entry, Offer):
        _write_traits(entry, values)
    if isinstance(entry, ContactPoint) and "phones" in values:
        PhoneNumber.objects.filter(contact_point=entry).delete()
        PhoneNumber.objects.bulk_create(
            PhoneNumber(contact_point=entry, number=number, kind=kind, note=note, position=position)
            for position, (number, kind, note) in enumerate(values["phones"])
        )


def _field(entry: Entry, name: str) -> "Field[Any, Any]":
    field = entry._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{name} is no column.")
    return field


def _check(entry: Model) -> None:
    try:
        entry.full_clean()
    except ValidationError as refused:
        words = " ".join(refused.messages)
        raise DomainError(f"Diese Angaben passen nicht zusammen: {words}") from refused


def _write_traits(offer: Offer, values: Values) -> None:
    for name, kind in TRAITS.items():
        if name in values:
            OfferTrait.objects.filter(offer=offer, kind=kind).delete()
            OfferTrait.objects.bulk_create(OfferTrait(offer=offer, kind=kind, code=code) for code in values[name])
    if "languages" in values:
        OfferLanguage.objects.filter(offer=offer).delete()
        OfferLanguage.objects.bulk_create(OfferLanguage(offer=offer, code=code) for code in values["languages"])


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
