"""Every entry of the demo goes out in the words of HSDS, valid against the specification and against our profile."""

from uuid import UUID

import pytest
from django.utils import timezone

from schutznetz.common import hours
from schutznetz.directory import keeping
from schutznetz.directory.importing.stored import type_words
from schutznetz.directory.models import Offer
from schutznetz.exchange.access import Asked, AtLocations, Organisations, Services
from schutznetz.exchange.enums import Form
from schutznetz.exchange.mapping.inward import Known, OrganisationTold, offer_told, rows
from schutznetz.networks.models import Home
from schutznetz.regions import access as regions
from tests.exchange.schemas import faults

pytestmark = pytest.mark.django_db
BELOW = ("traits", "languages", "catchments", "site", "contact_point__function")
# Rows of other tables are compared by themselves.
FIELDS = tuple(name for name in keeping.columns(Offer()) if name not in {"site", "contact_point"})
FEEDS = {"service": Services, "organization": Organisations, "service_at_location": AtLocations}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", FEEDS)
def test_every_record_is_valid(test_data, demo, name, form):
    records = list(FEEDS[name](Asked()).all(form))

    assert len(records) > 300
    assert {fault for record in records for fault in faults(test_data, name, record)} == set()


def test_every_offer_comes_back_as_it_went_out(demo):
    """A mirror of ours shows what we show: our words in those of HSDS and back lose nothing but names and an hour."""
    known = Known.load(type_words(), regions.locate)
    offers = {offer.pk: offer for offer in Offer.objects.filter(area="local").prefetch_related(*BELOW)}
    differs, seen = {}, 0
    for record in Services(Asked()).all(Form.FULL):
        offer = offers.get(UUID(record["id"]))
        if offer is not None:
            seen += 1
            differs |= {f"{offer}: {name}": pair for name, pair in compared(offer, record, known).items()}

    assert seen > 400
    assert differs == {}


def compared(offer, record, known):
    """Return what is another one on the way back: {field: (here, there)}."""
    told = offer_told(record, known)
    house = rows.house(Home(name="x"), offer.organisation_id, OrganisationTold({"name": "x"}), {offer.pk: told})
    back = house.offers[offer.pk]
    pairs = {name: (keeping.columns(offer)[name], keeping.columns(back)[name]) for name in FIELDS}
    pairs |= {
        name: (codes, keeping.traits(house.traits)[name]) for name, codes in keeping.traits(offer.traits.all()).items()
    }
    pairs["languages"] = {row.code for row in offer.languages.all()}, {row.code for row in house.languages}
    pairs["catchments"] = tuple(
        {(row.kreis_id, row.gemeinde_id) for row in one} for one in (offer.catchments.all(), house.catchments)
    )
    pairs["confirmed"] = tuple(one.confirmed_at and timezone.localdate(one.confirmed_at) for one in (offer, back))
    if offer.site and not offer.site.is_confidential:
        pairs["site"] = keeping.columns(offer.site), keeping.columns(back.site)
    if offer.contact_point:
        there = back.contact_point
        ways = [(row.number, row.kind, row.note) for row in offer.contact_point.phone_numbers.order_by("position")]
        pairs["phones"] = ways, [(row.number, row.kind, row.note) for row in house.phones]
        pairs["contact"] = tuple((one.email, one.url, hours.validate(one.hours), one.function.title, one.function.role)
                                 for one in (offer.contact_point, there))  # fmt: skip
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
