"""A planted shelter, an entry for the network only and a name without consent are in no answer of any address."""

import pytest

from tests.exchange.shelter import SECRETS, plant

pytestmark = pytest.mark.django_db
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
FORMS = ("", "?full=true", "?format=ndjson", "?full=true&format=ndjson", "?modified_after=2020-01-01T00:00:00Z",
         "?search=Geheimweg", "?search=Haus+Zuflucht", "?full_service=true", "?minimal=true", "?postcode=09902",
         "?postcode=09902&proximity=500")  # fmt: skip


@pytest.fixture
def shelter():
    return plant()


def said(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_answer_tells_a_secret(api, shelter):
    singles = [f"services/{shelter.pk}", f"organizations/{shelter.organisation_id}", "changes", "", "openapi.json"]
    singles += [f"organizations/{shelter.organisation_id}?full_service=true", "profile"]
    asked = [*singles, *(f"{name}{form}" for name in LISTS for form in FORMS)]
    answers = {path: api.get(path) for path in asked}
    told = {path: said(answer) for path, answer in answers.items() if answer.status_code == 200}

    assert len(told) > 35  # the others are questions that this address does not know
    assert '"redacted":true' in told["services"]
    assert "Frauenhaus" in told["services?format=ndjson"]
    assert {(path, secret) for path, text in told.items() for secret in SECRETS if secret in text} == set()


def test_place_that_was_told_is_taken_back(api, shelter):
    assert api.get(f"service_at_locations/{shelter.pk}").status_code == 404
    (stone,) = api.get("service_at_locations?modified_after=2020-01-01T00:00:00Z").json()["contents"]
    assert stone["deleted"] is True
