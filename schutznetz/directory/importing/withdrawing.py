"""Earlier open entries of a place that is protected now (R50): they turn confidential, or go for good."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from schutznetz.directory.importing import stored
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.protection import Protected
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.stored import Former, Stored
from schutznetz.directory.models import ContactPoint, Offer, Proposal, Site, Version
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Function, Organisation, Partnership


@dataclass(slots=True)
class Withdrawal:
    """``turned``: by the key of a new record, the open entry that becomes it. ``gone``: offers that are deleted."""

    turned: dict[str, Stored] = field(default_factory=dict)
    gone: list[UUID] = field(default_factory=list)


def plan(
    records: Sequence[Record], refused: Iterable[Protected], known: Mapping[str, Stored], former: Sequence[Former]
) -> Withdrawal:
    """Find for each protected row what the same list gave openly before: by name, or at the address it states."""
    result = Withdrawal()
    left = {one.stored.offer_id: one for one in former}
    for record in records:
        if record.protected is None:
            continue
        found = _same(record.protected, left.values())
        if record.key not in known and found:
            best = max(found, key=lambda one: one.type_id == record.type_id)
            result.turned[record.key] = left.pop(best.stored.offer_id).stored
    for protected in (*(record.protected for record in records if record.protected), *refused):
        result.gone += [left.pop(one.stored.offer_id).stored.offer_id for one in _same(protected, left.values())]
    return result


def _same(protected: Protected, former: Iterable[Former]) -> list[Former]:
    return [one for one in former if _has_same_name(protected, one) or _is_same_place(protected, one)]


def _has_same_name(protected: Protected, former: Former) -> bool:
    names = {key(former.stored.organisation), key(former.title)}
    if protected.names:
        return not protected.names.isdisjoint(names)
    return protected.traeger in names and former.type_id in protected.type_ids


def _is_same_place(protected: Protected, former: Former) -> bool:
    place = protected.address
    if not place.strasse or key(place.strasse) != key(former.stored.street):
        return False
    is_same_number = key(place.hausnummer) == key(former.house_number)
    return is_same_number and (not place.plz or place.plz == former.stored.plz)


def hide(offer_ids: Sequence[UUID]) -> None:
    """Close entries, so that the search withdraws them before they are deleted."""
    for chunk in stored.chunks(offer_ids):
        Offer.objects.filter(pk__in=chunk).update(visibility=Visibility.CONFIDENTIAL)


def delete(offer_ids: Sequence[UUID]) -> None:
    """Delete entries with whatever stands for nothing else: place, contact, function, organisation."""
    for offer in Offer.objects.filter(pk__in=offer_ids).select_related("contact_point"):
        site, contact_point, organisation = offer.site_id, offer.contact_point, offer.organisation_id
        offer.delete()
        forget_history(organisation)
        if site:
            Site.objects.filter(pk=site, offers=None).delete()
        if contact_point and not contact_point.offers.exists():
            contact_point.delete()
            _delete_function(contact_point.function_id)
        alone = Organisation.objects.filter(pk=organisation, offers=None, children=None, sites=None, functions=None)
        if alone.exists():
            Partnership.objects.filter(organisation=organisation).delete()
            alone.delete()


def forget_history(organisation: UUID) -> None:
    """Delete every version and proposal of a house: none may tell later where it is."""
    Version.objects.filter(organisation=organisation).delete()
    Proposal.objects.filter(organisation=organisation).delete()


def _delete_function(function_id: UUID) -> None:
    """Delete a function that stands in for no other and has confirmed nothing else."""
    has_confirmed = any(
        model.objects.filter(confirmed_by_function=function_id).exists() for model in (Offer, ContactPoint)
    )
    if not has_confirmed:
        Function.objects.filter(pk=function_id, stands_in_for=None).delete()
