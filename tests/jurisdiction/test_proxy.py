"""The shipped proxy: when the application or its database is gone, "Jetzt Hilfe" still leads to the right number."""

import json
import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from schutznetz.common import phones
from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction import actions
from schutznetz.jurisdiction.answering.chain import now_and_then
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.presenting import days, sheets
from tests.factories import kept_for_module, make_gemeinde, make_network
from tests.journeys import server
from tests.jurisdiction import proxy
from tests.jurisdiction.duty import DUTY, OFFICE, cover, make_service, make_unit
from tests.jurisdiction.proxy import Application

pytestmark = pytest.mark.django_db
FORM = "strasse=Geheimweg+77&aufenthalt_ort=Geheimstadt"
HEADERS = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
           "Strict-Transport-Security", "Permissions-Policy")  # fmt: skip


@pytest.fixture(scope="module")
def nginx():
    found = proxy.find_nginx()
    if found is None:
        pytest.skip(proxy.INSTALL)
    return found


@pytest.fixture(scope="module")
def network(nginx, django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        network = make_network("auental")
        make_gemeinde("Auental")
        yield network


@pytest.fixture(scope="module")
def unit(network):
    unit = make_unit()
    behind = make_service(network, DUTY)
    make_service(network, OFFICE, unit=unit, hours="Mo-Su 06:00-18:00", successor=behind)
    cover(unit, network.kreis)
    return unit


@pytest.fixture(scope="module")
def pages(unit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("seiten") / "rueckfall"
    actions.write_fallback(folder, timezone.now())
    return folder


@pytest.fixture
def application():
    application = Application()
    yield application
    application.stop()


@pytest.fixture
def front(nginx, pages, application, tmp_path):
    static = tmp_path / "static"
    static.mkdir()
    (static / "seite.css").write_text("a {}")
    (static / "seite.0123456789ab.css").write_text("a {}")
    with proxy.serve(nginx, tmp_path, pages, static, application.port) as running:
        yield running


@pytest.fixture
def alone(front, application):
    """The proxy after the application was stopped."""
    application.stop()
    return front


def heading(answer):
    return BeautifulSoup(answer.text, "html.parser").h1.get_text()


class TestApplicationAnswers:
    @pytest.mark.parametrize(
        "path", ["/", "/jetzt/", "/auental/jetzt/?ort=Auental", "/en/jetzt/", "/api/jetzt?plz=09901"]
    )
    def test_it_is_asked_and_nobody_else(self, front, path):
        assert front.ask("GET", path).text == "Anwendung"

    def test_form_arrives_whole_and_host_unchanged(self, front, application):
        front.ask("POST", "/jetzt/", FORM)

        assert application.seen == [("POST", f"127.0.0.1:{front.port}", FORM)]

    def test_page_that_it_does_not_know_stays_unknown(self, front, application):
        application.status = 404

        assert front.ask("GET", "/auental/jetzt/").status == 404

    def test_too_large_a_form_is_refused(self, front, application):
        assert front.ask("POST", "/jetzt/", "x" * 70_000).status == 413
        assert application.seen == []

    def test_list_of_five_megabytes_passes_and_a_larger_one_is_explained(self, front, application):
        passed, refused = "x" * 5 * 2**20, "x" * 6 * 2**20
        (front.folder / "body").rmdir()
        (front.folder / "body").touch()  # a body that were laid down in a file would fail here

        assert front.ask("POST", "/konto/einlesen/", passed).text == "Anwendung"
        answer = front.ask("POST", "/konto/einlesen/", refused)
        assert (answer.status, heading(answer)) == (413, "Die Datei ist zu groß")
        assert [len(body) for _, _, body in application.seen] == [5 * 2**20]

    def test_static_files_come_from_the_folder(self, front):
        plain, hashed = front.ask("GET", "/static/seite.css"), front.ask("GET", "/static/seite.0123456789ab.css")

        assert (plain.text, plain.headers["Cache-Control"]) == ("a {}", "public, max-age=60")
        assert hashed.headers["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_pages_written_in_advance_are_reachable_too(self, front):
        assert heading(front.ask("GET", "/jetzt/aushang/netz/auental/")) == "Jetzt Hilfe: Landkreis Auental"


class TestTooMuchAtOnce:
    """Whoever asks without end waits; a page that somebody needs now is never among what is counted."""

    @pytest.mark.parametrize(
        ("method", "path", "burst"),
        [
            ("GET", "/auental/suche/angebote.xlsx", 20),
            ("GET", "/merkliste/angebote.csv", 20),
            ("GET", "/auental/angebot/1b/angebot.vcf", 20),
            ("GET", "/sitemap-angebote-1.xml", 20),
            ("GET", "/auental/wegweiser.pdf", 30),
            ("POST", "/anmelden/", 20),
        ],
    )
    def test_files_and_log_ins_have_a_limit_that_says_when_to_come_back_and_whom_to_call(
        self, front, method, path, burst
    ):
        answers = [front.ask(method, path) for _ in range(burst + 8)]

        assert {answer.text for answer in answers[:burst]} == {"Anwendung"}
        refused = answers[-1]
        assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
        assert heading(refused) == "Bitte warten Sie eine Minute"
        assert 'href="tel:110"' in refused.text
        assert front.ask("GET", "/auental/suche/?q=Hebamme").text == "Anwendung"
        assert front.ask("GET", "/jetzt/").text == "Anwendung"

    def test_open_api_has_one_that_programs_understand(self, front):
        answers = [front.ask("GET", "/api/hsds/v3/services") for _ in range(115)]

        assert {answer.text for answer in answers[:100]} == {"Anwendung"}
        assert (answers[-1].status, answers[-1].headers["Content-Type"]) == (429, "application/problem+json")
        assert json.loads(answers[-1].text)["status"] == 429


class TestApplicationIsGone:
    @pytest.mark.parametrize(
        ("path", "title"),
        [
            ("/jetzt/", "Jetzt Hilfe"),
            ("/jetzt", "Jetzt Hilfe"),
            ("/en/jetzt/?ort=Auental", "Jetzt Hilfe"),
            ("/auental/jetzt/", "Jetzt Hilfe: Landkreis Auental"),
            ("/en/auental/jetzt/kind/", "Jetzt Hilfe: Landkreis Auental"),
            ("/unbekannt/jetzt/", "Jetzt Hilfe"),
        ],
    )
    @pytest.mark.parametrize("method", ["GET", "POST"])
    def test_help_is_there_whatever_was_asked(self, alone, method, path, title):
        answer = alone.ask(method, path, FORM if method == "POST" else "")

        assert (answer.status, heading(answer)) == (200, title)
        assert answer.headers["Cache-Control"] == "no-store"
        assert all(name in answer.headers for name in HEADERS)

    def test_way_from_the_start_leads_to_the_number_of_this_hour(self, alone, network, unit):
        start = BeautifulSoup(alone.ask("GET", "/auental/jetzt/").text, "html.parser")
        entry = next(link for link in start.select("main a") if link.get_text() == "Auental")
        answer = alone.ask("GET", f"{start.base['href']}{entry['href']}")
        now = timezone.now()
        turn, _ = now_and_then(Chains([network], now).of_unit(unit.pk), now)
        page = BeautifulSoup(answer.text, "html.parser")
        today = next(h for h in page.select("h2") if h.get_text() == days.day_name(now.astimezone(ZONE).date()))
        listed = [row.a["href"] for row in today.find_next_sibling("ol").select("li")]
        hour = now.astimezone(ZONE).hour

        assert answer.status == 200
        assert listed == [f"tel:{DUTY}", f"tel:{OFFICE}", f"tel:{DUTY}"]
        assert listed[(hour >= 6) + (hour >= 18)] == phones.href(turn.link.phone)

    def test_interface_answers_in_its_form(self, alone):
        for method in ("GET", "POST"):
            answer = alone.ask(method, "/api/jetzt", FORM if method == "POST" else "")

            assert answer.status == 503
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            said = json.loads(answer.text)
            assert set(said) == {"ambiguous", "candidates", "fallback"}
            assert said["fallback"][0]["tel"] == "110"

    def test_frame_in_another_page_shows_the_numbers(self, alone):
        answer = alone.ask("GET", "/en/einbetten/auental/notruf/?ort=Geheimstadt")

        assert (answer.status, heading(answer)) == (503, "Ist jetzt jemand in Gefahr?")
        assert all(f'href="tel:{number}"' in answer.text for number in ("110", "112", "116111"))
        assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("path", ["/", "/en/", "/auental/suche/?q=Geheimwort", "/leicht/", "/en/leicht/", "/weg/"])
    def test_other_pages_say_so_and_lead_to_help(self, alone, path):
        answer = alone.ask("GET", path)

        assert (answer.status, heading(answer)) == (503, "Das Verzeichnis ist gerade nicht erreichbar")
        assert all(f'href="{href}"' in answer.text for href in ("/jetzt/", "tel:110", "tel:112", "/verlassen/"))
        assert answer.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("path", ["/verlassen/", "/en/verlassen/"])
    def test_way_out_still_leads_away_and_clears(self, alone, path):
        answer = alone.ask("GET", path)

        assert (answer.status, answer.headers["Location"]) == (303, settings.NEUTRAL_PAGE)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'

    def test_way_out_names_every_cookie_of_ours(self, alone):
        lines = [line for name, line in alone.ask("GET", "/verlassen/").all_headers if name == "Set-Cookie"]
        deleted = {line.partition("=")[0] for line in lines if "=; Max-Age=0; Path=/; Secure" in line}

        assert deleted == {f"__Host-{name.removeprefix('__Host-')}" for name in settings.OWN_COOKIES}

    def test_page_of_a_unit_that_is_gone_leads_to_the_list(self, alone):
        assert heading(alone.ask("GET", "/jetzt/aushang/netz/auental/gibtesnicht/")) == "Jetzt Hilfe"

    def test_page_of_a_network_stays_when_pages_are_written_anew(self, alone, pages, unit):
        actions.write_fallback(pages, timezone.now() + timedelta(hours=1))

        assert alone.ask("GET", f"/jetzt/aushang/netz/auental/{sheets._unit_path(unit.pk)}").status == 200

    def test_nothing_of_what_people_asked_is_written_down(self, alone):
        for path in ("/jetzt/", "/auental/jetzt/", "/suche/", "/api/jetzt", "/jetzt/aushang/", "/static/x.css"):
            alone.ask("GET", f"{path}?q=Geheimwort&ort=Geheimstadt")
        alone.ask("POST", "/jetzt/", FORM)
        alone.ask("POST", "/jetzt/", FORM + "x" * 60_000)
        alone.ask("POST", "/jetzt/", FORM + "x" * 70_000)
        written = alone.written()

        assert "GET /jetzt/aushang/index.html 200" in written
        assert "Geheim" not in written
        assert "?" not in written
        assert "127.0.0.1" not in written


class TestDatabaseIsGone:
    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_error_of_the_application_becomes_help(self, front, application, status):
        application.status = status

        answer = front.ask("GET", "/auental/jetzt/")
        assert (answer.status, heading(answer)) == (200, "Jetzt Hilfe: Landkreis Auental")

    def test_application_that_thinks_too_long_is_not_waited_for(self, front, application):
        application.hurry.clear()
        begun = time.monotonic()
        answer = front.ask("POST", "/jetzt/", FORM)

        assert (answer.status, heading(answer)) == (200, "Jetzt Hilfe")
        assert time.monotonic() - begun < 5

    def test_the_real_application_says_503(self, nginx, pages, tmp_path):
        """Its database has lost all tables: every page of the directory fails."""
        gone = {"DATABASE_URL": f"sqlite:///{tmp_path / 'leer.sqlite3'}", "SCHUTZNETZ_HTTPS": "0"}
        with (
            server.serve(tmp_path, "anwendung", **gone) as running,
            proxy.serve(nginx, tmp_path, pages, tmp_path, int(running.origin.rpartition(":")[2])) as front,
        ):
            help_page, other, out = (front.ask("GET", path) for path in ("/jetzt/", "/auental/", "/verlassen/"))

        assert (help_page.status, heading(help_page)) == (200, "Jetzt Hilfe")
        assert (other.status, heading(other)) == (503, "Das Verzeichnis ist gerade nicht erreichbar")
        assert (out.status, out.headers["Location"]) == (303, settings.NEUTRAL_PAGE)


def test_without_any_written_page_the_numbers_are_there(nginx, tmp_path):
    nothing = tmp_path / "nie-geschrieben"
    with proxy.serve(nginx, tmp_path, nothing, tmp_path, proxy.free_port()) as front:
        for path in ("/jetzt/", "/auental/jetzt/", "/suche/"):
            answer = front.ask("GET", path)

            assert answer.status in {200, 503}
            assert 'href="tel:110"' in answer.text
            assert 'href="/verlassen/"' in answer.text
        assert front.ask("GET", "/verlassen/").status == 303
