"""Foreign records in our own words, so that the portal can show them. Nothing that a record says is trusted."""

from schutznetz.exchange.mapping.inward.contacts import ContactTold, contacts_told
from schutznetz.exchange.mapping.inward.known import Known
from schutznetz.exchange.mapping.inward.offers import OfferTold, offer_told
from schutznetz.exchange.mapping.inward.organisations import OrganisationTold, body_of, organisation_told
from schutznetz.exchange.mapping.inward.places import SiteTold, site_told, sites_told
from schutznetz.exchange.mapping.inward.values import NotShown, owner_of

__all__ = [
    "ContactTold", "Known", "NotShown", "OfferTold", "OrganisationTold", "SiteTold", "body_of", "contacts_told",
    "offer_told", "organisation_told", "owner_of", "site_told", "sites_told",
]  # fmt: skip
