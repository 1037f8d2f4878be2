"""Brings stored offers to what the list says now.

Only rows that differ are saved. What somebody confirmed before was something else, so the confirmation ends
(promise 4): the entry is shown as not confirmed until someone does it again.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from schutznetz.directory.importing import drafts, withdrawing
from schutznetz.directory.importing.difference import Change
from schutznetz.directory.importing.drafts import Delivery, Known
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.record import Record
from schutznetz.directory.models import Catchment, ContactPoint, ImportedRecord, Offer, PhoneNumber, Site
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Holder, Organisation

UNCONFIRMED = {"confirmed_at": None, "confirmed_by_function": None}


def update(changes: Sequence[Change], delivery: Delivery, known: Known) -> list[UUID]:
    related = ("offer__organisation", "offer__site", "offer__contact_point__function")
    ids = [change.stored.record_id for change in changes if change.stored]
    imported = {record.pk: record for record in ImportedRecord.objects.filter(pk__in=ids).select_related(*related)}
    for change in changes:
        if change.stored:
            _update(change, imported[change.stored.record_id], delivery, known)
    return [imported[change.stored.record_id].offer_id for change in changes if change.stored]


def _update(change: Change, imported: ImportedRecord, delivery: Delivery, known: Known) -> None:
    record, offer = change.record, imported.offer
    organisation = _organisation(change, offer, delivery, known)
    left = offer.site
    site = _site(change, offer, organisation, delivery)
    contact_point = _contact_point(record, offer, organisation, site, delivery)
    _phones(record, contact_point)
    _holder(record, contact_point.function, delivery)
    _catchment(change, offer, site)
    values = {"organisation": organisation, "site": site, "contact_point": contact_point, **UNCONFIRMED}
    _save(offer, **drafts.offer_values(record), **values)
    _save(imported, key=record.key, digest=record.digest(), source=delivery.source[:200])
    if left and site != left and not left.offers.exists():
        left.delete()
    known.note_partner(change, organisation.pk, delivery)


def _organisation(change: Change, offer: Offer, delivery: Delivery, known: Known) -> Organisation:
    """Rename the Einrichtung; but a Träger that also bears other offers is never renamed by one of its rows."""
    record = change.record
    traeger_id, made = known.traeger(change, delivery)
    if made:
        made.save(force_insert=True)
    if traeger_id and not record.name:
        return offer.organisation if offer.organisation_id == traeger_id else Organisation.objects.get(pk=traeger_id)
    current = offer.organisation
    was_traeger = (current.parent_id is None and traeger_id == current.pk) or _bears_others(current, offer)
    if was_traeger and key(current.name) != key(record.name):
        return Organisation.objects.create(name=record.name, parent_id=traeger_id, **delivery.provenance())
    _save(current, name=record.name, parent_id=None if traeger_id == current.pk else traeger_id)
    return current


def _bears_others(organisation: Organisation, offer: Offer) -> bool:
    return organisation.children.exists() or organisation.offers.exclude(pk=offer.pk).exists()


def _site(change: Change, offer: Offer, organisation: Organisation, delivery: Delivery) -> Site | None:
    if not drafts.has_site(change):
        return None
    values = drafts.site_values(change)
    if offer.site is None or offer.site.offers.exclude(pk=offer.pk).exists():
        return Site.objects.create(organisation=organisation, **values, **delivery.provenance())
    _save(offer.site, organisation=organisation, **values)
    if offer.site.is_confidential:  # no earlier version may tell where it was (R50)
        withdrawing.forget_history(organisation.pk)
    return offer.site


def _contact_point(
    record: Record, offer: Offer, organisation: Organisation, site: Site | None, delivery: Delivery
) -> ContactPoint:
    values = {"site": site, **drafts.contact_values(record)}
    contact_point = offer.contact_point
    if contact_point is None:
        function = Function.objects.create(organisation=organisation, **drafts.function_values(record))
        return ContactPoint.objects.create(function=function, **values, **delivery.provenance())
    _save(contact_point.function, organisation=organisation)
    _save(contact_point, **values, **UNCONFIRMED)
    return contact_point


def _phones(record: Record, contact_point: ContactPoint) -> None:
    wanted = list(drafts.phones(record, contact_point))
    fields = ("number", "kind", "note", "position")
    now = list(PhoneNumber.objects.filter(contact_point=contact_point).order_by("position").values_list(*fields))
    if now != [tuple(getattr(phone, name) for name in fields) for phone in wanted]:
        PhoneNumber.objects.filter(contact_point=contact_point).delete()
        PhoneNumber.objects.bulk_create(wanted)


def _holder(record: Record, function: Function, delivery: Delivery) -> None:
    """A name that the list no longer has goes, unless its bearer has consented to stay."""
    waiting = Holder.objects.filter(function=function, visibility=Visibility.NETWORK, consent_on=None)
    waiting.exclude(name=record.person).delete()
    if record.person and not Holder.objects.filter(function=function, name=record.person).exists():
        Holder.objects.create(function=function, name=record.person, valid_from=timezone.localdate(delivery.now))


def _catchment(change: Change, offer: Offer, site: Site | None) -> None:
    kreis = change.place.kreis if site is None else None
    whole_kreise = Catchment.objects.filter(offer=offer, gemeinde=None)
    whole_kreise.exclude(kreis=kreis).delete()
    if kreis and not whole_kreise.filter(kreis=kreis).exists():
        Catchment.objects.create(offer=offer, kreis_id=kreis)


def _save(row: Model, **values: Any) -> None:
    """Set the values and save the row, if that changes anything."""
    changed = {name: value for name, value in values.items() if _now(row, name) != getattr(value, "pk", value)}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save()


def _now(row: Model, name: str) -> Any:
    """Return the value of a field without asking for the row that it refers to."""
    return getattr(row, getattr(row._meta.get_field(name), "attname", name))
