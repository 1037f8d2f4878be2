"""From a place to the portal that is responsible: clear, ambiguous, unknown."""

import pytest
from django.urls import reverse

from tests.directory.reading import heading, links, main, read, text, titles, value_of
from tests.factories import make_confidential_site, make_gemeinde, make_kreis, make_network, make_offer, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    """Moosbach in two Kreise; 09905 reaches into two Gemeinden of one Kreis."""
    bergland = make_kreis("14902", "Landkreis Bergland")
    make_gemeinde("Auental", "14901010", plz="09901")
    make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.9, lon=13.0)
    make_gemeinde("Moosbach", "14902010", kreis=bergland, plz="09903", lat=51.9, lon=14.0)
    make_gemeinde("Oberau", "14901030", plz="09905", lat=50.85, lon=12.95)
    make_gemeinde("Unterau", "14901040", plz="09905", lat=50.85, lon=12.95)


def test_clear_place_leads_to_its_network(client):
    make_network("auental")

    response = client.get("/ort/", {"ort": "Auental"})

    assert (response.status_code, response["Location"]) == (302, "/auental/?ort=Auental")
    assert client.get("/ort/?ort=09905")["Location"] == "/auental/?ort=09905"
    assert client.get("/ort/", {"ort": "Landkreis Auental"})["Location"] == "/auental/?ort=Landkreis+Auental"


def test_ambiguous_place_asks_back_and_every_answer_is_clear(client):
    make_network("auental")

    page = read(client, "/ort/?ort=Moosbach")

    assert heading(page) == "Welchen Ort meinen Sie?"
    assert "„Moosbach“ gibt es mehrmals." in text(main(page))
    here, there = main(page).select("ul a")
    assert (text(here), text(there)) == ("Moosbach (Landkreis Auental)", "Moosbach (Landkreis Bergland)")
    assert client.get(here["href"])["Location"] == "/auental/?ort=Moosbach+%28Landkreis+Auental%29"
    assert heading(read(client, there["href"])) == "Landkreis Bergland"


def test_kreis_without_a_network_is_named_and_offers_what_there_is(client):
    page = read(client, "/ort/?ort=09901")

    assert heading(page) == "Landkreis Auental"
    assert "Für diesen Kreis gibt es hier noch kein Netzwerk." in text(main(page))
    assert "Ihr Ort: 09901 Auental." in text(main(page))
    assert links(main(page)) == {"Anderer Ort?": "/", "Angebote in der Nähe": "/suche/?ort=09901"}


def test_plz_of_several_gemeinden_names_all_of_them(client):
    page = read(client, "/ort/?ort=09905")

    assert "Ihr Ort: 09905 Oberau oder Unterau." in text(main(page))


@pytest.mark.parametrize("typed", ["Nirgendwo", "9999", "<b>", "\x00"])
def test_unknown_place_says_so_and_keeps_what_was_typed(client, typed):
    page = read(client, f"{reverse('portal:place')}", data={"ort": typed})

    assert heading(page) == "Diesen Ort kennen wir nicht"
    assert value_of(page, "ort").replace("�", "\x00") == typed


def test_unknown_plz_is_named_and_the_name_of_the_town_is_the_next_step(client):
    page = read(client, "/ort/?ort=99999")

    assert heading(page) == "Die Postleitzahl 99999 kennen wir nicht"
    assert "Oder schreiben Sie den Namen Ihrer Stadt oder Gemeinde." in text(main(page))
    assert links(main(page))["Überall suchen"] == "/suche/"


@pytest.mark.parametrize("path", ["/auental/?ort=99999", "/auental/suche/?ort=99999", "/suche/?ort=99999"])
def test_unknown_plz_in_a_search_is_named_with_a_way_to_change_it(client, path):
    make_network("auental")

    page = read(client, path)

    assert "Die Postleitzahl 99999 kennen wir nicht." in text(main(page))
    assert "versuchen Sie es mit der Postleitzahl" not in text(main(page))
    assert links(main(page))["Ort ändern"] == "#suche-ort"


@pytest.mark.parametrize("typed", ["", "   "])
def test_no_place_at_all_breaks_nothing(client, typed):
    assert heading(read(client, "/ort/", data={"ort": typed})) == "Diesen Ort kennen wir nicht"


