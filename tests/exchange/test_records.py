"""Our records in the words of HSDS: every one of the demo is valid, and each fact stands where one looks for it."""

from datetime import timedelta
from uuid import uuid5

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from schutznetz.directory.models import NO_ADDRESS, Site
from schutznetz.exchange.access import Asked, AtLocations, Organisations, Services, find_taxonomies, find_terms
from schutznetz.exchange.enums import Form
from schutznetz.exchange.mapping import times
from schutznetz.exchange.mapping.records import NAMESPACE, key
from schutznetz.networks.enums import PartnershipState, Visibility
from schutznetz.networks.models import Holder
from tests.exchange.schemas import faults
from tests.factories import (
    NOW,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
)

pytestmark = pytest.mark.django_db


def told(offer, form=Form.FULL):
    return Services(Asked()).told([offer.pk], form)[offer.pk]


def test_every_term_is_valid(test_data):
    assert {fault for term in find_terms(Asked()) for fault in faults(test_data, "taxonomy_term", term)} == set()
    assert {fault for row in find_taxonomies(Asked()) for fault in faults(test_data, "taxonomy", row)} == set()


def test_one_fact_after_the_other(test_data):
    """A whole service, word for word where the words are ours."""
    organisation = make_organisation("Haus am Bach", url="https://bach.example", parent=make_organisation("Träger"))
    function = make_function(organisation, "Anmeldung")
    point = make_contact_point(function, hours="Mo-Fr 08:00-16:00", email="post@bach.example")
    offer = make_offer(
        "Elterncafé", organisation=organisation, contact_point=point, summary="Kommen Sie vorbei.", access="open",
        cost="free", age_from=6, age_to=35, for_pregnancy=True, free_places=0, waiting_weeks=3,
        capacity_on="2026-10-01", confirmed_at=NOW, confirmed_by_function=function, languages=["de", "ar"],
        targets=["parents"], catchment=[make_kreis()],
    )  # fmt: skip
    offer.refresh_from_db()
    said = told(offer)

    assert faults(test_data, "service", said) == []
    assert (said["minimum_age"], said["maximum_age"]) == (0.5, 2.92)
    assert (said["minimum_age_months"], said["maximum_age_months"], said["from_pregnancy"]) == (6, 35, True)
    assert said["application_process"] == "einfach kommen"
    assert said["wait_time"] == "etwa 3 Wochen (Stand 01.10.2026)"
    assert said["capacities"][0]["available"] == 0
    assert said["freshness"]["confirmed_by"] == "Anmeldung"
    assert said["freshness"]["due_on"] == "2027-04-05"
    (schedule,) = said["schedules"]
    assert (schedule["byday"], schedule["opens_at"], schedule["closes_at"]) == ("MO,TU,WE,TH,FR", "08:00", "16:00")
    (link,) = said["service_at_locations"]
    assert link["location"]["addresses"][0]["state_province"] == offer.site.kreis.land.name
    assert link["location"]["ags"] == "14901010"
    assert [area["extent"] for area in said["service_areas"]] == ["14901"]
    assert {row["code"] for row in said["languages"]} == {"de", "ar"}
    assert said["contacts"][0]["phones"][0]["number"] == "+493023125147"
    assert {row["taxonomy_term"]["code"] for row in said["attributes"]} == {"erziehungsberatung", "parents"}


@given(parts=st.lists(st.text(), min_size=1, max_size=4))
def test_key_is_a_uuid_of_version_5(parts):
    """Written down by hand, because it is made so often."""
    assert key(*parts) == str(uuid5(NAMESPACE, ":".join(parts)))


def test_keys_stay_the_same():
    offer = make_offer()

    assert told(offer) == told(offer)
    assert told(offer)["phones"][0]["id"] != told(make_offer())["phones"][0]["id"]


@pytest.mark.parametrize(("expression", "expected"), [
    ("Mo-Fr 08:00-12:00; Tu 14:00-18:00", [("08:00", "12:00", "MO,WE,TH,FR"), ("14:00", "18:00", "TU")]),
    ("24/7", [("00:00", "23:59", "MO,TU,WE,TH,FR,SA,SU")]),
    ("Fr 22:00-06:00", [("22:00", "06:00", "FR")]),
    ("Mo 20:00-24:00", [("20:00", "23:59", "MO")]),
    ("", []),
])  # fmt: skip
def test_times_of_an_ordinary_week(expression, expected):
    found = times.schedules("service_id", "x", expression)

    assert [(row["opens_at"], row["closes_at"], row["byday"]) for row in found] == expected


