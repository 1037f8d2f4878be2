"""What is told of one organization as unsaved rows. Their keys come from the home, so a second run makes the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from schutznetz.directory.models import Catchment, ContactPoint, Offer, OfferLanguage, OfferTrait, PhoneNumber, Site
from schutznetz.exchange.mapping.inward.contacts import ContactTold
from schutznetz.exchange.mapping.inward.offers import OfferTold
from schutznetz.exchange.mapping.inward.organisations import OrganisationTold
from schutznetz.exchange.mapping.inward.places import SiteTold
from schutznetz.networks.models import Function, Home, Organisation, Unit


@dataclass(slots=True)
class House:
    """Rows of one organisation, the organisation first. A key of ours is never made from one that the home says alone:
    otherwise a record could name one of our own sites and write over it."""

    home: Home
    organisation: Organisation
    units: dict[UUID, Unit] = field(default_factory=dict)
    sites: dict[UUID, Site] = field(default_factory=dict)
    functions: dict[UUID, Function] = field(default_factory=dict)
    contact_points: dict[UUID, ContactPoint] = field(default_factory=dict)
    offers: dict[UUID, Offer] = field(default_factory=dict)
    phones: list[PhoneNumber] = field(default_factory=list)
    languages: list[OfferLanguage] = field(default_factory=list)
    traits: list[OfferTrait] = field(default_factory=list)
    catchments: list[Catchment] = field(default_factory=list)

    def add_site(self, told: SiteTold) -> Site:
        pk = self._key("site", told.key or sorted(told.values.items(), key=str))
        return self.sites.setdefault(pk, Site(pk=pk, organisation=self.organisation, **told.values, **self.origin))

    def add_contact(self, told: ContactTold, site: Site | None) -> ContactPoint:
        """Return the contact point that says exactly this; two services with the same contact share it."""
        said = (told.title, told.role, told.unit, told.email, told.url, told.hours, told.numbers)
        pk = self._key("contact", said)
        if pk in self.contact_points:
            return self.contact_points[pk]
        function = Function(pk=pk, organisation=self.organisation, role=told.role, title=told.title)
        function.unit = self._unit(told.unit)
        point = ContactPoint(
            pk=pk, function=function, site=site, email=told.email, url=told.url, hours=told.hours,
            confirmed_at=told.confirmed_at, **self.origin,
        )  # fmt: skip
        self.functions[pk], self.contact_points[pk] = function, point
        for position, (number, kind, note) in enumerate(told.numbers):
            row = PhoneNumber(contact_point=point, number=number, kind=kind, note=note, position=position)
            self.phones.append(row)
        return point

    def add_offer(self, pk: UUID, told: OfferTold) -> None:
        site = self.add_site(told.site) if told.site else None
        open_site = site if site is not None and not site.is_confidential else None
        point = self.add_contact(told.contact, open_site) if told.contact else None
        offer = Offer(
            pk=pk, organisation=self.organisation, site=site, contact_point=point, **told.values, **self.origin
        )
        self.offers[pk] = offer
        self.languages += [OfferLanguage(offer=offer, code=code) for code in sorted(told.languages)]
        self.traits += [OfferTrait(offer=offer, kind=kind, code=code) for kind, code in sorted(told.traits)]
        self.catchments += [
            Catchment(offer=offer, kreis_id=kreis, gemeinde_id=gemeinde)
            for kreis, gemeinde in sorted(told.catchments, key=str)
        ]

    def name_confirmers(self, offers: Mapping[UUID, OfferTold], contacts: Iterable[ContactTold]) -> None:
        """Say by which function an entry was confirmed, where the home names one that is here too."""
        by_title = {function.title: function for function in self.functions.values()}
        for pk, told in offers.items():
            if self.offers[pk].confirmed_at:
                self.offers[pk].confirmed_by_function = by_title.get(told.confirmed_by)
        named = {told.title: told.confirmed_by for told in contacts}
        for point in self.contact_points.values():
            if point.confirmed_at:
                point.confirmed_by_function = by_title.get(named.get(point.function.title, ""))

    @property
    def origin(self) -> dict[str, Any]:
        return {"home": self.home, "source": self.home.name}

    def _unit(self, name: str) -> Unit | None:
        if not name:
            return None
        pk = self._key("unit", name)
        return self.units.setdefault(pk, Unit(pk=pk, organisation=self.organisation, name=name))

    def _key(self, *parts: object) -> UUID:
        return uuid5(self.home.pk, repr((str(self.organisation.pk), *parts)))


def house(home: Home, owner: UUID, told: OrganisationTold, offers: Mapping[UUID, OfferTold]) -> House:
    """Return the rows of an organisation and of its offers. What only a service says of a contact comes first."""
    found = House(home, Organisation(pk=owner, **told.values, home=home, source=home.name))
    for pk, offer in offers.items():
        found.add_offer(pk, offer)
    for site in told.sites:
        found.add_site(site)
    of_offers = [offer.contact for offer in offers.values() if offer.contact]
    alone = [contact for contact in told.contacts if not any(contact.reaches(other) for other in of_offers)]
    for contact in alone:
        found.add_contact(contact, None)
    found.name_confirmers(offers, [*of_offers, *alone])
    return found