def test_results_around_a_place_name_it_and_measure_the_distance(client):
    make_offer("Im Ort")
    make_offer("Weit weg", site=make_site(lat=53.5, lon=10.0))
    make_offer("Nebenan", site=make_site(lat=50.85, lon=12.95))

    page = read(client, "/suche/?ort=09901")

    assert titles(page) == ["Im Ort", "Nebenan"]
    assert "Rund um 09901 Auental." in text(main(page))
    assert links(main(page))["Anderer Ort?"] == "#suche-ort"
    assert ["unter 1 km" in text(card) for card in page.find_all("article")] == [True, False]
    assert "7 km" in text(page.find_all("article")[1])


def test_place_without_coordinates_is_found_at_its_plz_and_says_only_about_how_far(client):
    make_offer("Im Ort")
    make_offer("Ohne Punkt", site=make_site(lat=None, lon=None))
    make_offer("Ohne Punkt drüben", site=make_site(plz="09902", lat=None, lon=None))

    cards = read(client, "/suche/?ort=09901").find_all("article")
    said = {text(card.find("h3") or card.find("h2")): text(card) for card in cards}

    assert "unter 1 km" in said["Im Ort"]
    assert "etwa 1 km" in said["Ohne Punkt"]
    assert "etwa 13 km" in said["Ohne Punkt drüben"]
    assert [titles(read(client, "/suche/?ort=09901&umkreis=5"))] == [["Im Ort", "Ohne Punkt"]]


def test_results_for_an_ambiguous_place_ask_back_and_search_everywhere(client):
    make_offer("Im Ort")

    page = read(client, "/suche/?q=Ort&ort=Moosbach")

    assert "Welchen Ort meinen Sie?" in text(main(page))
    assert titles(page) == ["Im Ort"]
    assert [link["href"] for link in main(page).select("ul.sn-topics a")] == [
        "/suche/?q=Ort&ort=Moosbach+%28Landkreis+Auental%29",
        "/suche/?q=Ort&ort=Moosbach+%28Landkreis+Bergland%29",
    ]


def test_inside_a_network_its_own_place_is_meant(client):
    make_network("auental")
    make_offer("Im Ort")

    page = read(client, "/auental/suche/?ort=Moosbach")

    assert "Rund um Moosbach (Landkreis Auental)." in text(main(page))


def test_results_for_an_unknown_place_say_so_and_search_everywhere(client):
    make_offer("Im Ort")

    page = read(client, "/suche/?ort=Nirgendwo")

    assert "Den Ort „Nirgendwo“ kennen wir nicht." in text(main(page))
    assert titles(page) == ["Im Ort"]
    assert value_of(page, "ort") == "Nirgendwo"


def test_whole_kreis_is_a_place_without_a_distance(client):
    make_offer("Im Ort")
    there = make_gemeinde("Moosbach", "14902010", plz="09903")
    make_offer("Dort", site=make_site(gemeinde=there))

    page = read(client, "/suche/", data={"ort": "Landkreis Bergland"})

    assert titles(page) == ["Dort"]
    assert " km" not in text(page.find("article"))


def test_place_inside_the_question_is_understood(client):
    make_offer("Krabbelkreis", site=make_site(lat=50.85, lon=12.95))
    make_offer("Krabbelkreis dort", site=make_site(lat=53.5, lon=10.0))

    page = read(client, "/suche/?q=Krabbelkreis+in+Oberau")

    assert titles(page) == ["Krabbelkreis"]
    assert "Rund um Oberau (Landkreis Auental)." in text(main(page))
    assert value_of(page, "q") == "Krabbelkreis in Oberau"


def test_shelter_and_home_visit_are_found_around_a_place_of_their_kreis(client):
    make_offer("Zuflucht", site=make_confidential_site())
    make_offer("Hausbesuch", site=None, catchment=[make_kreis()])

    assert sorted(titles(read(client, "/suche/?ort=09901"))) == ["Hausbesuch", "Zuflucht"]
    assert sorted(titles(read(client, "/suche/?ort=09905&umkreis=2"))) == ["Hausbesuch", "Zuflucht"]
    assert titles(read(client, "/suche/?ort=09903")) == []


def test_radius_is_asked_only_around_a_place(client):
    make_offer()

    assert read(client, "/suche/").find("select", {"name": "umkreis"}) is None
    around = read(client, "/suche/?ort=09901").find("select", {"name": "umkreis"})
    assert [option["value"] for option in around.find_all("option")] == ["2", "5", "10", "20", "50"]
    assert around.find("option", selected=True)["value"] == "20"
