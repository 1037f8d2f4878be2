"""What search engines and news readers get."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from schutznetz.common import kept
from schutznetz.exchange import actions
from schutznetz.exchange.models import Announcement
from schutznetz.publishing.presenting import site_map
from tests.factories import make_kreis, make_network, make_offer, make_organisation, make_partnership, make_type

pytestmark = pytest.mark.django_db
ADDRESS = "https://hilfe.example"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_ADDRESS = ADDRESS


def read(client, path):
    answer = client.get(path)
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return ET.fromstring(raw)  # noqa: S314 -- written by ourselves


def texts(found, name):
    return [one.text for one in found.findall(f".//{{*}}{name}")]


def addresses(client, path):
    return texts(read(client, path), "loc")


def test_robots_name_the_map(client):
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_every_entry_stands_once_in_its_network_and_in_both_languages(client):
    make_network("auental")
    here, far = make_offer("Hier"), make_offer("Am Telefon", site=None, area="nation")
    partner = make_organisation()
    make_partnership(make_network("zweites", kreis=make_kreis("14902")), partner)
    actions.note_changes()

    assert addresses(client, "/sitemap.xml") == [
        f"{ADDRESS}/sitemap-{name}-1.xml" for name in ("seiten", "angebote", "einrichtungen")
    ]
    assert addresses(client, "/sitemap-angebote-1.xml") == [
        f"{ADDRESS}{language}{path}" for path in (f"/auental/angebot/{here.pk}/", f"/angebot/{far.pk}/")
        for language in ("", "/en")
    ]  # fmt: skip
    assert f"{ADDRESS}/zweites/einrichtung/{partner.pk}/" in addresses(client, "/sitemap-einrichtungen-1.xml")
    first = read(client, "/sitemap-angebote-1.xml").find("{*}url")
    assert [(link.get("hreflang"), link.get("href")) for link in first.findall("{*}link")] == [
        ("de", f"{ADDRESS}/auental/angebot/{here.pk}/"), ("en", f"{ADDRESS}/en/auental/angebot/{here.pk}/")
    ]  # fmt: skip


def test_every_address_of_the_map_is_a_page(client):
    make_network("auental")
    offer = make_offer()
    found = [path for name in ("seiten", "angebote", "einrichtungen")
             for path in addresses(client, f"/sitemap-{name}-1.xml")]  # fmt: skip

    assert f"{ADDRESS}/auental/orte/14901010/" in found
    assert f"{ADDRESS}/auental/angebot/{offer.pk}/" in found
    assert {client.get(path.removeprefix(ADDRESS)).status_code for path in found if "/en/" not in path} == {200}
    assert len(found) == len(set(found))


def test_date_comes_from_the_list_of_changes(client):
    make_offer()
    actions.note_changes()
    Announcement.objects.update(changed_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert set(texts(read(client, "/sitemap-angebote-1.xml"), "lastmod")) == {"2026-03-01T12:00:00Z"}


def test_long_lists_are_cut_into_files(client, monkeypatch):
    monkeypatch.setattr(site_map, "RECORDS_A_FILE", 2)
    offers = [make_offer() for _ in range(3)]

    assert [path for path in addresses(client, "/sitemap.xml") if "angebote" in path] == [
        f"{ADDRESS}/sitemap-angebote-{number}.xml" for number in (1, 2)
    ]
    pages = [addresses(client, f"/sitemap-angebote-{number}.xml") for number in (1, 2)]
    assert [len(page) for page in pages] == [4, 2]
    assert {str(offer.pk) in "".join(map("".join, pages)) for offer in offers} == {True}
    for path in ("/sitemap-angebote-3.xml", "/sitemap-angebote-0.xml", "/sitemap-x-1.xml", "/sitemap-seiten-2.xml"):
        assert client.get(path).status_code == 404


def test_news_of_a_network_are_its_changes_the_latest_first(client):
    make_network("auental")
    make_network("zweites", kreis=make_kreis("14902"))
    old = make_offer("Älter", summary="Für <alle> & jeden\x0b.")
    actions.note_changes()
    make_offer("Jünger")
    actions.note_changes()
    feed = read(client, "/auental/neues.atom")
    assert client.get("/auental/neues.atom")["Content-Type"].startswith("application/atom+xml")
    entries = feed.findall("{*}entry")

    assert client.get("/auental/neues.atom")["Content-Type"].startswith("application/atom+xml")
    assert [entry.findtext("{*}title") for entry in entries] == ["Neu: Jünger", "Neu: Älter"]
    assert "Für <alle> & jeden." in entries[1].findtext("{*}summary")
    assert entries[1].findtext("{*}id") == f"urn:uuid:{old.pk}"
    assert [link.get("href") for link in feed.findall("{*}link")] == [
        f"{ADDRESS}/auental/", f"{ADDRESS}/auental/neues.atom"
    ]  # fmt: skip
    assert read(client, "/zweites/neues.atom").findall("{*}entry") == []
    assert client.get("/nirgends/neues.atom").status_code == 404


def test_head_of_a_page_leads_to_both(client):
    make_network("auental")
    page = BeautifulSoup(client.get("/auental/").content, "html.parser")

    assert page.select_one('link[type="application/atom+xml"]')["href"] == "/auental/neues.atom"
    assert page.select_one("link[rel=sitemap]")["href"] == "/sitemap.xml"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-angebote-1.xml", "/auental/neues.atom"])
def test_nothing_is_sent_again_before_something_changes(client, path):
    make_network("auental")
    make_offer()
    actions.note_changes()
    answer = client.get(path)

    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=3600"}
    assert "Cookie" not in answer.get("Vary", "")
    assert client.get(path, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 304
    Announcement.objects.update(changed_at=datetime(2100, 1, 1, tzinfo=UTC))
    assert client.get(path, headers={"If-Modified-Since": answer["Last-Modified"]}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_are_the_same_for_one_and_for_many(client, django_assert_num_queries, number):
    for position in range(number):
        network = make_network(f"netz-{position}", kreis=make_kreis(f"1490{position + 1}"))
        make_partnership(network, make_offer(offer_type=make_type(f"typ-{position}", "Rat")).organisation)
    actions.note_changes()

    # always: the last change; then how many of both; networks, kinds, Gemeinden; offers, homes; houses, partners;
    # the network, what changed, its offers
    for path, queries in {"sitemap.xml": 4, "sitemap-seiten-1.xml": 4, "sitemap-angebote-1.xml": 3,
                          "sitemap-einrichtungen-1.xml": 3, "netz-0/neues.atom": 4}.items():  # fmt: skip
        kept.forget_all()
        with django_assert_num_queries(queries, info=path):
            assert client.get(f"/{path}").status_code == 200
