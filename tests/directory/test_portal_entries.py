"""What an entry says about itself: how fresh it is, and where more of its kind is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.directory.reading import links, main, read, text
from tests.directory.test_portal_browsing import here
from tests.factories import (
    days_ago,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network("auental", "Netzwerk Auental")


class TestWays:
    def test_start_page_leads_to_topics_places_and_the_network(self, client, network):
        found = links(main(read(client, "/auental/")))

        assert (found["Alle Themen"], found["Alle Orte"], found["Wer dazugehört"]) == (
            "/auental/themen/",
            "/auental/orte/",
            "/auental/netzwerk/",
        )
        assert links(main(read(client, "/")))["Alle Themen"] == "/suche/themen/"

    def test_offer_leads_to_its_topic_and_its_gemeinde(self, client, network):
        offer = here("Rat")

        inside, outside = read(client, f"/auental/angebot/{offer.pk}/"), read(client, f"/angebot/{offer.pk}/")

        assert links(main(inside))["Erziehungsberatung"] == "/auental/themen/erziehungsberatung/"
        assert links(main(inside))["Angebote in Auental"] == "/auental/orte/14901010/"
        assert links(main(outside))["Erziehungsberatung"] == "/suche/themen/erziehungsberatung/"
        assert "Angebote in Auental" not in links(main(outside))

    def test_offer_of_another_kreis_leads_to_no_gemeinde(self, client, network):
        far = make_gemeinde("Anderswo", "13001010", kreis=make_kreis("13001", "Landkreis Nord"), plz="18001")
        offer = here("Fern", far)

        assert "Angebote in Anderswo" not in links(main(read(client, f"/auental/angebot/{offer.pk}/")))


class TestFreshness:
    def test_organisation_shows_the_stalest_of_its_offers_and_contact_points(self, client):
        organisation = make_organisation()
        function = make_function(organisation, "Anmeldung")
        make_contact_point(function, confirmed_at=days_ago(40), confirmed_by_function=function)
        offer = {"site": None, "contact_point": None, "organisation": organisation}
        make_offer("Frisch", confirmed_at=timezone.now(), **offer)
        make_offer("Alt", confirmed_at=days_ago(45), confirmed_by_function=function, **offer)

        page = read(client, f"/einrichtung/{organisation.pk}/")

        day = timezone.localdate() - timedelta(days=45)
        assert text(page.select_one(".sn-fresh")) == f"Vor 45 Tagen bestätigt am {day:%d.%m.%Y}, durch: Anmeldung"

    def test_organisation_says_that_a_part_was_never_confirmed(self, client):
        organisation = make_organisation()
        make_offer("Frisch", organisation=organisation, confirmed_at=timezone.now())

        page = read(client, f"/einrichtung/{organisation.pk}/")

        assert text(page.select_one(".sn-fresh")) == "Einen Teil dieser Angaben hat noch niemand bestätigt."

    def test_organisation_says_that_nothing_was_ever_confirmed(self, client):
        organisation = make_organisation()
        make_offer("Neu", organisation=organisation)

        page = read(client, f"/einrichtung/{organisation.pk}/")

        assert text(page.select_one(".sn-fresh")) == "Diesen Eintrag hat noch niemand bestätigt."

    def test_number_that_nobody_here_can_confirm_says_when_its_source_was_read(self, client):
        make_offer("Telefonberatung", contact_point=make_contact_point(stand=date(2026, 10, 3)))
        make_offer("Telefonzeit")

        page = text(main(read(client, "/suche/?q=Telefon")))
        assert "Nach Angaben der Quelle vom 03.10.2026." in page
        assert page.count("Noch von niemandem bestätigt.") == 1

    def test_the_interval_is_that_of_the_network(self, client):
        make_network("auental", confirm_every_days=30)
        organisation = make_organisation()
        offer = {"site": None, "contact_point": None, "organisation": organisation}
        make_offer("Alt", confirmed_at=days_ago(45), **offer)

        assert read(client, f"/auental/einrichtung/{organisation.pk}/").select_one(".sn-fresh--overdue")
        assert not read(client, f"/einrichtung/{organisation.pk}/").select_one(".sn-fresh--overdue")

    def test_organisation_without_entries_promises_nothing(self, client):
        page = read(client, f"/einrichtung/{make_organisation().pk}/")

        assert page.select_one(".sn-fresh") is None
