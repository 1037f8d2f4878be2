"""The profile rejects what the base schema lets through, and takes what we tell."""

import copy

import pytest

from schutznetz.exchange import profile
from tests.exchange.schemas import OWN, base, faults, validator

KEY, OTHER = "0d5f6e0a-7c1b-4b0e-9a3c-5c6e7f0b1d42", "1d5f6e0a-7c1b-4b0e-9a3c-5c6e7f0b1d42"
FRESH = {"changed_on": "2026-10-01"}
SERVICE = {
    "id": KEY, "organization_id": OTHER, "name": "Elterncafé", "status": "active",
    "last_modified": "2026-10-01T08:00:00Z", "visibility": "public", "access_route": "open", "cost_kind": "free",
    "email": "post@haus.example", "minimum_age": 0, "freshness": FRESH,
}  # fmt: skip
SCHEDULE = {"id": KEY, "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "08:00", "closes_at": "16:00"}
ADDRESS = {
    "id": KEY, "address_1": "Am Anger 3", "city": "Auental", "state_province": "Sachsen", "postal_code": "09901",
    "country": "DE", "address_type": "physical",
}  # fmt: skip
LOCATION = {"id": KEY, "location_type": "physical", "latitude": 50.8, "longitude": 12.9, "freshness": FRESH}
PAGE = {
    "total_items": 0, "total_pages": 1, "page_number": 1, "size": 0, "first_page": True, "last_page": True,
    "empty": True, "contents": [],
}  # fmt: skip
ROOT = {"version": "3.1", "profile": "https://netz.example/p", "openapi_url": "https://netz.example/o"}
PHONE = {"id": KEY, "number": "+493023125147", "type": "voice"}
SOUND = [("service", SERVICE), ("schedule", SCHEDULE), ("address", ADDRESS), ("location", LOCATION), ("page", PAGE),
         ("root", ROOT), ("phone", PHONE)]  # fmt: skip
# What the base schema takes and nobody can use: the object, its field, a wrong value (None: left out).
FAULTS = [
    ("schedule", SCHEDULE, "opens_at", "25:99"),
    ("schedule", SCHEDULE, "closes_at", None),
    ("schedule", SCHEDULE, "byday", "Montag"),
    ("address", ADDRESS, "country", "Deutschland"),
    ("address", ADDRESS, "postal_code", "9901"),
    ("address", ADDRESS, "state_province", ""),
    ("service", SERVICE, "email", "niemand"),
    ("service", SERVICE, "id", "17"),
    ("service", SERVICE, "last_modified", "gestern"),
    ("service", SERVICE, "minimum_age", -3),
    ("service", SERVICE, "freshness", None),
    ("service", SERVICE, "visibility", "confidential"),
    ("location", LOCATION, "longitude", None),
    ("location", LOCATION, "latitude", 508.0),
    ("phone", PHONE, "number", "nach Vereinbarung"),
    ("page", PAGE, "total_items", None),
    ("root", ROOT, "profile", None),
]


@pytest.mark.parametrize(("name", "record"), SOUND, ids=lambda value: value if isinstance(value, str) else "")
def test_sound_object_is_taken_by_all(test_data, name, record):
    assert faults(test_data, name, record) == []


@pytest.mark.parametrize(("name", "record", "field", "value"), FAULTS, ids=lambda value: str(value)[:20])
def test_fault_that_the_base_lets_through_is_refused(test_data, name, record, field, value):
    wrong = copy.deepcopy(record)
    wrong.pop(field)
    if value is not None:
        wrong[field] = value

    assert validator(test_data, name, "base").is_valid(wrong)
    assert not validator(test_data, name, "profile").is_valid(wrong)
    assert not validator(test_data, name, "merged").is_valid(wrong)


@pytest.mark.parametrize("field", ["latitude", "addresses", "ags", "name", "transportation"])
def test_protected_place_tells_nothing_of_where_it_is(test_data, field):
    values = {"latitude": 50.8, "addresses": [ADDRESS], "ags": "14901010", "name": "Haus", "transportation": "Bus 3"}
    hidden = {"id": KEY, "location_type": "physical", "redacted": True, "freshness": FRESH}

    assert faults(test_data, "location", hidden) == []
    assert not validator(test_data, "location", "merged").is_valid({**hidden, field: values[field]})


def test_protected_service_has_no_place(test_data):
    link = {"id": KEY, "service_id": KEY}
    hidden = {**SERVICE, "redacted": True}

    assert faults(test_data, "service", hidden) == []
    assert not validator(test_data, "service", "merged").is_valid({**hidden, "service_at_locations": [link]})


def test_every_schema_is_a_patch_over_one_of_the_base(test_data):
    assert profile.schemas().keys() - base(test_data).keys() == OWN


def test_property_of_the_base_keeps_its_type(test_data):
    """A profile may be stricter, but no other: who reads HSDS must be able to read us."""
    for name, schema in base(test_data).items():
        ours = profile.schemas().get(name, {}).get("properties", {})
        for field, rule in schema.get("properties", {}).items():
            if field in ours and "type" in rule:
                assert ours[field]["type"] in {rule["type"], "integer"}, (name, field)


def test_merge_follows_rfc_7386():
    """The example of the RFC's third section."""
    document = {"title": "Goodbye!", "author": {"givenName": "John", "familyName": "Doe"},
                "tags": ["example", "sample"], "content": "This will be unchanged"}  # fmt: skip
    patch = {"title": "Hello!", "phoneNumber": "+01-123-456-7890", "author": {"familyName": None}, "tags": ["example"]}

    assert profile.merged(document, patch) == {
        "title": "Hello!", "author": {"givenName": "John"}, "tags": ["example"], "content": "This will be unchanged",
        "phoneNumber": "+01-123-456-7890",
    }  # fmt: skip
