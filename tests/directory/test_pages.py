"""Every page of the portal: what it says, where it leads, and when there is none."""

import pytest

from schutznetz.directory.presenting.situations import SITUATIONS
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.directory.reading import heading, links, main, read, text, titles
from tests.factories import (
    TODAY,
    make_contact_point,
    make_function,
    make_gemeinde,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_site,
)

pytestmark = pytest.mark.django_db


def test_welcome_asks_for_a_place_and_lists_the_networks(client):
    make_network("bergland", "Netzwerk Bergland", kreis=make_kreis("14902", "Landkreis Bergland"))
    make_network("auental", "Netzwerk Auental")

    page = read(client, "/")

    assert heading(page) == "Wer hilft Kindern und Familien – hier und jetzt?"
    assert page.find("input", {"name": "ort"}).find_parent("form")["action"] == "/ort/"
    networks = [(text(link), link["href"]) for link in main(page).select("ul a")]
    assert networks == [("Netzwerk Auental", "/auental/"), ("Netzwerk Bergland", "/bergland/")]


def test_welcome_says_when_there_is_no_network_yet(client):
    assert "Hier ist noch kein Netzwerk eingerichtet." in text(main(read(client, "/")))


def test_start_page_shows_search_first_and_then_situations_of_life(client):
    make_network("auental", "Netzwerk Auental", accent="violet")

    page = read(client, "/auental/")

    assert heading(page) == "Was brauchen Sie?"
    assert page.html["data-accent"] == "violet"
    assert page.find("input", {"name": "q"}).find_parent("form")["action"] == "/auental/suche/"
    found = [(text(link), link["href"]) for link in main(page).select("ul.sn-topics a")]
    assert [situation for situation, _ in found] == [situation for situation, _, _ in SITUATIONS]
    assert found[0][1] == "/auental/suche/?q=Schwangerschaft&alter=-1"


def test_every_situation_of_life_leads_to_a_page_of_results(client):
    make_network("auental")

    for link in main(read(client, "/auental/")).select("ul.sn-topics a"):
        assert heading(read(client, link["href"])) == "Angebote"


def test_start_page_keeps_the_place_for_every_situation(client):
    make_network("auental")
    make_gemeinde("Moosbach", "14901020", plz="09902")

    page = read(client, "/auental/?ort=09902")

    assert page.find("input", {"name": "ort"})["value"] == "09902 Moosbach"
    assert all("ort=09902+Moosbach" in link["href"] for link in main(page).select("ul.sn-topics a"))


def test_start_page_says_that_it_does_not_know_a_place_and_keeps_what_was_typed(client):
    make_network("auental")

    page = read(client, "/auental/?ort=Nirgendwo")

    assert "Den Ort „Nirgendwo“ kennen wir nicht" in text(main(page))
    assert page.find("input", {"name": "ort"})["value"] == "Nirgendwo"


def test_results_show_title_for_whom_place_time_and_one_number(client):
    network = make_network("auental")
    organisation = make_organisation("Beratungsstelle am Anger")
    contact_point = make_contact_point(
        make_function(organisation), phones=["+493023125147", "+493023125148"], hours="24/7"
    )
    offer = make_offer(
        "Rat für Eltern",
        organisation=organisation,
        contact_point=contact_point,
        targets=["parents"],
        age_from=0,
        age_to=35,
    )

    (card,) = read(client, "/auental/suche/?q=Rat").find_all("article")

    assert links(card)["Rat für Eltern"] == f"/auental/angebot/{offer.pk}/"
    said = text(card)
    for part in (
        "Eltern, Kinder bis zum 3. Geburtstag",
        "Beratungsstelle am Anger",
        "Auental",
        "rund um die Uhr",
        "030 23125147",
    ):
        assert part in said
    assert "030 23125148" not in said
    assert links(card)["030 23125147"] == "tel:+493023125147"
    assert network.name in text(read(client, "/auental/suche/").title)


