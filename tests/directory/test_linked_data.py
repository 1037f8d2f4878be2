"""Data for search engines in the pages of offers and organisations."""

import json

import pytest
from bs4 import BeautifulSoup

from schutznetz.networks.enums import Visibility
from tests.factories import make_contact_point, make_function, make_kreis, make_offer, make_organisation

pytestmark = pytest.mark.django_db


def data(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    (found,) = page.select('script[type="application/ld+json"]')
    return json.loads(found.text)


def test_offer_is_a_service_with_place_number_and_times(client, settings):
    settings.PUBLIC_ADDRESS = "https://hilfe.example"
    organisation = make_organisation("Haus am Bach")
    point = make_contact_point(make_function(organisation, "Anmeldung"), hours="Mo,Tu 08:00-12:00")
    offer = make_offer("Elterncafé", organisation=organisation, contact_point=point, cost="free", summary="Kaffee.",
                       languages=["de"], catchment=[make_kreis()])  # fmt: skip
    said = data(client, f"/angebot/{offer.pk}/")

    assert (said["@context"], said["@type"], said["name"]) == ("https://schema.org", "Service", "Elterncafé")
    assert said["url"] == f"https://hilfe.example/angebot/{offer.pk}/"
    assert said["offers"] == {"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
    channel = said["availableChannel"]
    assert channel["servicePhone"]["telephone"] == "+493023125147"
    assert channel["servicePhone"]["hoursAvailable"] == [{
        "@type": "OpeningHoursSpecification", "dayOfWeek": ["Monday", "Tuesday"], "opens": "08:00", "closes": "12:00",
    }]  # fmt: skip
    assert channel["serviceLocation"]["address"] == {
        "@type": "PostalAddress", "streetAddress": "Am Anger 3", "postalCode": "09901", "addressLocality": "Auental",
        "addressCountry": "DE",
    }  # fmt: skip


def test_organisation_has_its_contacts_and_places(client):
    parent = make_organisation("Träger")
    organisation = make_organisation("Haus am Bach", parent=parent, url="https://bach.example", profile="Für alle.")
    make_offer(organisation=organisation)
    said = data(client, f"/einrichtung/{organisation.pk}/")

    assert (said["name"], said["parentOrganization"]["name"], said["sameAs"]) == (
        "Haus am Bach", "Träger", "https://bach.example"
    )  # fmt: skip
    assert [row["contactType"] for row in said["contactPoint"]] == ["Anmeldung"]
    assert said["location"][0]["address"]["postalCode"] == "09901"


def test_text_cannot_end_the_element(client):
    offer = make_offer("</script><script>alert(1)</script>&\u2028")

    assert data(client, f"/angebot/{offer.pk}/")["name"] == "</script><script>alert(1)</script>&\u2028"
    assert "<script>alert" not in client.get(f"/angebot/{offer.pk}/").content.decode()


def test_contact_that_is_not_public_is_not_in_it(client):
    organisation = make_organisation()
    point = make_contact_point(make_function(organisation), visibility=Visibility.NETWORK)
    offer = make_offer(organisation=organisation, contact_point=point, site=None)

    assert "availableChannel" not in data(client, f"/angebot/{offer.pk}/")
