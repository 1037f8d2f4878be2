"""Records → rows of the database, in bulk and in one transaction of the caller."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from schutznetz.directory.importing import drafts, stored, updating
from schutznetz.directory.importing.difference import Change, Difference
from schutznetz.directory.importing.drafts import Delivery, Known
from schutznetz.directory.models import Catchment, ContactPoint, ImportedRecord, Offer, PhoneNumber, Site
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Holder, Organisation, Partnership


@dataclass(slots=True)
class Batch:
    """Rows that are written together, in the order of their dependencies."""

    organisations: list[Organisation] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    contact_points: list[ContactPoint] = field(default_factory=list)
    phones: list[PhoneNumber] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    catchments: list[Catchment] = field(default_factory=list)
    records: list[ImportedRecord] = field(default_factory=list)

    def save(self) -> None:
        # Parents first: a Träger made here may be the parent of an Einrichtung in the same batch.
        self.organisations.sort(key=lambda organisation: organisation.parent_id is not None)
        Organisation.objects.bulk_create(self.organisations)
        Site.objects.bulk_create(self.sites)
        Function.objects.bulk_create(self.functions)
        ContactPoint.objects.bulk_create(self.contact_points)
        PhoneNumber.objects.bulk_create(self.phones)
        Holder.objects.bulk_create(self.holders)
        Offer.objects.bulk_create(self.offers)
        Catchment.objects.bulk_create(self.catchments)
        ImportedRecord.objects.bulk_create(self.records)


def write(difference: Difference, delivery: Delivery) -> list[UUID]:
    """Write everything that is new or changed; return the ids of the offers that the search must index."""
    known = Known.load([*difference.created, *difference.updated], delivery)
    changed: list[UUID] = []
    for chunk in stored.chunks(difference.created):
        changed += _create(chunk, delivery, known)
    for chunk in stored.chunks(difference.updated):
        changed += updating.update(chunk, delivery, known)
    _make_partners(delivery, known)
    return changed


def _create(changes: Sequence[Change], delivery: Delivery, known: Known) -> list[UUID]:
    batch = Batch()
    for change in changes:
        _add(change, delivery, known, batch)
    batch.save()
    return [offer.pk for offer in batch.offers]


def _add(change: Change, delivery: Delivery, known: Known, batch: Batch) -> None:
    record, provenance = change.record, delivery.provenance()
    organisation_id = _organisation(change, delivery, known, batch)
    site = None
    if drafts.has_site(change):
        site = Site(organisation_id=organisation_id, **drafts.site_values(change), **provenance)
        batch.sites.append(site)
    function = Function(organisation_id=organisation_id, **drafts.function_values(record))
    contact_point = ContactPoint(function=function, site=site, **drafts.contact_values(record), **provenance)
    offer = Offer(
        organisation_id=organisation_id,
        site=site,
        contact_point=contact_point,
        **drafts.offer_values(record),
        **provenance,
    )
    batch.functions.append(function)
    batch.contact_points.append(contact_point)
    batch.offers.append(offer)
    batch.phones += drafts.phones(record, contact_point)
    if record.person:
        batch.holders.append(_holder(record.person, function, delivery))
    if site is None and change.place.kreis:
        batch.catchments.append(Catchment(offer=offer, kreis_id=change.place.kreis))
    batch.records.append(
        ImportedRecord(
            network=delivery.network, key=record.key, digest=record.digest(), offer=offer, source=delivery.source[:200]
        )
    )
    known.note_partner(change, organisation_id, delivery)


def _organisation(change: Change, delivery: Delivery, known: Known, batch: Batch) -> UUID:
    """Return the organisation that bears the offer: the Einrichtung, or its Träger where the row has no name."""
    traeger_id, made = known.traeger(change, delivery)
    if made:
        batch.organisations.append(made)
    if traeger_id and not change.record.name:
        return traeger_id
    organisation = Organisation(name=change.record.name, parent_id=traeger_id, **delivery.provenance())
    batch.organisations.append(organisation)
    return organisation.pk


def _holder(name: str, function: Function, delivery: Delivery) -> Holder:
    """A name is shown to nobody outside the network until its bearer has consented (R82)."""
    return Holder(
        function=function, name=name, visibility=Visibility.NETWORK, valid_from=timezone.localdate(delivery.now)
    )


def _make_partners(delivery: Delivery, known: Known) -> None:
    """Organisations with a site in the network's own Kreis work in it; a list alone makes nobody else a partner.

    Who is only invited, or rests, stays so: that was the word of the coordination.
    """
    standing = Partnership.objects.standing().filter(network=delivery.network)
    existing = set(standing.values_list("organisation_id", flat=True)) if known.partners else set()
    Partnership.objects.bulk_create(
        Partnership(
            network=delivery.network,
            organisation_id=pk,
            partner_type=partner_type,
            valid_from=timezone.localdate(delivery.now),
        )
        for pk, partner_type in known.partners.items()
        if pk not in existing
    )
