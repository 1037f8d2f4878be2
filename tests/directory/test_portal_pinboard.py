"""The pinboard: kept in a cookie of the visitor's own browser, and nowhere else."""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from schutznetz.directory.views.pinning import MOST_PINS
from schutznetz.networks.enums import Visibility
from tests.directory.reading import heading, links, main, read, text, titles
from tests.factories import make_contact_point, make_function, make_help_line, make_network, make_offer

pytestmark = pytest.mark.django_db
COOKIE = settings.PINBOARD_COOKIE_NAME
PUBLIC = {"public", "max-age=60"}
OF_ONE_VISITOR = {"private", "no-cache"}
NOBODY = {"no-store"}


def keep(client, offer, **values):
    return client.post(f"/angebot/{offer.pk}/merken/", values)


def let_go(client, offer, **values):
    return keep(client, offer, entfernen="1", **values)


def kept(client):
    return titles(read(client, "/merkliste/"))


def cache_control(response):
    return set(response["Cache-Control"].split(", "))


def varies(response):
    return {name.strip() for name in response.get("Vary", "").split(",")}


class TestKeeping:
    def test_offer_page_and_cards_lead_to_a_page_with_one_button(self, client):
        make_network("auental")
        offer = make_offer("Rat für Eltern")

        page = read(client, f"/auental/angebot/{offer.pk}/")
        card = read(client, "/auental/suche/?q=Rat&ort=").select_one("article")

        path = f"/auental/angebot/{offer.pk}/merken/"
        assert page.select_one(".sn-pin__do")["href"] == f"{path}?next=%2Fauental%2Fangebot%2F{offer.pk}%2F"
        assert card.select_one(".sn-pin__do")["href"] == f"{path}?next=%2Fauental%2Fsuche%2F%3Fq%3DRat"
        assert text(card.select_one(".sn-pin__do")) == "Merken : Rat für Eltern"
        (button,) = main(read(client, path)).find_all("button")
        assert text(button) == "Auf die Merkliste"

    def test_keeping_leads_back_to_where_somebody_was_and_says_so_there(self, client):
        offer = make_offer("Rat")
        form = main(read(client, f"/angebot/{offer.pk}/merken/?next=/suche/?q=Rat")).find("form")
        typed = {field["name"]: field["value"] for field in form.find_all("input")}

        response = client.post(form["action"], typed)

        assert (response.status_code, response["Location"]) == (302, f"/suche/?q=Rat#gemerkt-{offer.pk}")
        assert read(client, "/suche/?q=Rat").find(id=f"gemerkt-{offer.pk}")

    def test_pinboard_keeps_the_order_and_nothing_twice(self, client):
        offers = [make_offer(title) for title in ("Zweites", "Erstes", "Drittes")]
        for offer in (*offers, offers[0]):
            keep(client, offer)

        assert kept(client) == ["Zweites", "Erstes", "Drittes"]

    def test_one_offer_is_taken_off(self, client):
        first, second = make_offer("Erstes"), make_offer("Zweites")
        keep(client, first)
        keep(client, second)
        page = read(client, f"/angebot/{first.pk}/merken/")

        response = let_go(client, first, next="/merkliste/")

        assert heading(page) == "Dieses Angebot steht auf Ihrer Merkliste"
        assert text(main(page).find("button")) == "Von der Liste nehmen"
        assert response["Location"] == "/merkliste/"
        assert kept(client) == ["Zweites"]

    def test_a_full_pinboard_says_so_and_keeps_what_it_has(self, client):
        offers = [make_offer(site=None, contact_point=None) for _ in range(MOST_PINS)]
        for offer in offers:
            keep(client, offer)
        late = make_offer("Zu spät")

        response = keep(client, late)

        assert response.status_code == 200
        assert "Ihre Merkliste ist voll." in response.content.decode()
        assert len(kept(client)) == MOST_PINS
        assert len(client.cookies[COOKIE].value) < 2000

    @pytest.mark.parametrize(
        "back",
        [
            "https://anderswo.example/",
            "//anderswo.example/",
            "/\\anderswo.example/",
            "javascript:alert(1)",
            "suche/",
            "/gibt/es/nicht/",
            "/suche/?q=" + "a" * 2000,
            "/suche/\r\nSet-Cookie: x=1",
            "",
        ],
    )
    def test_the_way_back_never_leads_elsewhere(self, client, back):
        offer = make_offer("Rat")

        assert keep(client, offer, next=back)["Location"] == f"/angebot/{offer.pk}/#gemerkt-{offer.pk}"
        assert let_go(client, offer, next=back)["Location"] == f"/angebot/{offer.pk}/"
        assert links(main(read(client, f"/angebot/{offer.pk}/merken/", data={"next": back})))["Zurück"] == (
            f"/angebot/{offer.pk}/"
        )

    def test_an_offer_that_is_not_public_cannot_be_kept(self, client):
        hidden = make_offer("Intern", visibility=Visibility.NETWORK)

        assert keep(client, hidden).status_code == 404
        assert client.get(f"/angebot/{uuid.uuid4()}/merken/").status_code == 404
        assert client.get(f"/nirgends/angebot/{make_offer().pk}/merken/").status_code == 404
        assert COOKIE not in client.cookies

    def test_other_methods_are_refused(self, client):
        assert client.put(f"/angebot/{make_offer().pk}/merken/").status_code == 405
        assert client.delete("/merkliste/").status_code == 405


