"""A planted shelter, an entry for the network only and a name without consent are in no answer of any address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.directory.models import NO_ADDRESS, Site
from schutznetz.exchange import actions
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.factories import (
    make_contact_point,
    make_function,
    make_gemeinde,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
)

pytestmark = pytest.mark.django_db
SECRETS = (
    "Geheimweg", "77z", "Hinterhof", "Moosbach", '"09902"', "50.91234", "13.04567", '"14901020"', "Haus Zuflucht",
    "Nur für das Netz", "Toni Muster", "Eingeladen e. V.", "geheim@haus.example",
)  # fmt: skip
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
FORMS = ("", "?full=true", "?format=ndjson", "?full=true&format=ndjson", "?modified_after=2020-01-01T00:00:00Z",
         "?search=Geheimweg", "?search=Haus+Zuflucht", "?full_service=true", "?minimal=true", "?postcode=09902",
         "?postcode=09902&proximity=500")  # fmt: skip


@pytest.fixture
def shelter():
    """Its place was known and told once, then it became confidential; beside it stands what is not public either."""
    network, organisation = make_network(), make_organisation("Zuflucht für Frauen")
    make_partnership(network, organisation)
    hidden = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.91234, lon=13.04567)
    site = make_site(organisation, hidden, name="Haus Zuflucht", street="Geheimweg", house_number="77z",
                     ortsteil="Hinterhof", directions="Im Hinterhof klingeln")  # fmt: skip
    point = make_contact_point(make_function(organisation), site=site, hours="24/7")
    offer = make_offer("Frauenhaus", organisation=organisation, site=site, contact_point=point)
    actions.note_changes()
    Site.objects.filter(pk=site.pk).update(is_confidential=True, changed_at=timezone.now(), **NO_ADDRESS)
    inside = make_contact_point(
        make_function(organisation), visibility=Visibility.CONFIDENTIAL, email="geheim@haus.example"
    )
    make_offer("Nur für das Netz", organisation=organisation, contact_point=inside, visibility=Visibility.NETWORK)
    today = timezone.localdate()
    Holder.objects.create(
        function=point.function, name="Toni Muster", visibility=Visibility.PUBLIC, valid_from=today,
        consent_on=today - timedelta(days=9), consent_expires_on=today - timedelta(days=1),
    )  # fmt: skip
    make_partnership(network, make_organisation("Eingeladen e. V."), state="invited")
    actions.note_changes()
    return offer


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
