"""The chosen place: in a cookie that only a press of a button sets, until the browser is closed."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.directory.reading import links, read, text
from tests.factories import make_gemeinde, make_help_line, make_kreis, make_network
from tests.jurisdiction.rows import make_office

pytestmark = pytest.mark.django_db
COOKIE = settings.PLACE_COOKIE_NAME
PUBLIC = {"public", "max-age=60"}
OF_ONE_VISITOR = {"private", "no-cache"}


@pytest.fixture(autouse=True)
def _office():
    emergency = make_help_line("Polizei-Notruf", "110").contact_point
    emergency.is_emergency = True
    emergency.save()
    town = make_gemeinde("Talheim")
    make_office(make_network(), town, "Team Nord", "+493023125101", hours="24/7")


def remember(client, place="09901", **options):
    return client.post("/auental/jetzt/merken/", {"ort": place}, **options)


def bar(client, path="/"):
    return read(client, path).find(attrs={"aria-labelledby": "wer-hilft"})


def cache_control(response):
    return set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize(("place", "code"), [("09901", "09901"), ("Talheim", "14901010"), ("09901 Talheim", "09901")])
def test_holds_nothing_but_a_plz_or_a_gemeinde(client, place, code):
    response = remember(client, place)

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/auental/jetzt/")
    assert response.cookies[COOKIE].value == code


def test_ends_with_the_browser_and_belongs_to_this_site_alone(client):
    cookie = remember(client).cookies[COOKIE]

    assert (cookie["max-age"], cookie["expires"], cookie["domain"]) == ("", "", "")
    assert (cookie["samesite"], cookie["httponly"], cookie["path"]) == ("Strict", True, "/")


@override_settings(HTTPS=True)
def test_over_https_it_is_secure(client):
    assert remember(client).cookies[COOKIE]["secure"]


@pytest.mark.parametrize("place", ["", "Nirgendwo", "Landkreis Auental", "x" * 10_000])
def test_place_that_is_no_gemeinde_is_not_kept(client, place):
    response = remember(client, place)

    assert response.status_code == 200
    assert COOKIE not in response.cookies


def test_asking_sets_none_and_without_a_token_none_is_set(client):
    for path in ("/jetzt/?ort=09901", "/auental/jetzt/?ort=09901", "/jetzt/kind/?ort=09901"):
        assert not client.get(path).cookies
    client.get("/jetzt/merken/?ort=09901")

    assert COOKIE not in client.cookies
    assert remember(Client(enforce_csrf_checks=True)).status_code == 403


def test_bar_on_every_page_says_who_answers_there(client):
    assert "030 23125101" not in text(bar(client))

    remember(client)

    for path in ("/", "/suche/", "/auental/", "/impressum/"):
        shown = text(bar(client, path))
        assert "Jetzt in 09901" in shown
        assert shown.index("110") < shown.index("030 23125101 Team Nord")


def test_gemeinde_without_plz_is_found_again(client):
    remember(client, "Talheim")

    assert "Jetzt in Talheim (Landkreis Auental)" in text(bar(client))
    assert "030 23125101" in text(read(client, "/jetzt/"))


@pytest.mark.parametrize("code", ["", "abc", "0990", "99999", "14999999", "²²²²²", "x" * 4000, "09901;"])
def test_changed_cookie_is_none(client, code):
    client.cookies[COOKIE] = code

    for path in ("/", "/jetzt/"):
        assert client.get(path).status_code == 200
    assert "030 23125101" not in text(bar(client))


def test_who_has_chosen_gets_no_page_of_those_who_have_not(client):
    for path in ("/", "/jetzt/", "/suche/"):
        before = client.get(path)
        assert cache_control(before) == PUBLIC
        assert "Cookie" in before["Vary"]
    remember(client)
    for path in ("/", "/jetzt/", "/suche/"):
        after = client.get(path)
        assert cache_control(after) == OF_ONE_VISITOR
        assert "Cookie" in after["Vary"]


def test_is_forgotten_on_demand(client):
    remember(client)
    client.post("/auental/jetzt/merken/", {"vergessen": "1"})

    assert not client.cookies[COOKIE].value
    assert "030 23125101" not in text(bar(client))


def test_several_offices_are_not_guessed_in_the_bar(client):
    kreis = make_kreis("14902", "Landkreis Bergland")
    town = make_gemeinde("Bergheim", "14902020", kreis=kreis, plz="09903")
    network = make_network("bergland", "Netzwerk Bergland", kreis=kreis)
    make_office(network, town, "Team Tal", "+493023125104", hours="24/7")
    make_office(network, town, "Team Au", "+493023125105", hours="24/7", street="Weg")
    remember(client, "09903")

    assert "Stelle auswählen" in links(bar(client))
    assert "030 2312510" not in text(bar(client))


class TestLeaving:
    def test_clears_everything_and_leads_away(self, client):
        remember(client)
        response = client.get("/verlassen/")

        assert (response.status_code, response["Location"]) == (303, settings.NEUTRAL_PAGE)
        assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        assert response["Cache-Control"] == "no-store"
        assert response.cookies[COOKIE]["max-age"] == 0

    def test_every_cookie_of_ours_is_named(self):
        names = {value for name, value in vars(settings._wrapped).items() if name.endswith("_COOKIE_NAME")}

        assert names >= settings.OWN_COOKIES
        assert {
            settings.CSRF_COOKIE_NAME, settings.PINBOARD_COOKIE_NAME, settings.PLACE_COOKIE_NAME
        } <= settings.OWN_COOKIES  # fmt: skip

    @pytest.mark.parametrize("path", ["/", "/suche/", "/jetzt/", "/auental/jetzt/kind/", "/jetzt/spuren/"])
    def test_every_page_has_the_way_out(self, client, path):
        (link,) = read(client, path).select("a[data-exit]")

        assert (link["href"], link["rel"]) == ("/verlassen/", ["noreferrer", "nofollow"])


class TestList:
    def test_has_each_unit_with_its_numbers_and_what_comes_after(self, client):
        shown = text(read(client, "/auental/jetzt/liste/").find("main"))

        assert "Team Nord" in shown
        assert "030 23125101 Team Nord täglich rund um die Uhr · Beispiel" in shown
        assert shown.index("030 23125101") < shown.index("Polizei-Notruf täglich rund um die Uhr")

    def test_knows_no_visitor(self, client):
        before = client.get("/auental/jetzt/liste/").content
        remember(client)

        assert len(client.get("/auental/jetzt/liste/").content) == len(before)

    def test_worker_and_manifest_are_for_the_list_alone(self, client):
        worker = client.get("/auental/jetzt/liste/helfer.js")
        manifest = client.get("/auental/jetzt/liste/app.webmanifest").json()

        assert worker["Content-Type"] == "text/javascript"
        assert "Service-Worker-Allowed" not in worker
        assert manifest["scope"] == manifest["start_url"] == "/auental/jetzt/liste/"
