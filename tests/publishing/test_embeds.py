"""What stands in other people's pages: framed by anyone, nothing of a visitor, never without a number."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from schutznetz.common import kept
from schutznetz.common.errors import DomainError
from schutznetz.directory.models import NO_ADDRESS, Site
from schutznetz.directory.search import index
from schutznetz.networks.enums import Accent, Visibility
from schutznetz.networks.models import Holder
from schutznetz.publishing.presenting import colours
from tests.directory.reading import heading, links, main, read, text
from tests.factories import (
    kept_for_module,
    make_contact_point,
    make_function,
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
from tests.jurisdiction.duty import DUTY, OFFICE, cover, make_service, make_unit

pytestmark = pytest.mark.django_db
CSS = (Path(__file__).resolve().parents[2] / "schutznetz/ui/static/ui/embed.css").read_text()
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *"
EMBEDS = ("suche", "liste", "notruf")
HIDDEN = ("Geheimweg", "77z", "Moosbach", "09902", "50.91", "13.04", "Nur für das Netz", "Toni Muster")


@pytest.fixture(scope="module")
def network(django_db_setup, django_db_blocker):
    """One office with its duty behind it, one offer, and a shelter whose place was known once."""
    with kept_for_module(django_db_blocker):
        network = make_network("auental", accent=Accent.GREEN)
        auental, unit = make_gemeinde("Auental", kreis=network.kreis), make_unit()
        behind = make_service(network, DUTY)
        make_service(network, OFFICE, unit=unit, hours="Mo-Su 06:00-18:00", successor=behind)
        cover(unit, network.kreis)
        for number in ("110", "112", "116111"):
            make_help_line(f"Hilfetelefon {number}", number)
        organisation = make_organisation("Beratungshaus")
        make_partnership(network, organisation)
        make_offer("Rat für Eltern", organisation=organisation, site=make_site(organisation, auental))
        _hide(network)
        yield network


def _hide(network):
    house = make_organisation("Zuflucht für Frauen")
    make_partnership(network, house)
    hidden = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.91234, lon=13.04567)
    site = make_site(house, hidden, street="Geheimweg", house_number="77z")
    point = make_contact_point(make_function(house), site=site, hours="24/7")
    make_offer("Frauenhaus", organisation=house, site=site, contact_point=point)
    Site.objects.filter(pk=site.pk).update(is_confidential=True, **NO_ADDRESS)
    inside = make_contact_point(make_function(house), visibility=Visibility.NETWORK)
    make_offer("Nur für das Netz", organisation=house, contact_point=inside, visibility=Visibility.NETWORK)
    today = timezone.localdate()
    Holder.objects.create(
        function=point.function, name="Toni Muster", visibility=Visibility.PUBLIC, valid_from=today,
        consent_on=today - timedelta(days=9), consent_expires_on=today - timedelta(days=1),
    )  # fmt: skip
    index.rebuild()


def embed(client, path, status=200):
    return read(client, f"/einbetten/auental/{path}", status)


def numbers(page):
    return [link["href"] for link in page.select("a[href^='tel:']")]


@pytest.mark.usefixtures("network")
class TestEveryEmbed:
    @pytest.mark.parametrize("kind", EMBEDS)
    def test_anyone_may_frame_it_and_nobody_is_known(self, client, kind):
        plain = client.get(f"/einbetten/auental/{kind}/")
        client.cookies["ort"], client.cookies["csrf"] = "09901", "x" * 32
        visited = client.get(f"/einbetten/auental/{kind}/")

        assert plain.headers["Content-Security-Policy"] == POLICY
        assert "X-Frame-Options" not in plain.headers
        assert plain.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert set(plain.headers["Cache-Control"].split(", ")) == {"public", "max-age=60"}
        assert "Cookie" not in plain.headers.get("Vary", "")
        assert not plain.cookies
        assert visited.headers["Cache-Control"] == plain.headers["Cache-Control"]
        assert re.sub(rb"\d\d:\d\d", b"", visited.content) == re.sub(rb"\d\d:\d\d", b"", plain.content)

    @pytest.mark.parametrize("kind", EMBEDS)
    def test_it_is_plain_and_leads_into_tabs_of_the_portal(self, client, kind):
        page = embed(client, f"{kind}/")
        ways = [way for way in page.select("a, form") if not way.get("href", "").startswith("tel:")]

        assert not page.select("script, img, [style], [class], [onclick]")
        assert [sheet["href"] for sheet in page.select("link")][1:] == ["/einbetten/farbe/005916.css"]
        assert {(way["target"], "".join(way["rel"])) for way in ways} == {("_blank", "noopener")}
        assert all((way.get("href") or way["action"]).startswith("/auental/") for way in ways)
        assert numbers(page)[-2:] == ["tel:110", "tel:112"] or numbers(page)[:2] == ["tel:110", "tel:112"]

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("farbe=ffff00", "auf Weiß zu schwach: Ihr Kontrast ist 1,0 zu 1, nötig sind 4,5"),
            ("farbe=rot;}", "Die Farbe ist eine von petrol,"),
            ("modus=bunt", "„modus“ ist hell, dunkel oder auto."),
            ("schrift=klein", "„schrift“ ist normal, gross oder sehr-gross."),
            ("fabre=blue", "Diese Einbettung kennt nur: farbe, modus, schrift"),
        ],
    )
    def test_what_is_wrong_is_refused_and_named(self, client, asked, said):
        page = embed(client, f"notruf/?{asked}", 400)

        assert said in text(main(page))
        assert numbers(page) == ["tel:110", "tel:112"]
        assert "rot" not in text(page)

    @pytest.mark.parametrize("path", ["nirgendwo/suche/", "auental/karte/", "auental/", "nirgendwo/liste/?ort=x"])
    def test_what_is_not_there_says_so_inside_the_frame(self, client, path):
        answer = client.get(f"/einbetten/{path}")

        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert "X-Frame-Options" not in answer.headers
        assert b'href="tel:110"' in answer.content

    def test_it_looks_as_asked(self, client):
        page = embed(client, "suche/?farbe=%237A1F4B&modus=dunkel&schrift=sehr-gross")

        assert (page.html["data-modus"], page.html["data-schrift"]) == ("dunkel", "sehr-gross")
        assert page.select("link")[1]["href"] == "/einbetten/farbe/7a1f4b.css"

    def test_it_speaks_english(self, client):
        page = read(client, "/en/einbetten/auental/liste/?thema=erziehungsberatung&ort=09901")

        assert (page.html["lang"], heading(page)) == ("en", "Child and family guidance around 09901 Auental")
        assert links(page)["Rat für Eltern"].startswith("/en/auental/angebot/")


@pytest.mark.usefixtures("network")
class TestSearch:
    def test_its_box_asks_the_portal(self, client):
        form = embed(client, "suche/").form

        assert (form["action"], form["method"]) == ("/auental/suche/", "get")
        assert [field["name"] for field in form.select("input")] == ["q", "ort"]


@pytest.mark.usefixtures("network")
class TestList:
    def test_an_offer_has_name_line_number_and_way(self, client):
        page = embed(client, "liste/?thema=erziehungsberatung&ort=09901")
        offer = next(row for row in page.select("#angebote li") if "Rat" in text(row))

        assert heading(page) == "Erziehungsberatung rund um 09901 Auental"
        assert "Beratungshaus · Auental" in text(offer)
        assert "Noch von niemandem bestätigt." in text(offer)
        assert links(offer)["030 23125147"] == "tel:+493023125147"
        assert links(offer)["Rat für Eltern"].startswith("/auental/angebot/")
        assert links(page)["Alle 5 im Portal ansehen"] == "/auental/suche/?ort=09901&typ=erziehungsberatung"

    def test_it_is_never_longer_than_asked(self, client, network):
        for position in range(20):
            house = make_organisation()
            make_partnership(network, house)
            make_offer(f"Hilfe {position}", organisation=house, site=None)

        assert len(embed(client, "liste/").select("#angebote li")) == 20
        assert len(embed(client, "liste/?anzahl=3").select("#angebote li")) == 3
        assert "Alle 25 im Portal ansehen" in text(embed(client, "liste/"))
        assert "von 1 bis 20" in text(embed(client, "liste/?anzahl=21", 400))

    def test_without_an_offer_it_leads_on(self, client):
        make_type("hebamme", "Hebammenhilfe")

        page = embed(client, "liste/?thema=hebamme")

        assert "noch kein Angebot" in text(main(page))
        assert links(main(page)) == {"Im Portal suchen": "/auental/", "Wer jetzt hilft": "/auental/jetzt/"}

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("thema=gibtesnicht", "Das Thema in „thema“ kennen wir nicht."),
            ("ort=Nirgendwo", "Den Ort in „ort“ kennen wir nicht."),
            ("ort=Neustadt", "„ort“ kann mehrere Orte meinen."),
        ],
    )
    def test_a_filter_that_means_nothing_is_named(self, client, asked, said):
        for number in range(2):
            make_gemeinde("Neustadt", f"1490103{number}", plz=f"0990{number + 3}", lat=50.1 + number)

        page = embed(client, f"liste/?{asked}", 400)

        assert said in text(main(page))
        assert "Nirgendwo" not in text(page)

    def test_a_protected_place_and_a_name_without_consent_are_in_no_embed(self, client):
        for asked in ("", "?thema=erziehungsberatung", "?ort=09901", "?ort=09902", "?ort=Moosbach"):
            page = embed(client, f"liste/{asked}")
            page.select_one("h1 small").decompose() if "ort" in asked else None  # says back what was asked
            said = str(main(page)).replace("ort=09902", "").replace("ort=Moosbach", "")

            assert [secret for secret in HIDDEN if secret in said] == [], asked
            assert "Frauenhaus" in said


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_for_one_offer_and_for_three(client, django_assert_num_queries, number):
    network = make_network("moosberg", kreis=make_kreis("14902", "Landkreis Moosberg"))
    for _ in range(number):
        house = make_organisation()
        make_partnership(network, house)
        make_offer(organisation=house, contact_point=make_contact_point(make_function(house), hours="24/7"))
    path = "/einbetten/moosberg/liste/?ort=09901"
    read(client, path)
    kept.forget_all()

    # network; offer types; the place: its Gemeinden, the centre of the PLZ; search; offers, traits, numbers
    with django_assert_num_queries(8):
        assert len(read(client, path).select("#angebote li")) == number + 3  # and the lines


@pytest.mark.usefixtures("network")
class TestWhoAnswersNow:
    @pytest.mark.parametrize("asked", ["", "?ort=09901", "?ort=Auental"])
    def test_danger_first_then_the_office_then_everywhere(self, client, asked):
        page = embed(client, f"notruf/{asked}")
        found = numbers(page)

        assert found[:2] == ["tel:110", "tel:112"]
        assert found[2] in {f"tel:{OFFICE}", f"tel:{DUTY}"}
        assert found[-1] == "tel:116111"
        assert found.count("tel:110") == 1
        assert page.time["datetime"][:16] == timezone.localtime().isoformat()[:16]

    def test_a_place_that_nobody_knows_gets_the_whole_kreis(self, client):
        page = embed(client, "notruf/?ort=Nirgendwo")

        assert "Den Ort dieser Seite kennen wir nicht." in text(main(page))
        assert numbers(page)[2] in {f"tel:{OFFICE}", f"tel:{DUTY}"}

    def test_several_offices_are_all_named_until_there_are_too_many(self, client, network):
        for position in range(4):
            unit = make_unit(f"Team {position}")
            make_service(network, f"+4930231252{position:02d}", unit=unit)
            cover(unit, network.kreis, make_gemeinde())
            page = embed(client, "notruf/?ort=09901")
        before = text(main(page))
        unit = make_unit("Team 4")
        make_service(network, "+493023125299", unit=unit)
        cover(unit, network.kreis, make_gemeinde())

        assert [f"Team {position}" for position in range(4) if f"Team {position}" not in before] == [], before
        assert "Hier gibt es mehrere Stellen." in text(main(embed(client, "notruf/?ort=09901")))


def test_a_network_of_which_nothing_is_known_still_has_numbers(client):
    make_network("moosberg", kreis=make_kreis("14902", "Landkreis Moosberg"))

    assert numbers(read(client, "/einbetten/moosberg/notruf/"))[:2] == ["tel:110", "tel:112"]


class TestColour:
    @pytest.mark.parametrize("name", ["petrol", "ochre", "#000000", "767676", "7A1F4B"])
    def test_it_can_be_read_on_both_papers(self, name):
        colour = colours.read(name)

        assert colours.contrast(colour, colours.PAPER) >= 4.5
        assert colours.contrast(colours.in_the_dark(colour), colours.DARK_PAPER) >= 7

    @pytest.mark.parametrize("name", ["777777", "fff", "0000000", "g0g0g0", "", "red", "#00536e;"])
    def test_one_that_cannot_be_read_is_refused(self, name):
        with pytest.raises(DomainError):
            colours.read(name)

    def test_its_sheet_says_nothing_else_and_may_be_kept_for_a_day(self, client):
        answer = client.get("/einbetten/farbe/00536e.css")

        assert re.fullmatch(r":root \{ --own: #00536e; --own-dark: #[0-9a-f]{6}; \}\n", answer.content.decode())
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert set(answer.headers["Cache-Control"].split(", ")) == {"public", "max-age=86400"}
        assert client.get("/einbetten/farbe/ffff00.css").status_code == 404

    def test_the_papers_are_those_of_the_style_sheet(self):
        assert set(re.findall(r"--paper: (#\w+)", CSS)) == {colours.PAPER, colours.DARK_PAPER}


@pytest.mark.usefixtures("network")
class TestPageForWebmasters:
    PAGE = "/auental/einbetten/?eigene=%237a1f4b&schrift=gross&thema=erziehungsberatung&ort=09901"

    def test_its_lines_are_those_of_the_preview(self, client, settings):
        settings.PUBLIC_ADDRESS = "https://hilfe.example"
        page = read(client, self.PAGE)
        previews = [frame["src"] for frame in page.select("iframe")]

        assert [text(code).split('"')[1] for code in page.select("pre")] == [
            f"https://hilfe.example{src}".replace("&", "&amp;") for src in previews
        ]
        assert previews[1] == (
            "/einbetten/auental/liste/?thema=erziehungsberatung&ort=09901&farbe=7a1f4b&schrift=gross"
        )
        assert all(client.get(src).status_code == 200 for src in previews)

    def test_each_is_three_lines_with_a_title_and_loads_late_and_tells_nothing(self, client):
        for code in read(client, self.PAGE).select("pre code"):
            lines = code.get_text().split("\n")

            assert len(lines) == 3
            assert re.search(r'title="[^"]+" width="100%" height="\d+"', lines[1])
            assert 'loading="lazy" referrerpolicy="no-referrer"' in lines[2]

    def test_only_this_page_may_frame_and_nobody_may_frame_it(self, client):
        headers = client.get("/auental/einbetten/").headers

        assert "frame-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-src" not in client.get("/auental/").headers["Content-Security-Policy"]

    def test_what_is_typed_there_stays_text(self, client):
        page = client.get("/auental/einbetten/", {"ort": '"></iframe><script>', "eigene": "';}<b>"}).content.decode()

        assert "<script>" not in page
        assert "</iframe><script" not in page

    def test_people_find_it(self, client):
        for path in ("/api/", "/auental/", "/auental/netzwerk/"):
            assert "/auental/einbetten/" in links(read(client, path)).values(), path
