"""English at /en/…: the same pages, all of it in English but what entries say themselves."""

import re

import pytest

from schutznetz.directory.enums import Access, Cost, OfferGroup
from schutznetz.networks.enums import PartnerType
from tests.directory.reading import heading, links, read, text
from tests.factories import (
    make_gemeinde,
    make_help_line,
    make_network,
    make_offer,
    make_partnership,
    make_type,
)

pytestmark = pytest.mark.django_db
# Words that no English sentence has; names of places and offers carry none of them.
GERMAN = re.compile(
    r"\b(und|oder|nicht|der|das|den|dem|des|ein|eine|einen|Sie|Ihre?|wir|für|mit|von|zum|zur|bei|nach|über|auf|aus|wird|"
    r"sind|ist|alle|kein|keine|geschlossen|offen|Uhr|heute|morgen|Angebote?|Hilfe|Seite|Suche|Themen|Orte|Merkliste|"
    r"Zurück|Weiter|Kosten|Zugang|Sprachen?|Für|Eltern|Kinder|Jahre?|Monate?|Montag|Dienstag|Freitag|bestätigt)\b"
)


@pytest.fixture
def offer():
    network = make_network("auental")
    make_gemeinde()
    make_help_line("Polizei-Notruf", "110")
    offer = make_offer(
        "Rat",
        summary="Wir sind für Sie da.",
        offer_type=make_type("erziehungsberatung", "Erziehungsberatung", group=OfferGroup.FAMILY_ADVICE),
        age_from=0,
        age_to=35,
        access=Access.REGISTRATION,
        access_note="Bitte vorher anrufen.",
        cost=Cost.FREE,
    )
    make_partnership(network=network, organisation=offer.organisation, partner_type=PartnerType.SCHULE)
    return offer


def said(page):
    """What a page says by itself: without words that are marked as German."""
    for node in page.select("[lang=de]"):
        node.decompose()
    return text(page)


PAGES = [
    "/", "/leicht/", "/ort/?ort=99999", "/ort/?ort=Nirgendwo", "/suche/?q=xyzzyqq", "/suche/filter/", "/suche/themen/",
    "/impressum/", "/datenschutz/", "/barrierefreiheit/", "/lizenzen/", "/merkliste/", "/auental/", "/auental/leicht/",
    "/auental/suche/?q=Rat&ort=09901", "/auental/suche/filter/", "/auental/themen/",
    "/auental/themen/erziehungsberatung/",
    "/auental/orte/", "/auental/orte/14901010/", "/auental/netzwerk/", "/auental/netzwerk/?art=schule",
    "/auental/angebot/{offer}/", "/auental/angebot/{offer}/merken/", "/auental/angebot/{offer}/hinweis/",
    "/auental/einrichtung/{organisation}/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_is_english_and_leads_to_its_german_side_and_back(client, offer, path):
    path = path.format(offer=offer.pk, organisation=offer.organisation_id)
    german, english = read(client, path), read(client, f"/en{path}")

    assert (german.html["lang"], english.html["lang"]) == ("de", "en")
    assert german.find("a", {"hreflang": "en"})["href"] == f"/en{path}"
    assert english.find("a", {"hreflang": "de"})["href"] == path
    assert sorted(set(GERMAN.findall(said(english)))) == []


@pytest.mark.parametrize("path", PAGES)
def test_english_pages_lead_to_english_pages(client, offer, path):
    page = read(client, f"/en{path}".format(offer=offer.pk, organisation=offer.organisation_id))

    ours = {node["href"] for node in page.select("a[href^='/']:not([hreflang])")}
    ours |= {node["action"] for node in page.select("form[action]")}
    assert [href for href in ours if not href.startswith("/en/")] == []


def test_only_the_path_decides(client, offer):
    client.cookies["django_language"] = "en"
    response = client.get("/auental/", headers={"accept-language": "en"})

    assert response["Content-Language"] == "de"
    assert "Was brauchen Sie?" in response.content.decode()
    english = client.get("/en/auental/", headers={"accept-language": "de"})
    assert english["Content-Language"] == "en"
    for answer in (response, english):
        assert answer["Cache-Control"] == "public, max-age=60" or answer["Cache-Control"] == "max-age=60, public"
        assert "Accept-Language" not in answer.get("Vary", "")


def test_a_request_in_english_leaves_no_language_behind(client, offer):
    client.get("/en/auental/")

    assert heading(read(client, "/auental/")) == "Was brauchen Sie?"


def test_missing_slash_and_missing_page_keep_the_language(client):
    assert client.get("/en").headers["Location"] == "/en/"
    missing = read(client, "/en/nothing/", status=404)
    assert (missing.html["lang"], heading(missing)) == ("en", "This page does not exist")
    assert links(missing)["To the start page"] == "/en/"


def test_kinds_of_help_and_numbers_have_their_english_names(client, offer):
    page = read(client, "/en/auental/themen/erziehungsberatung/")

    assert heading(page) == "Child and family guidance"
    assert "Parents" not in heading(page)
    assert "children under 3" in text(page).lower()
    assert "free of charge" in text(read(client, f"/en/angebot/{offer.pk}/"))


def test_words_of_an_entry_are_marked_as_german(client, offer):
    page = read(client, f"/en/auental/angebot/{offer.pk}/")

    assert page.h1["lang"] == "de"
    assert [text(node) for node in page.select("dd [lang=de]")] == ["Bitte vorher anrufen."]


def test_filters_name_their_answers_in_english(client, offer):
    page = read(client, "/en/auental/suche/filter/")

    assert "free of charge (1)" in text(page)