def test_what_is_not_every_week_is_no_weekly_schedule():
    weekly, other = times.schedules("service_id", "x", "Mo 08:00-10:00; Tu[1] 10:00-12:00")

    assert (weekly["byday"], weekly["opens_at"]) == ("MO", "08:00")
    assert other.keys() == {"id", "service_id", "description"}
    assert other["description"] == "nicht in jeder Woche gleich"


def test_times_by_appointment_are_a_sentence():
    (found,) = times.schedules("service_id", "x", 'unknown "nach Vereinbarung"')

    assert {name: value for name, value in found.items() if name != "id"} == {
        "service_id": "x", "description": "nach Vereinbarung"
    }  # fmt: skip


@pytest.fixture
def shelter():
    """A place that was known once and has become confidential; its traces could come from anywhere."""
    gemeinde = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.91234, lon=13.04567)
    organisation = make_organisation("Zuflucht für Frauen")
    site = make_site(organisation, gemeinde, street="Geheimweg", house_number="77", ortsteil="Hinterhof")
    point = make_contact_point(make_function(organisation), site=site, hours="24/7")
    offer = make_offer("Frauenhaus", organisation=organisation, site=site, contact_point=point)
    Site.objects.filter(pk=site.pk).update(is_confidential=True, **NO_ADDRESS)
    offer.refresh_from_db()
    return offer


def test_protected_place_is_no_place(test_data, shelter):
    said, here = told(shelter), Organisations(Asked()).get(shelter.organisation_id)

    assert said["redacted"] is True
    assert "service_at_locations" not in said
    assert "locations" not in here
    assert faults(test_data, "service", said) == []
    assert AtLocations(Asked()).total() == 0


def test_what_is_not_public_is_not_told():
    organisation = make_organisation()
    make_offer("Intern", organisation=organisation, contact_point=None, visibility=Visibility.NETWORK)
    hidden = make_contact_point(make_function(organisation), visibility=Visibility.CONFIDENTIAL, phones=["+4930231250"])
    shown = make_offer("Offen", organisation=organisation, contact_point=hidden)

    assert [row["name"] for row in Services(Asked()).page(0, 10, Form.LIST)] == ["Offen"]
    assert not {"phones", "contacts", "email", "schedules"} & told(shown).keys()
    assert "contacts" not in Organisations(Asked()).get(organisation.pk)


@pytest.mark.parametrize(("days", "is_told"), [(1, True), (-1, False)])
def test_name_is_told_only_as_long_as_its_consent_holds(days, is_told):
    offer = make_offer()
    today = timezone.localdate()
    Holder.objects.create(
        function=offer.contact_point.function, name="Toni Muster", visibility=Visibility.PUBLIC,
        valid_from=today - timedelta(days=90), consent_on=today - timedelta(days=60),
        consent_expires_on=today + timedelta(days=days),
    )  # fmt: skip

    assert ("Toni Muster" in str(told(offer))) is is_told
    assert ("Toni Muster" in str(Organisations(Asked()).get(offer.organisation_id))) is is_told


@pytest.mark.parametrize(("state", "has_offer", "is_told"), [
    (PartnershipState.ACTIVE, False, True),
    (PartnershipState.INVITED, False, False),
    (PartnershipState.LEFT, False, False),
    (PartnershipState.INVITED, True, True),
])  # fmt: skip
def test_who_is_only_invited_is_not_named(state, has_offer, is_told):
    organisation, until = make_organisation("Neu"), "2026-01-01" if state == PartnershipState.LEFT else None
    make_partnership(make_network(), organisation, state=state, valid_until=until)
    child = make_organisation("Darunter", parent=organisation)
    if has_offer:
        make_offer(organisation=organisation)

    names = {row["name"] for row in Organisations(Asked()).page(0, 10, Form.LIST)}

    assert ("Neu" in names) is is_told
    assert ("parent_organization_id" in Organisations(Asked()).get(child.pk)) is is_told