class TestReading:
    def test_pinboard_shows_how_to_reach_each_offer(self, client):
        function = make_function(title="Anmeldung")
        contact = make_contact_point(
            function, email="rat@auental.example", url="https://auental.example/", hours="Mo-Th 08:00-12:00"
        )
        offer = make_offer("Rat", organisation=function.organisation, contact_point=contact, access="open")
        keep(client, offer)

        page = read(client, "/merkliste/")

        today = timezone.localdate()
        facts = {text(row.find("dt")): text(row.find("dd")) for row in main(page).select("dl > div")}
        times = facts.pop(f"Zeiten (Woche ab {today:%d.%m.})")
        assert facts == {
            "Adresse": "Am Anger 3, 09901 Auental",
            "E-Mail": "rat@auental.example",
            "Internet": "auental.example",
            "Zugang": "einfach kommen",
        }
        assert times.endswith(" 8–12 Uhr")
        assert text(main(page).select_one(".sn-phone")) == "030 23125147"

    def test_a_contact_that_is_not_public_is_not_shown(self, client):
        function = make_function()
        contact = make_contact_point(function, email="intern@auental.example", visibility=Visibility.NETWORK)
        keep(client, make_offer("Rat", organisation=function.organisation, contact_point=contact))

        page = read(client, "/merkliste/")

        assert titles(page) == ["Rat"]
        assert "intern@auental.example" not in text(page)
        assert "030 23125147" not in text(page)

    def test_every_button_says_what_it_takes_off(self, client):
        for title in ("Erstes", "Zweites"):
            keep(client, make_offer(title))

        labels = [
            button.get("aria-label", text(button)) for button in main(read(client, "/merkliste/")).select("button")
        ]

        assert labels == ["Von der Liste nehmen: Erstes", "Von der Liste nehmen: Zweites", "Alles löschen"]

    def test_an_offer_that_is_gone_is_said_to_be_gone(self, client):
        first, second = make_offer("Bleibt"), make_offer("Geht")
        keep(client, first)
        keep(client, second)
        second.delete()

        page = read(client, "/merkliste/")

        assert titles(page) == ["Bleibt"]
        assert "1 Angebot, das Sie sich gemerkt haben, steht nicht mehr im Verzeichnis." in text(main(page))

    def test_inside_a_network_its_links_stay_inside(self, client):
        make_network("auental", "Netzwerk Auental")
        offer = make_offer("Rat")
        keep(client, offer)

        page = read(client, "/auental/merkliste/")

        assert links(main(page))["Rat"] == f"/auental/angebot/{offer.pk}/"
        assert {form["action"] for form in main(page).select("form")} == {
            f"/auental/angebot/{offer.pk}/merken/",
            "/auental/merkliste/",
        }
        assert links(page.find("header"))["Merkliste"] == "/auental/merkliste/"

    def test_empty_pinboard_says_what_to_do(self, client):
        page = read(client, "/merkliste/")

        assert "An jedem Angebot steht „Merken“." in text(main(page))
        assert links(main(page)) == {"Angebote suchen": "/suche/"}
        assert not main(page).select("form")

    @pytest.mark.parametrize("number", [1, 3])
    def test_pinboard_costs_the_same_for_one_and_for_three(self, client, django_assert_num_queries, number):
        make_help_line("Nummer gegen Kummer")
        for position in range(number):
            function = make_function(title=f"Anmeldung {position}", substitute=make_function())
            contact = make_contact_point(function, hours="24/7")
            offer = {"organisation": function.organisation, "contact_point": contact, "flags": ["digital"]}
            keep(client, make_offer(f"Rat {position}", **offer))

        # offers, traits, numbers, holders; help lines, their numbers
        with django_assert_num_queries(6):
            client.get("/merkliste/")


