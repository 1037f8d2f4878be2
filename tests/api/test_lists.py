"""Lists: pages, forms, filters; each parameter narrows, and all of them hold together."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from schutznetz.directory import actions as directory
from schutznetz.exchange import actions
from schutznetz.exchange.access import find_taxonomies, find_terms
from schutznetz.exchange.access.asked import Asked
from tests.exchange.schemas import faults
from tests.factories import (
    make_contact_point,
    make_function,
    make_gemeinde,
    make_help_line,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db
COLLECTIONS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
ENVELOPE = ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty"]


def term(code):
    return next(row["id"] for row in find_terms(Asked()) if row["code"] == code)


def catalogue(name):
    return next(row["id"] for row in find_taxonomies(Asked()) if row["name"] == name)


def test_root_leads_to_profile_and_document(api, test_data):
    root = api.get().json()

    assert faults(test_data, "root", root) == []
    assert root["version"] == "3.1"
    assert api.get("profile").json()["schemas"]["service"].endswith("/api/hsds/v3/profile/service.json")
    assert api.get("profile/service.json").json()["properties"]["redacted"]["const"] is True
    assert api.get("profile/secret.json").status_code == 404


def test_pages_have_every_field_and_cover_everything_once(api, test_data):
    offers = [make_offer() for _ in range(5)]
    pages = [api.get(f"services?per_page=2&page={number}").json() for number in (1, 2, 3)]

    assert [faults(test_data, "page", page) for page in pages] == [[], [], []]
    assert [list(page.values())[:7] for page in pages] == [
        [5, 3, 1, 2, True, False, False], [5, 3, 2, 2, False, False, False], [5, 3, 3, 1, False, True, False]
    ]  # fmt: skip
    assert list(pages[0])[:7] == ENVELOPE
    assert [row["id"] for page in pages for row in page["contents"]] == [str(offer.pk) for offer in offers]


def test_new_record_disturbs_no_earlier_page(api):
    for _ in range(4):
        make_offer()
    before = api.get("services?per_page=2").json()["contents"]
    make_offer()

    assert api.get("services?per_page=2").json()["contents"] == before


@pytest.mark.parametrize("name", COLLECTIONS[:3])
def test_empty_list_is_a_page(api, test_data, name):
    page = api.get(name).json()

    assert faults(test_data, "page", page) == []
    assert (page["empty"], page["total_pages"], page["last_page"]) == (True, 1, True)


def test_full_form_is_that_of_the_single_record(api, test_data):
    offer = make_offer(targets=["parents"], languages=["de"])

    for name, schema, key in (
        ("services", "service", offer.pk),
        ("organizations", "organization", offer.organisation_id),
        ("service_at_locations", "service_at_location", offer.pk),
    ):
        (listed,) = api.get(f"{name}?full=true").json()["contents"]
        single = api.get(f"{name}/{key}").json()
        assert listed == single
        assert faults(test_data, schema, single) == []
        assert api.get(f"{name}?full=false").json()["contents"] != [single]


def test_organization_with_whole_services(api, test_data):
    offer = make_offer()
    whole = api.get(f"organizations/{offer.organisation_id}?full_service=true").json()

    assert whole["services"] == [api.get(f"services/{offer.pk}").json()]
    assert api.get(f"organizations/{offer.organisation_id}").json()["services"] == [
        {"id": str(offer.pk), "name": offer.title}
    ]
    assert faults(test_data, "organization", whole) == []


def test_minimal_names_keys_and_moments(api):
    offer = make_offer()
    actions.note_changes()

    (row,) = api.get("services?minimal=true").json()["contents"]
    assert row == {"id": str(offer.pk), "last_modified": api.get(f"services/{offer.pk}").json()["last_modified"]}


@pytest.fixture
def many():
    """Four offers that differ in what may be asked for; everything else about them is the same."""
    make_gemeinde()
    away = make_gemeinde("Moosbach", "14902020", plz="09902", lat=51.4, lon=14.2)
    baby = make_offer("Krabbelgruppe", age_from=0, age_to=35, targets=["parents"], flags=["outreach"])
    teen = make_offer("Jugendclub", age_from=144, age_to=215, offer_type=make_type("jugendclub", "Jugendclub",
                      group="Jugend"), site=make_site(gemeinde=away))  # fmt: skip
    partner = make_offer("Beratung")
    make_partnership(make_network(), partner.organisation, partner_type="kita")
    make_help_line("Nummer gegen Kummer")
    return {"baby": baby, "teen": teen, "partner": partner}


@pytest.mark.parametrize(("asked", "found"), [
    ("search=Krabbelgruppe", ["Krabbelgruppe"]),
    ("minimum_age=12", ["Jugendclub", "Beratung", "Nummer gegen Kummer"]),
    ("maximum_age=2", ["Krabbelgruppe", "Beratung", "Nummer gegen Kummer"]),
    ("minimum_age=3&maximum_age=11", ["Beratung", "Nummer gegen Kummer"]),
    ("postcode=09901", ["Krabbelgruppe", "Beratung", "Nummer gegen Kummer"]),
    ("postcode=09902&proximity=5000", ["Jugendclub"]),
    ("postcode=09902&proximity=5000&minimum_age=0&maximum_age=2", []),
    ("postcode=99999", ["Nummer gegen Kummer"]),
    ("postcode=99999&proximity=5000", []),
])  # fmt: skip
def test_parameter_narrows(api, many, asked, found):
    assert api.names(f"services?{asked}") == found
    assert json.loads(api.lines(f"services?{asked}&format=ndjson")[0])["name"] == found[0] if found else True


@pytest.mark.parametrize(("code", "found"), [
    ("jugendclub", ["Jugendclub"]), ("gruppe-youth", ["Jugendclub"]), ("parents", ["Krabbelgruppe"]),
    ("outreach", ["Krabbelgruppe"]), ("kita", ["Beratung"]), ("fathers", []),
])  # fmt: skip
def test_term_narrows_services_and_their_organizations(api, many, code, found):
    assert api.names(f"services?taxonomy_term_id={term(code)}") == found
    assert api.get(f"organizations?taxonomy_term_id={term(code)}").json()["total_items"] == len(found)


@pytest.mark.parametrize(("name", "number"), [("Angebotstypen", 4), ("Zielgruppen", 1), ("Partnertypen", 1)])
def test_taxonomy_narrows(api, many, name, number):
    assert api.get(f"services?taxonomy_id={catalogue(name)}").json()["total_items"] == number


def test_organization_narrows_and_strangers_find_nothing(api, many):
    owner, nobody = many["baby"].organisation_id, "00000000-0000-4000-8000-000000000000"

    assert api.names(f"services?organization_id={owner}") == ["Krabbelgruppe"]
    for name in ("organization_id", "taxonomy_term_id", "taxonomy_id"):
        assert api.names(f"services?{name}={nobody}") == []


def test_day_and_times_narrow(api, monkeypatch):
    monday = datetime(2026, 10, 5, 6, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(timezone, "now", lambda: monday)
    for title, hours in (("Vormittags", "Mo,We 08:00-12:00"), ("Abends", "Mo 17:00-20:00"), ("Unklar", "")):
        organisation = make_organisation()
        make_offer(title, organisation=organisation, contact_point=make_contact_point(
            make_function(organisation), hours=hours))  # fmt: skip
    directory.refresh_hours()

    assert date(2026, 10, 5).weekday() == 0
    assert set(api.names("services?day=MO")) == {"Vormittags", "Abends"}
    assert api.names("services?day=WE") == ["Vormittags"]
    assert api.names("services?day=MO&start_time=09:00&end_time=11:00") == ["Vormittags"]
    assert api.names("services?start_time=16:00") == ["Abends"]
    assert api.names("services?day=TU") == []


def test_terms_by_catalogue_parent_and_top(api):
    make_type("jugendclub", "Jugendclub", group="Jugend")
    group = term("gruppe-youth")

    assert api.names(f"taxonomy_terms?parent_id={group}") == ["Jugendclub"]
    assert api.get(f"taxonomy_terms?top_only=true&taxonomy_id={catalogue('Angebotstypen')}").json()["total_items"] == 10
    assert api.get(f"taxonomy_terms/{group}").json()["name"] == "Jugend"
    assert api.names("taxonomies?search=partner%20kkg") == ["Partnertypen"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_lines_are_the_pages(api, name):
    make_offer()
    make_offer()

    lines = [json.loads(line) for line in api.lines(f"{name}?format=ndjson")]
    assert lines[:100] == api.get(f"{name}?per_page=100").json()["contents"]


def test_since_a_moment_also_what_is_gone(api):
    gone, stays = make_offer(), make_offer()
    key = str(gone.pk)
    actions.note_changes()
    gone.delete()
    actions.note_changes()
    before = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert {row["id"]: row["status"] for row in api.get(f"services?modified_after={before}").json()["contents"]} == {
        key: "defunct", str(stays.pk): "active"
    }  # fmt: skip
    assert len(api.lines(f"services?modified_after={before}&format=ndjson&full=true")) == 2
    assert api.names("services?modified_after=2100-01-01T00:00:00Z") == []


def test_changes_are_read_on_from_a_cursor(api):
    make_offer()
    actions.note_changes()
    first = api.get("changes?per_page=1").json()
    second = api.get(f"changes?per_page=10&after={first['cursor']}").json()

    assert [row["kind"] for row in (*first["contents"], *second["contents"])] == ["service", "organization"]
    assert (first["more"], second["more"]) == (True, False)
    assert api.get(f"changes?after={second['cursor']}").json() == {
        "after": second["cursor"], "cursor": second["cursor"], "last": second["cursor"], "more": False, "contents": [],
    }  # fmt: skip
