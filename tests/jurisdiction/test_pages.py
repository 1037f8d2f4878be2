"""The pages of "Jetzt Hilfe": one number as soon as possible, and never an error (R01–R09)."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from schutznetz.common import kept
from schutznetz.jurisdiction.answering import professions
from tests.directory.reading import links, main, read, text, value_of
from tests.factories import make_gemeinde, make_help_line, make_kreis, make_network
from tests.jurisdiction.rows import make_catchment, make_office, make_service, make_unit

pytestmark = pytest.mark.django_db
HOSTILE = ["", " ", "\x00", "<script>alert(1)</script>", "x" * 10_000, "51.34, 12.37", "A-1010", "99999", "²²²²²", "💚",
           "' OR 1=1 --", "(((((((", "%00", "12345678901234567890"]  # fmt: skip
ALWAYS = "24/7"


@pytest.fixture
def town():
    make_help_line("Nummer gegen Kummer", "116111")
    return make_gemeinde("Talheim")


@pytest.fixture
def network(town):
    return make_network()


@pytest.fixture
def office(network, town):
    """One unit for the whole Gemeinde, closed; a Bereitschaft answers instead of it."""
    duty = make_service(network, "+493023125199")
    return make_office(network, town, "Team Nord", "+493023125101", hours="off", successor=duty)


def said(client, address, data=None):
    page = read(client, address) if data is None else _posted(client, address, data)
    return text(main(page))


def _posted(client, address, data):
    response = client.post(address, data)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestAnswer:
    @pytest.mark.parametrize("asked", ["09901", "Talheim", "09901 Talheim", "talheim"])
    @pytest.mark.parametrize("page", ["/jetzt/", "/auental/jetzt/", "/en/jetzt/"])
    def test_names_who_answers_now_after_110_and_112(self, client, office, page, asked):
        body = read(client, f"{page}?ort={asked}")
        numbers = [link["href"] for link in main(body).select("a[href^='tel:']")]

        assert numbers[:3] == ["tel:110", "tel:112", "tel:+493023125199"]
        assert "Team Nord" in text(main(body))
        assert "Bereitschaft" in text(main(body))

    def test_says_until_when_since_when_it_was_tested_and_that_it_is_invented(self, client, network, town):
        make_office(network, town, "Team Nord", "+493023125101", hours=ALWAYS)

        shown = said(client, "/jetzt/?ort=09901")

        assert "Team Nord, rund um die Uhr" in shown
        assert "Zuletzt zur Probe angerufen am 03.10.2026." in shown
        assert "Beispiel: Diese Nummer ist erfunden." in shown
        assert "Sie müssen nichts beweisen." in shown

    def test_number_that_nobody_has_tested_says_so(self, client, network, town):
        unit = make_unit()
        make_catchment(unit, town)
        make_service(network, unit=unit, tested=False)

        assert "noch niemand zur Probe angerufen" in said(client, "/jetzt/?ort=09901")

    def test_without_a_place_there_is_one_field_and_nothing_else_to_fill_in(self, client, office):
        form, *others = main(read(client, "/jetzt/")).select("form")

        assert [field["name"] for field in form.select("input")] == ["ort"]
        assert [form.select("input") for form in others] == [[]]

    def test_outside_every_network_the_jugendamt_is_named(self, client, town):
        shown = said(client, "/jetzt/?ort=09901")

        assert "Zuständig ist das Jugendamt Landkreis Auental; seine Nummer kennen wir noch nicht." in shown
        assert "116 111" in shown

    def test_one_name_in_two_kreise_is_told_apart_and_each_way_leads_to_one(self, client, office):
        make_gemeinde("Talheim", "14902010", kreis=make_kreis("14902", "Landkreis Bergland"), plz="09902")

        page = read(client, "/jetzt/?ort=Talheim")
        ways = [link for link in main(page).select("a[href*='?ort=']") if "Landkreis" in link["href"]]

        assert [text(link) for link in ways] == ["Talheim (Landkreis Auental)", "Talheim (Landkreis Bergland)"]
        assert "Mehrere Stellen sind möglich." in text(main(page))
        assert "tel:+493023125199" in [link["href"] for link in main(read(client, ways[0]["href"])).select("a")]
        assert "Jugendamt Landkreis Bergland" in said(client, ways[1]["href"])

    def test_profession_gets_its_sentence_with_the_law(self, client, office):
        for group in professions.groups():
            shown = said(client, f"/jetzt/?ort=09901&beruf={group.code}")

            assert group.sentence in shown
            assert group.law in shown
            assert ("Rechtslage noch zu prüfen" in shown) is not group.is_checked

    def test_medical_hotline_is_for_those_whom_the_law_names(self, client, office):
        make_help_line("Medizinische Kinderschutzhotline", "+498001921000",
                       source="hilfetelefone:medizinische-kinderschutzhotline")  # fmt: skip

        codes = [group.code for group in professions.groups()]
        shows = {code for code in codes if "Kinderschutzhotline" in said(client, f"/jetzt/?ort=09901&beruf={code}")}

        assert shows == {"kkg1", "kkg3", "kkg6", "s8a4", "s8a5", "justiz"}
        assert "Medizinische" not in said(client, "/jetzt/?ort=09901")


class TestStreet:
    @pytest.fixture
    def streets(self, network, town):
        duty = make_service(network, "+493023125199")
        make_office(network, town, "Team Nord", "+493023125101", hours="off", successor=duty)
        make_office(network, town, "Team Ost", "+493023125102", hours="off", successor=duty, street="Musterstraße")

    def test_is_asked_only_where_it_decides(self, client, office):
        assert "Die Straße entscheidet" not in said(client, "/jetzt/?ort=09901")

    def test_number_that_all_share_stands_first_and_the_choice_below(self, client, streets):
        shown = said(client, "/jetzt/?ort=09901")

        assert shown.index("030 23125199") < shown.index("Diese Nummer ist jetzt richtig") < shown.index("Team Ost")
        assert "Die Straße entscheidet" in shown

    def test_different_numbers_are_all_named_and_none_is_guessed(self, client, network, town):
        make_office(network, town, "Team Nord", "+493023125101", hours=ALWAYS)
        make_office(network, town, "Team Ost", "+493023125102", hours=ALWAYS, street="Musterstraße")

        shown = said(client, "/jetzt/?ort=09901")

        assert "Mehrere Stellen sind möglich. Welche ist es?" in shown
        assert "030 23125101" in shown
        assert "030 23125102" in shown

    def test_by_post_it_decides_and_nobody_keeps_the_page(self, client, streets):
        response = client.post("/jetzt/", {"ort": "09901", "strasse": "Musterstr. 3"})

        assert "Team Ost" in response.content.decode()
        assert "Team Nord" not in response.content.decode()
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies

    def test_in_an_address_it_is_not_even_read(self, client, streets):
        assert "Team Nord" in said(client, "/jetzt/?ort=09901&strasse=Musterstr.+3")

    def test_needs_no_token(self, streets):
        strict = Client(enforce_csrf_checks=True)

        assert strict.post("/jetzt/", {"ort": "09901"}, headers={"origin": "null"}).status_code == 200

    def test_stands_in_no_log(self, client, streets, caplog):
        caplog.set_level(logging.DEBUG)
        secret = "Geheimweg 77"

        client.post("/jetzt/", {"ort": "09901", "strasse": secret, "aufenthalt_ort": "Talheim",
                                "aufenthalt_strasse": secret})  # fmt: skip
        client.post("/auental/jetzt/", {"ort": secret, "strasse": secret})
        client.get("/jetzt/", {"ort": "09901", "strasse": secret})
        logging.getLogger("schutznetz").debug("somebody listens")

        assert "somebody listens" in caplog.text
        said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
        assert not [line for line in said if "Geheimweg" in line]


class TestStay:
    @pytest.fixture
    def elsewhere(self, network, town):
        kreis = make_kreis("14902", "Landkreis Bergland")
        other = make_gemeinde("Bergheim", "14902010", kreis=kreis, plz="09902")
        there = make_network("bergland", "Netzwerk Bergland", kreis=kreis)
        make_office(network, town, "Team Nord", "+493023125101", hours=ALWAYS)
        make_office(there, other, "Team Berg", "+493023125103", hours=ALWAYS)

    def test_both_offices_are_shown_where_they_differ(self, client, elsewhere):
        shown = said(client, "/jetzt/", {"ort": "09901", "aufenthalt_ort": "09902"})

        assert shown.index("§ 87 SGB VIII") < shown.index("Team Berg") < shown.index("§ 86 SGB VIII")
        assert "Team Nord" in shown

    def test_one_office_for_both_is_said_once(self, client, elsewhere):
        shown = said(client, "/jetzt/", {"ort": "09901", "aufenthalt_ort": "Talheim"})

        assert "Für beide Orte ist dieselbe Stelle zuständig." in shown
        assert shown.count("030 23125101") == 1

    def test_unknown_place_of_stay_leaves_the_answer_for_home(self, client, elsewhere):
        shown = said(client, "/jetzt/", {"ort": "09901", "aufenthalt_ort": "Nirgendwo"})

        assert "Den Ort „Nirgendwo“, an dem das Kind jetzt ist, kennen wir nicht." in shown
        assert "030 23125101" in shown
        assert "dieselbe Stelle" not in shown

    def test_what_was_said_is_taken_along(self, client, elsewhere):
        page = _posted(client, "/jetzt/", {"ort": "09901", "strasse": "Am Weg 2", "aufenthalt_ort": "09902"})
        form = next(form for form in main(page).select("form") if form.select_one("[name=beruf]"))

        assert form["method"] == "post"
        assert {each["name"]: each["value"] for each in form.select("[type=hidden]")} == {
            "ort": "09901", "strasse": "Am Weg 2", "aufenthalt_ort": "09902"}  # fmt: skip


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: repr(asked[:10]))
@pytest.mark.parametrize("path", ["/jetzt/", "/auental/jetzt/", "/jetzt/kind/", "/jetzt/merken/"])
def test_whatever_is_asked_the_numbers_are_there(client, office, path, asked):
    for name in ("ort", "beruf"):
        response = client.get(path, {name: asked, "ortsteil": asked})

        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert path.endswith("merken/") or 'href="tel:110"' in response.content.decode()


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: repr(asked[:10]))
def test_whatever_is_sent_the_numbers_are_there(client, office, asked):
    fields = ("ort", "ortsteil", "strasse", "aufenthalt_ort", "aufenthalt_strasse", "beruf")

    response = client.post("/auental/jetzt/", dict.fromkeys(fields, asked))

    assert response.status_code == 200
    assert 'href="tel:110"' in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_unknown_place_is_said_and_the_numbers_stand_there(client, office):
    shown = said(client, "/jetzt/?ort=Nirgendwo")

    assert "Den Ort „Nirgendwo“ kennen wir nicht." in shown
    assert "116 111" in shown
    assert value_of(main(read(client, "/jetzt/?ort=Nirgendwo")), "ort") == "Nirgendwo"


@pytest.mark.parametrize("path", ["/jetzt/", "/jetzt/kind/", "/jetzt/spuren/", "/jetzt/merken/", "/jetzt/liste/"])
def test_network_that_does_not_exist_has_no_page(client, path):
    assert client.get(f"/gibt-es-nicht{path}").status_code == 404


def test_child_is_spoken_to_plainly_and_offered_nothing_to_install(client, office):
    page = read(client, "/auental/jetzt/kind/?ort=09901")
    shown = text(main(page))

    assert "Du bist nicht schuld." in shown
    assert "116 111" in shown
    assert "030 23125199" in shown
    assert "Sie " not in shown.replace("Sie hören dir zu", "")
    assert page.select("[rel=manifest], [data-offline], script[src*=offline]") == []


@pytest.mark.parametrize("count", [2, 5])
def test_answer_costs_the_same_for_two_offices_and_for_five(client, network, town, django_assert_num_queries, count):
    for number in range(count):
        make_office(network, town, f"Team {number}", f"+49302312510{number}", hours=ALWAYS, ortsteil=f"Teil {number}")
    client.get("/auental/jetzt/?ort=09901")
    kept.forget_all()

    with django_assert_num_queries(11):
        client.get("/auental/jetzt/?ort=09901")


def test_every_page_leads_to_help_now_in_its_own_network(client, office):
    bar = read(client, "/auental/suche/").find(attrs={"aria-labelledby": "wer-hilft"})

    assert links(bar)["Für Ihren Ort"] == "/auental/jetzt/"
    assert links(read(client, "/suche/"))["Für Ihren Ort"] == "/jetzt/"
    assert links(read(client, "/en/suche/"))["For your place"] == "/en/jetzt/"
