"""Links below a list, and the files behind them."""

import csv
from io import StringIO

import pytest
from bs4 import BeautifulSoup

from schutznetz.common import kept
from schutznetz.publishing.files.formats import FORMATS
from schutznetz.publishing.views import taking
from tests.directory.test_query_counts import full_offers
from tests.factories import make_network, make_offer

pytestmark = pytest.mark.django_db


def links(client, path):
    page = BeautifulSoup(client.get(path).content, "html.parser")
    return {link.text: link["href"] for link in page.select("a[download]")}


def titles(answer):
    rows = csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";")
    return [row["Angebot"] for row in rows]


def test_links_of_a_search_lead_to_its_hits(client):
    make_network("auental")
    make_offer("Rat für Eltern")
    make_offer("Jugendclub")
    found = links(client, "/auental/suche/?q=Rat&seite=1")

    assert list(found) == ["Als Tabelle (Excel)", "Als CSV", "In die Kontakte (vCard)", "In den Kalender"]
    assert found["Als CSV"] == "/auental/suche/angebote.csv?q=Rat"
    answer = client.get(found["Als CSV"])
    assert titles(answer) == ["Rat für Eltern"]
    assert answer["Content-Disposition"] == 'attachment; filename="angebote.csv"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert links(client, "/suche/?q=xyzzyqq") == {}


def test_pinboard_goes_along_and_belongs_to_one_browser(client):
    offers = [make_offer(title) for title in ("Zweites", "Erstes")]
    assert links(client, "/merkliste/") == {}
    for offer in offers:
        client.post(f"/angebot/{offer.pk}/merken/")
    answer = client.get(links(client, "/merkliste/")["Als CSV"])

    assert titles(answer) == ["Zweites", "Erstes"]
    assert "private" in answer["Cache-Control"]
    assert client.get("/merkliste/angebote.ics").content.startswith(b"BEGIN:VCALENDAR")


def test_one_offer_goes_into_contacts_and_calendar(client):
    offer = make_offer("Rat für Eltern")
    found = links(client, f"/angebot/{offer.pk}/")

    sheet = "Als Blatt zum Mitgeben (PDF)"
    assert list(found) == [sheet, "In die Kontakte (vCard)", "In den Kalender"]
    assert links(client, f"/angebot/{make_offer('Ohne Weg', contact_point=None).pk}/") == {}
    assert b"Rat f\xc3\xbcr Eltern" in client.get(found["In die Kontakte (vCard)"]).content


def test_links_are_there_in_english_too(client):
    make_offer("Rat für Eltern")

    assert links(client, "/en/suche/?q=Rat")["As CSV"] == "/suche/angebote.csv?q=Rat"


@pytest.mark.parametrize("path", ["/suche/angebote.pdf", "/nirgends/suche/angebote.csv", "/merkliste/angebote.x",
                                  "/angebot/00000000-0000-4000-8000-000000000000/angebot.vcf",
                                  "/suche/angebote.csv%00"])  # fmt: skip
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_nobody_takes_more_than_a_page_of_the_feed(client, monkeypatch):
    monkeypatch.setattr(taking, "MOST", 1)
    list(full_offers(2))

    assert len(titles(client.get("/suche/angebote.csv?q=Rat"))) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_file_costs_the_same_queries(client, django_assert_num_queries, number):
    list(full_offers(number))
    client.get("/suche/angebote.csv?q=Rat")

    for ending in FORMATS:
        kept.forget_all()
        # search, offers, traits, numbers; once more whole, with languages, catchments, their Kreise, holders
        with django_assert_num_queries(11, info=ending):
            client.get(f"/suche/angebote.{ending}?q=Rat")