def test_results_without_a_question_show_everything(client):
    make_offer("Eins")
    make_offer("Zwei")

    page = read(client, "/suche/")

    assert sorted(titles(page)) == ["Eins", "Zwei"]
    assert "2 Angebote" in text(main(page))


def test_results_say_when_only_some_words_fit(client):
    make_offer("Krabbelkreis im Pfarrhaus")

    page = read(client, "/suche/?q=Krabbelkreis+Dudelsack")

    assert titles(page) == ["Krabbelkreis im Pfarrhaus"]
    assert "Kein Angebot passt zu allen Wörtern." in text(main(page))


def test_empty_results_say_what_to_do_next(client):
    make_offer("Krabbelkreis")

    page = read(client, "/suche/?q=Dudelsack&typ=schreiambulanz")

    assert titles(page) == []
    assert "Dazu haben wir nichts gefunden" in text(main(page))
    assert links(main(page))["Ohne Filter suchen"] == "/suche/?q=Dudelsack"


def test_results_are_cut_into_pages_of_twenty(client):
    for number in range(41):
        make_offer(f"Angebot Nummer {number:02d}")

    first = read(client, "/suche/?kosten=unknown")
    last = read(client, "/suche/?kosten=unknown&seite=3")

    pager = first.find("nav", {"aria-label": "Seiten"})
    assert (text(pager), links(pager)) == ("Seite 1 von 3 Weiter", {"Weiter": "/suche/?kosten=unknown&seite=2"})
    pager = last.find("nav", {"aria-label": "Seiten"})
    assert (text(pager), links(pager)) == ("Zurück Seite 3 von 3", {"Zurück": "/suche/?kosten=unknown&seite=2"})
    # the first page has one address, not two
    second = read(client, "/suche/?kosten=unknown&seite=2").find("nav", {"aria-label": "Seiten"})
    assert links(second) == {"Zurück": "/suche/?kosten=unknown", "Weiter": "/suche/?kosten=unknown&seite=3"}
    pages = [titles(read(client, f"/suche/?kosten=unknown&seite={number}")) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 1]
    assert len({title for page in pages for title in page}) == 41


def test_page_behind_the_last_says_so_and_leads_back(client):
    for number in range(21):
        make_offer(f"Angebot Nummer {number:02d}")

    page = read(client, "/suche/?seite=9")

    assert "Dazu haben wir nichts gefunden" not in text(main(page))
    assert len(titles(page)) == 1
    assert "Seite 2 von 2" in text(main(page))


def test_one_page_has_no_pager(client):
    make_offer()

    assert read(client, "/suche/").find("nav", {"aria-label": "Seiten"}) is None


def test_filter_page_shows_every_question_with_its_numbers(client):
    make_offer("Eins", access="open", cost="free")
    make_offer("Zwei", access="open", cost="fee")

    page = read(client, "/suche/filter/?kosten=free&q=Eins")

    assert "Zurzeit passt 1 Angebot." in text(main(page))
    form = page.find("select", {"name": "typ"}).find_parent("form")
    assert form["action"] == "/suche/"
    assert page.find("input", {"name": "q", "type": "hidden"})["value"] == "Eins"
    assert [text(option) for option in form.find("select", {"name": "zugang"}).find_all("option")] == [
        "egal",
        "einfach kommen (1)",
    ]
    assert links(form)["Auswahl aufheben"] == "/suche/?q=Eins"


