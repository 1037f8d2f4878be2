"""A single practice in three fields (R77): name, what it is, telephone. Everything else can come later."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from schutznetz.audit.actions import About, record
from schutznetz.common import phones, words
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.coordination.enums import Practice
from schutznetz.directory.enums import Access
from schutznetz.directory.models import Catchment, ContactPoint, Offer, PhoneNumber
from schutznetz.directory.search import index
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network, Organisation, Partnership
from schutznetz.networks.policy import Acting

SOURCE = "von der Koordination eingetragen"


@dataclass(frozen=True, slots=True)
class KindOfPractice:
    """As what a practice works in the network, and what people find when they look for it.

    Every kind has an offer type: the search finds offers, so a practice without one would be live and nowhere.
    """

    partner_type: PartnerType
    offer_type: str


KINDS = {
    Practice.PAEDIATRICIAN: KindOfPractice(PartnerType.HEILBERUFE, "kinderarzt"),
    Practice.GYNAECOLOGIST: KindOfPractice(PartnerType.HEILBERUFE, "frauenarzt"),
    Practice.MIDWIFE: KindOfPractice(PartnerType.HEILBERUFE, "hebamme"),
    Practice.PSYCHOTHERAPY: KindOfPractice(PartnerType.HEILBERUFE, "kinder-psychotherapie"),
    Practice.THERAPY: KindOfPractice(PartnerType.HEILBERUFE, "heilmittel"),
    Practice.CHILD_MINDER: KindOfPractice(PartnerType.KINDERTAGESPFLEGE, "kindertagespflege"),
}


def read_phone(text: str) -> str:
    """Return the one number somebody has typed, or say what is wrong with it."""
    found, leftovers = phones.parse_many(text)
    if len(found) != 1 or leftovers:
        raise DomainError("Diese Telefonnummer verstehen wir nicht. Bitte mit Vorwahl, zum Beispiel 030 23125100.")
    return found[0]


def look_alikes(network: Network, name: str, phone: str) -> list[Organisation]:
    """Return who in the Kreis has the same number, and partners with the same name; upper and lower case are one."""
    same_number = Organisation.objects.at_home().filter(
        Q(partnerships__network=network) | Q(sites__kreis=network.kreis_id),
        functions__contact_point__phone_numbers__number=phone,
    )
    partners = Organisation.objects.filter(partnerships__network=network).only("name")
    same_name = [each.pk for each in partners if words.key(each.name) == words.key(name)]
    alike = {*same_number.values_list("pk", flat=True), *same_name}
    return list(Organisation.objects.filter(pk__in=alike).order_by("name", "pk"))


@transaction.atomic
def add_practice(network: Network, name: str, kind: Practice, phone: str, by: Acting) -> Organisation:
    """Make everything a practice needs to be found and called, in one step; it is live at once."""
    as_what = KINDS[kind]
    provenance = {"held_by": network, "source": SOURCE}
    organisation = Organisation.objects.create(name=name, **provenance)
    Partnership.objects.create(network=network, organisation=organisation, partner_type=as_what.partner_type)
    function = Function.objects.create(organisation=organisation, role=FunctionRole.PRACTICE, title=kind.label)
    contact_point = ContactPoint.objects.create(function=function, **provenance)
    PhoneNumber.objects.create(contact_point=contact_point, number=phone)
    offer = Offer.objects.create(
        organisation=organisation, offer_type_id=as_what.offer_type, contact_point=contact_point, title=name,
        access=Access.PHONE, **provenance,
    )  # fmt: skip
    # Three fields name no place: it is there for the whole Kreis until somebody writes down where.
    Catchment.objects.create(offer=offer, kreis=network.kreis)
    index.update([offer.pk])
    record(events.PRACTICE_ADDED, network=network.pk, by=by.actor, about=About("organisation", organisation.pk))
    return organisation
