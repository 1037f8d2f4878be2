"""Every page answers: information, what does not exist, what is not allowed, help on each of them."""

import uuid

import pytest
from django.urls import reverse

from schutznetz.networks.enums import Visibility
from tests.directory.reading import heading, links, main, read, text, titles
from tests.factories import (
    make_gemeinde,
    make_help_line,
    make_kreis,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/impressum/", "Impressum"),
        ("/datenschutz/", "Datenschutz"),
        ("/barrierefreiheit/", "Barrierefreiheit"),
        ("/lizenzen/", "Lizenzen und Quellen"),
    ],
)
def test_information_is_on_every_page_one_click_away(client, path, title):
    assert heading(read(client, path)) == title
    assert path in links(read(client, "/").find("footer")).values()


def test_operator_who_is_not_named_is_said_to_be_missing(client):
    for path in ("/impressum/", "/barrierefreiheit/", "/datenschutz/"):
        assert "Der Betreiber dieses Portals hat seine Angaben noch nicht hinterlegt." in text(main(read(client, path)))


@pytest.mark.parametrize("name", ["results", "filters", "offer", "organisation", "start"])
def test_unknown_network_is_not_found(client, name):
    arguments = {"offer": [make_offer().pk], "organisation": [make_organisation().pk]}.get(name, [])

    assert client.get(reverse(f"network:{name}", args=["nirgendwo", *arguments])).status_code == 404


@pytest.mark.parametrize("prefix", ["/", "/auental/"])
@pytest.mark.parametrize("kind", ["angebot", "einrichtung"])
@pytest.mark.parametrize("entry", [uuid.UUID(int=7), "4711", "x'--"])
def test_unknown_entry_is_not_found(client, prefix, kind, entry):
    make_network("auental")

    assert client.get(f"{prefix}{kind}/{entry}/").status_code == 404


def test_page_that_is_not_found_still_says_whom_to_call(client):
    page = read(client, "/nirgendwo/nirgendwo/", 404)

    for number in ("110", "112", "116 111", "0800 111 0550"):
        assert number in text(page)


READING = [
    "/",
    "/ort/",
    "/suche/",
    "/suche/filter/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/lizenzen/",
]


@pytest.mark.parametrize("path", [*READING, "/auental/", "/auental/suche/", "/auental/suche/filter/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_only_answer_questions(client, path, method):
    make_network("auental")

    assert getattr(client, method)(path).status_code == 405


def test_entries_only_answer_questions(client):
    offer = make_offer()

    assert client.post(f"/angebot/{offer.pk}/").status_code == 405
    assert client.post(f"/einrichtung/{offer.organisation_id}/").status_code == 405


def test_head_answers_like_get_without_a_body(client):
    response = client.head("/suche/")

    assert (response.status_code, response.content) == (200, b"")


def test_help_bar_lists_every_number_with_its_hours(client):
    make_help_line("Nummer gegen Kummer", "116111")
    emergency = make_help_line("Polizei-Notruf", "110")
    emergency.contact_point.is_emergency = True
    emergency.contact_point.save()
    hidden = make_help_line("Hinter dem Vorhang", "116123")
    hidden.contact_point.visibility = Visibility.NETWORK
    hidden.contact_point.save()
    make_help_line("Nur in Sachsen", "116117", area="land", land=make_kreis().land)
    make_offer("Am Ort")

    for path in ("/", "/suche/", "/impressum/"):
        bar = read(client, path).find(attrs={"aria-labelledby": "wer-hilft"})
        assert [text(found) for found in bar.select("details strong")] == ["Nummer gegen Kummer", "Polizei-Notruf"]
        assert [text(found) for found in bar.select("ul")[0].find_all("a")] == [
            "110 Polizei-Notruf",
            "116 111 Nummer gegen Kummer rund um die Uhr",
        ]
        assert links(bar)["116 111"] == "tel:116111"


def test_example_network_says_on_every_page_that_it_is_invented(client):
    kreis = make_kreis("14999", "Musterkreis", is_example=True)
    network = make_network("musterkreis", kreis=kreis)
    offer = make_offer(site=make_site(gemeinde=make_gemeinde("Musterstadt", "14999010", kreis=kreis, plz="00101")))
    make_network("auental")

    for path in ("", "suche/", f"angebot/{offer.pk}/", f"einrichtung/{offer.organisation_id}/"):
        assert "Beispieldaten:" in text(read(client, f"/{network.slug}/{path}"))
    assert "Beispieldaten:" not in text(read(client, "/auental/"))


def test_network_portal_shows_its_kreis_its_partners_and_what_serves_everybody(client):
    network = make_network("auental")
    far = make_gemeinde("Fernau", "14902010", kreis=make_kreis("14902", "Landkreis Fernau"), plz="09903")
    make_offer("Hier")
    partner = make_offer("Partner", site=make_site(gemeinde=far))
    make_partnership(network, partner.organisation)
    make_offer("Fremd", site=make_site(gemeinde=far))
    make_help_line("Überall")

    assert sorted(titles(read(client, "/auental/suche/"))) == ["Hier", "Partner", "Überall"]
    assert sorted(titles(read(client, "/suche/"))) == ["Fremd", "Hier", "Partner", "Überall"]


def test_markup_in_an_entry_is_shown_and_not_obeyed(client):
    bad = "<script>alert(1)</script>"
    organisation = make_organisation(bad)
    offer = make_offer(bad, organisation=organisation, summary=bad, description=bad, offer_type=make_type("x", bad))

    for path in (f"/angebot/{offer.pk}/", f"/einrichtung/{organisation.pk}/", "/suche/?q=" + bad):
        page = read(client, path)
        assert "<script>alert" not in page.decode()
        assert bad in text(page)