def make_full_offer():
    """An offer with everything that its page can show."""
    organisation = make_organisation("Beratungsstelle am Anger")
    function = make_function(organisation, "Anmeldung", substitute=make_function(organisation, "Leitung"))
    Holder.objects.create(
        function=function,
        name="Toni Muster",
        visibility=Visibility.PUBLIC,
        valid_from=TODAY.replace(year=2000),
        consent_on=TODAY.replace(year=2000),
        consent_expires_on=TODAY.replace(year=2999),
    )
    site = make_site(organisation, directions="Klingel neben dem Hoftor.", barrier="yes", name="Haus A")
    return make_offer(
        "Rat für Eltern",
        organisation=organisation,
        site=site,
        contact_point=make_contact_point(
            function, email="rat@anger.example", url="https://anger.example/", hours="24/7"
        ),
        summary="Gespräche ohne Termin.",
        description="Wir hören zu.\n\nBringen Sie Ihr Kind mit.",
        access="open",
        access_note="Montags am Nachmittag.",
        cost="free",
        languages=["de", "ar"],
        flags=["anonymous"],
        loads=["FS7"],
        legal_basis="§ 16 SGB VIII",
        catchment=[make_gemeinde()],
        source="Musterliste",
    )


def test_offer_page_says_all_that_people_ask(client):
    network = make_network("auental", "Netzwerk Auental")
    offer = make_full_offer()

    page = read(client, f"/auental/angebot/{offer.pk}/")

    assert heading(page) == "Rat für Eltern"
    facts = dict(zip(map(text, page.find_all("dt")), map(text, page.find_all("dd")), strict=True))
    assert facts == {
        "Für wen": "Erziehungsberatung",
        "Zugang": "einfach kommen. Montags am Nachmittag.",
        "Kosten": "kostenlos",
        "Gut zu wissen": "anonym möglich",
        "Hilft besonders bei": "Überforderung",
        "Sprachen": facts["Sprachen"],
        "Einzugsgebiet": "Auental",
        "Rechtsgrundlage": "§ 16 SGB VIII",
    }
    assert sorted(facts["Sprachen"].split(", ")) == ["Arabisch", "Deutsch"]
    assert text(page.find("address")) == "Haus A Am Anger 3 09901 Auental"
    said = text(main(page))
    for part in (
        "Gespräche ohne Termin.",
        "Wir hören zu.",
        "Klingel neben dem Hoftor.",
        "barrierefrei",
        "Ansprechperson: Toni Muster",
        "Vertretung: Leitung",
        "rund um die Uhr",
        "Diesen Eintrag hat noch niemand bestätigt.",
    ):
        assert part in said
    ways = links(page)
    assert ways["030 23125147"] == "tel:+493023125147"
    assert ways["rat@anger.example"] == "mailto:rat@anger.example"
    assert ways["anger.example"] == "https://anger.example/"
    assert ways["Beratungsstelle am Anger"] == f"/auental/einrichtung/{offer.organisation_id}/"
    assert ways["Netzwerk Auental"] == "/auental/"
    assert network.name in text(page.title)


def test_offer_is_the_same_outside_of_every_network(client):
    offer = make_offer("Rat für Eltern")

    page = read(client, f"/angebot/{offer.pk}/")

    assert heading(page) == "Rat für Eltern"
    assert links(page)["Start"] == "/"


def test_organisation_page_shows_offers_places_and_institutions(client):
    traeger = make_organisation("Träger Aufwind", profile="Hilft seit 1990.")
    organisation = make_organisation("Kinderhaus", parent=traeger)
    offer = make_offer("Rat für Eltern", organisation=organisation)

    page = read(client, f"/einrichtung/{organisation.pk}/")
    above = read(client, f"/einrichtung/{traeger.pk}/")

    assert heading(page) == "Kinderhaus"
    assert links(page)["Träger Aufwind"] == f"/einrichtung/{traeger.pk}/"
    assert titles(page) == ["Rat für Eltern"]
    assert links(page)["Rat für Eltern"] == f"/angebot/{offer.pk}/"
    assert text(page.find("address")) == "Am Anger 3 09901 Auental"
    assert [text(found) for found in page.select(".sn-contact h2")] == ["Anmeldung"]
    assert (heading(above), titles(above)) == ("Träger Aufwind", [])
    assert "Hilft seit 1990." in text(main(above))
    assert links(above)["Kinderhaus"] == f"/einrichtung/{organisation.pk}/"
