"""Wandering through the portal without a question: by topic, by place, by who works together."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from schutznetz.directory.enums import OfferGroup
from schutznetz.directory.models import OfferType
from schutznetz.directory.presenting import browsing, kinds, phrases
from schutznetz.networks.enums import PartnershipState, PartnerType, Visibility
from schutznetz.networks.models import Holder
from tests.directory.reading import heading, links, main, read, text, titles
from tests.factories import (
    TODAY,
    days_ago,
    make_confidential_site,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    make_type,
    shipped_types,
)

pytestmark = pytest.mark.django_db
HEALTH = "Gesundheit und Entwicklung"


@pytest.fixture
def network():
    return make_network("auental", "Netzwerk Auental")


def here(title, gemeinde=None, **values):
    organisation = values.pop("organisation", None) or make_organisation()
    return make_offer(title, organisation=organisation, site=make_site(organisation, gemeinde), **values)


def shelves(page):
    """Heading of each section → texts of its links."""
    return {
        text(section.find(["h2", "h3"])): [text(link) for link in section.select(".sn-topics a")]
        for section in main(page).find_all("section")
    }


class TestTopics:
    def test_page_shows_the_ten_groups_with_their_types_and_numbers(self, client, network):
        OfferType.objects.bulk_create(shipped_types())
        here("Rat", offer_type=OfferType.objects.get(pk="kinderarzt"))
        here("Noch ein Rat", offer_type=OfferType.objects.get(pk="kinderarzt"))

        page = read(client, "/auental/themen/")

        assert heading(page) == "Alle Themen"
        found = shelves(page)
        assert list(found) == OfferGroup.values
        assert sum(len(types) for types in found.values()) == 85
        assert links(main(page))["Kinder- und Jugendarztpraxis"] == "/auental/themen/kinderarzt/"
        counted = {text(row.find("a")): text(row.find("p")) for row in main(page).select("li:has(p)")}
        assert counted == {"Kinder- und Jugendarztpraxis": "2 Angebote"}

    def test_without_a_network_the_offers_of_all_count(self, client):
        make_type()
        here("Rat")

        page = read(client, "/suche/themen/")

        assert links(main(page))["Erziehungsberatung"] == "/suche/themen/erziehungsberatung/"
        assert text(main(page).select_one("li p")) == "1 Angebot"

    def test_topic_says_what_it_is_and_shows_its_offers_only(self, client, network):
        kind = make_type(legal_basis="§ 28 SGB VIII")
        here("Rat für Eltern", offer_type=kind)
        here("Zahnarzt", offer_type=make_type("zahnarzt", "Zahnarzt"))

        page = read(client, "/auental/themen/erziehungsberatung/")

        assert heading(page) == "Erziehungsberatung"
        assert kinds.sentence(kind) in text(main(page))
        assert text(main(page).find("small")) == "Rechtsgrundlage: § 28 SGB VIII"
        assert titles(page) == ["Rat für Eltern"]

    def test_topic_keeps_the_place_through_the_pages(self, client, network):
        make_gemeinde()
        for number in range(21):
            here(f"Rat {number}", offer_type=make_type())

        page = read(client, "/auental/themen/erziehungsberatung/?ort=09901")

        assert len(titles(page)) == 20
        assert "Rund um 09901 Auental." in text(main(page))
        assert page.find("input", {"name": "ort"})["value"] == "09901"
        assert links(page)["Weiter"] == "/auental/themen/erziehungsberatung/?ort=09901&seite=2"
        assert links(page)["Anderer Ort?"] == "#ort"
        second = read(client, links(page)["Weiter"])
        assert len(titles(second)) == 1
        assert links(second)["Zurück"] == "/auental/themen/erziehungsberatung/?ort=09901"

    def test_near_offers_come_first(self, client, network):
        far = make_gemeinde("Fernau", "14901020", plz="09902", lat=51.3, lon=13.4)
        here("Fern", far, offer_type=make_type())
        here("Nah", offer_type=make_type())

        assert titles(read(client, "/auental/themen/erziehungsberatung/?ort=09901")) == ["Nah", "Fern"]
        assert titles(read(client, "/auental/themen/erziehungsberatung/?ort=09902")) == ["Fern", "Nah"]

    def test_topic_without_offers_says_what_to_do(self, client, network):
        make_type()

        page = read(client, "/auental/themen/erziehungsberatung/")
        nowhere = read(client, "/auental/themen/erziehungsberatung/?ort=Nirgendwo")

        assert "Hier kennen wir noch kein Angebot" in text(main(page))
        assert links(main(page))["Alle Themen zeigen"] == "/auental/themen/"
        assert links(main(nowhere))["Ohne Ort zeigen"] == "/auental/themen/erziehungsberatung/"
        assert "Den Ort „Nirgendwo“ kennen wir nicht." in text(main(nowhere))

    def test_ambiguous_place_is_asked_back_for_the_same_topic(self, client):
        make_type()
        make_gemeinde("Neustadt", "14901030", plz="09903")
        make_gemeinde("Neustadt", "13001010", kreis=make_kreis("13001", "Landkreis Nord"), plz="18001")

        page = read(client, "/suche/themen/erziehungsberatung/?ort=Neustadt")

        assert list(links(main(page)).values())[:2] == [
            "/suche/themen/erziehungsberatung/?ort=Neustadt+%28Landkreis+Nord%29",
            "/suche/themen/erziehungsberatung/?ort=Neustadt+%28Landkreis+Auental%29",
        ]

    @pytest.mark.parametrize("path", ["/auental/themen/gibt-es-nicht/", "/suche/themen/gibt-es-nicht/", "/x/themen/"])
    def test_what_does_not_exist_is_not_found(self, client, network, path):
        assert client.get(path).status_code == 404

    def test_every_type_of_the_catalogue_has_its_friendly_sentence(self):
        assert {kind.pk for kind in shipped_types()} == kinds.sentences().keys()

    def test_a_type_without_a_sentence_keeps_the_words_of_the_catalogue(self):
        assert kinds.sentence(make_type("neu", "Neu", description="Ganz neu.")) == "Ganz neu."


class TestGemeinden:
    def test_page_lists_the_gemeinden_of_the_kreis_from_a_to_z_with_numbers(self, client, network):
        here("Rat", make_gemeinde("Zell", "14901020", plz="09902"))
        make_gemeinde("Ölsa", "14901030", plz="09903")
        make_gemeinde("Ohlau", "14901040", plz="09904")
        make_gemeinde("Früher", "14901050", plz="09905", valid_until=date(2020, 1, 1))
        make_gemeinde("Anderswo", "13001010", kreis=make_kreis("13001", "Landkreis Nord"), plz="18001")

        page = read(client, "/auental/orte/")

        found = [(text(row.find("a")), text(row.find("p"))) for row in main(page).select("li")]
        assert found == [("Ohlau", "0 Angebote"), ("Ölsa", "0 Angebote"), ("Zell", "1 Angebot")]
        assert links(main(page))["Zell"] == "/auental/orte/14901020/"

    def test_gemeinde_shows_its_offers_by_topic_group(self, client, network):
        zell = make_gemeinde("Zell", "14901020", plz="09902")
        rat = here("Rat", zell)
        here("Arzt", zell, offer_type=make_type("kinderarzt", "Kinderarzt", group=HEALTH))
        here("Woanders", make_gemeinde())
        here("Nur im Netzwerk", zell, visibility=Visibility.NETWORK)

        page = read(client, "/auental/orte/14901020/")

        assert heading(page) == "Hilfe in Zell"
        assert shelves(page) == {"Beratung für Familien": ["Rat"], HEALTH: ["Arzt"]}
        assert links(main(page))["Rat"] == f"/auental/angebot/{rat.pk}/"
        assert links(main(page))["Alles rund um Zell"] == "/auental/suche/?ort=Zell"

    def test_gemeinde_shows_what_comes_from_elsewhere(self, client, network):
        zell, kreis = make_gemeinde("Zell", "14901020", plz="09902"), make_kreis()
        here("Ausdrücklich für Zell", catchment=[zell])
        here("Kommt nach Hause", catchment=[kreis], flags=["outreach", "digital"])
        make_offer("Ohne Ort", site=None, catchment=[kreis])
        here("Nur zum Hingehen", catchment=[kreis])
        here("Kommt in einen anderen Kreis", catchment=[make_kreis("13001", "Landkreis Nord")], flags=["outreach"])
        here("Für Auental allein", catchment=[make_gemeinde()], flags=["outreach"])
        shelter = make_organisation()
        make_offer("Schutzhaus", organisation=shelter, site=make_confidential_site(shelter), catchment=[kreis])

        page = read(client, "/auental/orte/14901020/")

        assert shelves(page) == {
            "Kommt von anderswo zu Ihnen": ["Ausdrücklich für Zell", "Kommt nach Hause", "Ohne Ort"]
        }
        assert "Direkt am Ort kennen wir noch kein Angebot." in text(main(page))

    def test_what_is_at_the_place_does_not_come_from_elsewhere(self, client, network):
        zell = make_gemeinde("Zell", "14901020", plz="09902")
        here("Kommt nach Hause", zell, catchment=[zell], flags=["outreach"])

        assert shelves(read(client, "/auental/orte/14901020/")) == {"Beratung für Familien": ["Kommt nach Hause"]}

    def test_a_full_group_leads_to_all_of_it_as_cards(self, client, network):
        for number in range(21):
            here(f"Rat {number:02d}")
        here("Arzt", offer_type=make_type("kinderarzt", "Kinderarzt", group=HEALTH))

        page = read(client, "/auental/orte/14901010/")

        assert shelves(page)["Beratung für Familien"] == [f"Rat {number:02d}" for number in range(6)]
        more = links(main(page))["Alle 21 zeigen aus „Beratung für Familien“"]
        assert more == "/auental/orte/14901010/?thema=beratung-fur-familien"
        first = read(client, more)
        assert heading(first) == "Beratung für Familien"
        assert "21 Angebote in Auental." in text(main(first))
        assert titles(first) == [f"Rat {number:02d}" for number in range(20)]
        assert titles(read(client, links(first)["Weiter"])) == ["Rat 20"]

    def test_a_contact_that_is_not_public_is_not_shown(self, client, network):
        contact = make_contact_point(make_function(), visibility=Visibility.NETWORK)
        here("Rat", contact_point=contact)

        page = read(client, "/auental/orte/14901010/?thema=beratung-fur-familien")

        assert titles(page) == ["Rat"]
        assert "030 23125147" not in text(page)

    def test_behind_the_last_page_there_is_only_the_last_one(self, client, network):
        for number in range(21):
            make_offer(f"Angebot {number:02d}")

        page = read(client, "/auental/orte/14901010/?thema=beratung-fur-familien&seite=9")

        assert len(page.find_all("article")) == 1
        assert "Seite 2 von 2" in text(main(page))

    def test_every_group_has_an_address_of_its_own(self):
        assert {browsing.group_of(browsing.group_key(group)) for group in OfferGroup} == set(OfferGroup)

    @pytest.mark.parametrize(
        "path",
        [
            "/auental/orte/14901099/",
            "/auental/orte/13001010/",
            "/auental/orte/x/",
            "/auental/orte/14901010/?thema=nichts",
            "/nirgends/orte/",
        ],
    )
    def test_what_does_not_exist_is_not_found(self, client, network, path):
        make_gemeinde()
        make_gemeinde("Anderswo", "13001010", kreis=make_kreis("13001", "Landkreis Nord"), plz="18001")

        assert client.get(path).status_code == 404


class TestAbout:
    def test_page_names_the_partners_by_type_and_nobody_else(self, client, network):
        kita = make_organisation("Kita Sonne")
        make_partnership(network, kita, partner_type=PartnerType.KITA)
        make_partnership(network, make_organisation("Jugendamt Auental"), partner_type=PartnerType.OEFF_JUGENDHILFE)
        left = {"state": PartnershipState.LEFT, "valid_until": date(2025, 1, 1)}
        make_partnership(network, make_organisation("Ausgetreten"), **left)
        make_partnership(make_network("nord", "Nord"), make_organisation("Fremd"))
        function = make_function(kita, "Leitung")
        consent = {"consent_on": TODAY - timedelta(1), "consent_expires_on": date(2040, 1, 1)}
        Holder.objects.create(
            function=function, name="Toni Muster", visibility=Visibility.PUBLIC, valid_from=TODAY, **consent
        )

        page = read(client, "/auental/netzwerk/")

        assert heading(page) == "Netzwerk Auental"
        assert "Landkreis Auental" in text(main(page))
        assert shelves(page) == {
            "So aktuell ist das Verzeichnis": [],
            "2 Partner": [],
            "Öffentliche Jugendhilfe": ["Jugendamt Auental"],
            "Kindertageseinrichtung": ["Kita Sonne"],
        }
        assert links(main(page))["Kita Sonne"] == f"/auental/einrichtung/{kita.pk}/"
        assert "Toni Muster" not in text(page)

    def test_page_says_how_fresh_the_directory_is(self, client, network):
        now = timezone.now()
        for days in (1, 179, 181):
            here(f"Vor {days} Tagen", confirmed_at=days_ago(days))
        here("Nie")
        here("Nicht öffentlich", visibility=Visibility.NETWORK, confirmed_at=now)

        page = read(client, "/auental/netzwerk/")

        assert "Etwa die Hälfte der Angebote wurde in den letzten 180 Tagen bestätigt. 2 von 4" in text(main(page))

    def test_empty_network_says_so(self, client, network):
        page = read(client, "/auental/netzwerk/")

        assert "Im Verzeichnis steht noch kein Angebot." in text(main(page))
        assert "Noch hat sich kein Partner eingetragen." in text(main(page))

    def test_a_large_partner_type_has_a_page_of_its_own(self, client, network):
        for number in range(91):
            make_partnership(network, make_organisation(f"Kita {number:02d}"), partner_type=PartnerType.KITA)

        page = read(client, "/auental/netzwerk/")
        more = links(main(page))["Alle 91 zeigen aus „Kindertageseinrichtung“"]
        first = read(client, more)

        assert len(shelves(page)["Kindertageseinrichtung"]) == 6
        assert heading(first) == "Kindertageseinrichtung"
        assert len(main(first).select(".sn-topics a")) == 90
        second = read(client, links(first)["Weiter"])
        assert [text(link) for link in main(second).select(".sn-topics a")] == ["Kita 90"]

    @pytest.mark.parametrize("path", ["/auental/netzwerk/?art=nichts", "/nirgends/netzwerk/"])
    def test_what_does_not_exist_is_not_found(self, client, network, path):
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize(
        ("part", "whole", "said"),
        [
            (0, 0, "Noch kein Angebot wurde"),
            (0, 5, "Noch kein Angebot wurde"),
            (1, 20, "Erst wenige Angebote wurden"),
            (1, 10, "Etwa eines von zehn Angeboten wurde"),
            (5, 10, "Etwa die Hälfte der Angebote wurde"),
            (799, 1000, "Etwa sieben von zehn Angeboten wurden"),
            (99, 100, "Fast alle Angebote wurden"),
            (100, 100, "Alle Angebote wurden"),
        ],
    )
    def test_a_share_is_said_in_words_and_never_as_more_than_it_is(self, part, whole, said):
        assert phrases.confirmed(part, whole, 90) == f"{said} in den letzten 90 Tagen bestätigt."