class TestCookie:
    def test_cookie_ends_with_the_browser_and_belongs_to_this_site_alone(self, client):
        keep(client, make_offer())

        cookie = client.cookies[COOKIE]
        assert (cookie["max-age"], cookie["expires"], cookie["path"], cookie["domain"]) == ("", "", "/", "")
        assert (cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("Strict", True, "")

    @override_settings(HTTPS=True, PINBOARD_COOKIE_NAME="__Host-merkliste", CSRF_COOKIE_NAME="__Host-csrf")
    def test_over_https_no_other_host_can_set_it(self, client):
        offer = make_offer()
        keep(client, offer)
        cookie = client.cookies["__Host-merkliste"]

        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
        let_go(client, offer)
        gone = client.cookies["__Host-merkliste"]
        assert (gone.value, gone["secure"], gone["max-age"]) == ("", True, 0)

    def test_emptied_pinboard_leaves_no_cookie_behind(self, client):
        offer = make_offer()
        keep(client, offer)

        response = let_go(client, offer)

        assert {name: cookie["max-age"] for name, cookie in response.cookies.items()} == {COOKIE: 0, "csrf": 0}

    def test_everything_is_forgotten_at_once(self, client):
        for _ in range(2):
            keep(client, make_offer())

        response = client.post("/merkliste/")

        assert response["Location"] == "/merkliste/"
        assert {name: cookie["max-age"] for name, cookie in response.cookies.items()} == {COOKIE: 0, "csrf": 0}

    @pytest.mark.parametrize(
        "change", [lambda value: value[:-1] + "!", lambda _: "kaputt", lambda _: "", lambda v: v * 2]
    )
    def test_changed_cookie_counts_as_empty(self, client, change):
        keep(client, make_offer())
        client.cookies[COOKIE] = change(client.cookies[COOKIE].value)

        assert kept(client) == []

    def test_token_cookie_ends_with_the_browser_too(self, client):
        response = client.get(f"/angebot/{make_offer().pk}/merken/")

        assert (response.cookies["csrf"]["max-age"], response.cookies["csrf"]["expires"]) == ("", "")

    def test_without_a_token_nothing_is_kept(self):
        offer, client = make_offer(), Client(enforce_csrf_checks=True)

        assert keep(client, offer).status_code == 403
        assert COOKIE not in client.cookies

    def test_form_goes_through_a_browser_that_names_its_origin(self):
        """Under ``no-referrer`` a browser would send ``Origin: null``, and the form would be refused."""
        offer, client = make_offer(), Client(enforce_csrf_checks=True)
        page = client.get(f"/angebot/{offer.pk}/merken/")
        token = client.cookies["csrf"].value

        assert page["Referrer-Policy"] == "strict-origin"
        for origin, status in (("http://testserver", 302), ("null", 403), ("https://anderswo.example", 403)):
            sent = client.post(
                f"/angebot/{offer.pk}/merken/", {"csrfmiddlewaretoken": token}, headers={"origin": origin}
            )
            assert sent.status_code == status


class TestCaches:
    @pytest.mark.parametrize(
        "path", ["/suche/", "/suche/themen/erziehungsberatung/", "/angebot/{}/", "/einrichtung/{}/"]
    )
    def test_pages_with_a_way_to_the_pinboard_are_the_same_for_everybody(self, client, path):
        offer = make_offer("Rat")
        address = path.format(offer.organisation_id if "einrichtung" in path else offer.pk)

        before = client.get(address)
        keep(client, offer)
        after = client.get(address)

        assert f"gemerkt-{offer.pk}" in before.content.decode()
        for response in (before, after):
            assert cache_control(response) == PUBLIC
            # the bar may show a chosen place: caches must tell who has chosen one
            assert "Cookie" in varies(response)
            assert not response.cookies
            assert "<form" not in response.content.decode() or 'method="post"' not in response.content.decode()
        assert before.content == after.content

    @pytest.mark.parametrize("path", ["/merkliste/", "/angebot/{}/merken/"])
    def test_pages_that_read_the_cookie_belong_to_one_visitor(self, client, path):
        offer = make_offer()
        address = path.format(offer.pk)
        empty = client.get(address)
        keep(client, offer)

        for response in (empty, client.get(address)):
            assert cache_control(response) == OF_ONE_VISITOR
            assert "Cookie" in varies(response)
            assert response["X-Robots-Tag"] == "noindex"

    def test_looking_at_an_empty_pinboard_sets_no_cookie(self, client):
        assert not client.get("/merkliste/").cookies

    def test_answers_to_the_form_are_kept_by_nobody(self, client):
        offer = make_offer()

        assert cache_control(keep(client, offer)) == NOBODY
        assert cache_control(client.post("/merkliste/")) == NOBODY


def test_privacy_page_says_when_a_cookie_is_set(client):
    said = text(main(read(client, "/datenschutz/")))

    assert "Nur wenn Sie sich Angebote oder einen Ort merken oder uns einen Fehler melden." in said


def test_a_pin_lasts_as_long_as_the_browser_is_open(client):
    """The signature has no end of its own: the browser decides when the pinboard is over."""
    offer = make_offer("Rat")
    keep(client, offer)

    with pytest.MonkeyPatch.context() as patch:
        later = (timezone.now() + timedelta(days=3)).timestamp()
        patch.setattr("django.core.signing.time.time", lambda: later)
        assert kept(client) == ["Rat"]
