"""Whatever is typed at any entrance: a calm answer with numbers on pages and in the interface, a sentence on paper.

Both databases: what one swallows the other may refuse (NUL, lone surrogates, long words, numbers beyond any column).
PostgreSQL is asked these alone; what only our own code reads (a place abroad, a template, a path) is the same there.
"""

import json
import re
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories import kept_for_module, make_gemeinde, make_help_line, make_network, make_offer
from tests.jurisdiction.rows import make_office

pytestmark = pytest.mark.django_db
TYPED = {
    "nothing": "",
    "blanks": " \t\r\n\u00a0\u2003 ",
    "nul": "\0Leipzig\0",
    "controls": "\x1b[31m\x07\x1a\x7f",
    "ten-thousand": "x" * 10_000,
    "ten-thousand-sharp": "ß" * 10_000,
    "ten-thousand-words": "Weg " * 2_500,
    "coordinates": "51.3397, 12.3731",
    "coordinates-in-words": "51° 20′ 23″ N 12° 22′ 23″ O",
    "vienna": "1010 Wien",
    "zurich": "8000 Zürich",
    "vienna-with-a": "A-1010 Wien",
    "five-digits-abroad": "75001 Paris",
    "no-such-plz": "00000",
    "plz-of-other-digits": "²²²²²",
    "plz-in-arabic": "٠٩٩٠١",
    "huge-number": "9" * 400,
    "script": "<script>alert(1)</script>\"' onfocus=alert(1) x='",
    "sql": "'; DROP TABLE jurisdiction_catchment; --",
    "sql-or": "' OR 1=1 --",
    "like": "%_\\%",
    "template": "{{ 7*7 }}{% load static %}${7*7}",
    "path": "../../etc/passwd",
    "header": "a\r\nSet-Cookie: fremd=1",
    "lone-surrogates": "\ud800 Leipzig \udfff",
    "raw-bytes-of-a-shell": "M\udcfcnchen",
    "emoji": "💚👨‍👩‍👧‍👦🏳️‍🌈",
    "right-to-left": "\u202eLeipzig\u202c \u200f\u2067",
    "combining": "L" + "\u0301" * 500 + "eipzig",
    "not-characters": "\ufffe\uffff\U0010ffff",
    "operators": "NEAR( NOT AND OR * ^ : & | ! <-> (((((((",
    "first-year": "0001-01-01T00:00",
    "last-year": "9999-12-31T23:59:59+14:00",
    "leap-second": "2026-12-31T23:59:60",
    "not-a-number": "NaN",
    "json": '{"plz": ["00101"]}',
}
FOR_DATABASES = {"nothing", "nul", "controls", "ten-thousand", "ten-thousand-sharp", "ten-thousand-words",
                 "huge-number", "plz-of-other-digits", "sql", "like", "lone-surrogates", "raw-bytes-of-a-shell",
                 "right-to-left", "combining", "not-characters", "operators", "first-year", "last-year",
                 "not-a-number"}  # fmt: skip
if settings.DATABASES["default"]["ENGINE"] == "schutznetz.common.postgresql":
    TYPED = {name: typed for name, typed in TYPED.items() if name in FOR_DATABASES}
FIELDS = ("plz", "ort", "ortsteil", "strasse", "aufenthalt_plz", "aufenthalt_ort", "aufenthalt_strasse", "at",
          "profession", "beruf", "q", "typ", "alter", "umkreis", "seite", "sprache", "thema")  # fmt: skip
GET = ("/", "/ort/", "/suche/", "/suche/filter/", "/suche/themen/", "/jetzt/", "/jetzt/kind/", "/jetzt/merken/",
       "/jetzt/spuren/", "/en/jetzt/", "/leicht/", "/merkliste/", "/auental/", "/auental/suche/", "/auental/orte/",
       "/auental/netzwerk/", "/auental/themen/", "/auental/jetzt/", "/auental/jetzt/kind/",
       "/auental/jetzt/liste/")  # fmt: skip
POST = ("/jetzt/", "/auental/jetzt/", "/jetzt/merken/", "/en/jetzt/")
KINDS = ("application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b",
         "application/json; charset=utf-7")  # fmt: skip
NOWHERE = ("/{}/", "/{}/jetzt/", "/suche/themen/{}/", "/auental/orte/{}/", "/angebot/{}/", "/jetzt/{}/", "/api/{}",
           "/auental/einrichtung/{}/merken/", "/auental/orte/14901010/?thema={}", "/auental/netzwerk/?art={}",
           "/auental/themen/{}/?seite={}")  # fmt: skip
COMMANDS = (
    ("notfallkarte", "--out=/gibt/es/nicht/karte.pdf", "--network={}"),
    ("notfallkarte", "--out=/gibt/es/nicht/karte.pdf", "--network=auental", "--partner-type={}"),
    ("notfallkarte", "--network=auental", "--out=/gibt/es/nicht/{}.pdf"),
    ("export", "--out=/gibt/es/nicht/liste", "--", "{}"),
    ("export", "offer_sheet", "--out=/gibt/es/nicht/blatt.pdf", "--place={}", "--topic={}", "--age={}", "--offer={}"),
    ("check_jurisdiction", "--network={}"),
    ("emergency_number", "propose", "--unit={}", "--phone=110", "--by=x"),
    ("emergency_number", "propose", "--unit=Team Nord", "--phone={}", "--by={}"),
    ("emergency_number", "confirm", "--by={}", "--", "{}"),
    ("duty", "deviate", "--unit={}", "--from=2026-12-24", "--until=2026-12-31"),
)
# Of some thousand pages: a parser would take longer than the portal.
HEADING = re.compile(r"<h1[ >]")
DIRECT = re.compile(r"<a [^>]*href=.?tel:110\b")
SAYS = re.compile(r"[A-ZÄÖÜ„].*[.:)]", re.DOTALL)


@pytest.fixture(params=TYPED.values(), ids=TYPED.keys())
def typed(request):
    return request.param


@pytest.fixture(scope="module", autouse=True)
def _portal(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        town = make_gemeinde("Talheim")
        make_office(make_network(), town, "Team Nord", "+493023125101", hours="24/7")
        for number in ("110", "112"):
            emergency = make_help_line("Notruf", number).contact_point
            emergency.is_emergency = True
            emergency.save()
        make_offer("Rat für Eltern")
        yield


def sendable(text):
    """Return the text as it arrives from an address or a form: half a character is three bytes that are no text."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def assert_calm(response, path):
    assert response.status_code == 200, path
    page = response.content.decode()
    assert HEADING.search(page)
    assert DIRECT.search(page)
    assert "<script>alert" not in page
    assert "fremd" not in response.cookies


def test_page_and_form(client, typed):
    values = dict.fromkeys(FIELDS, sendable(typed))

    for path in GET:
        assert_calm(client.get(path, values), path)
    for path in POST:
        assert_calm(client.post(path, values), path)


def test_suggestions(client, typed):
    for path in ("/suche/vorschlaege/", "/auental/suche/vorschlaege/"):
        assert client.get(path, dict.fromkeys(FIELDS, sendable(typed))).status_code == 200


def test_cookie(client, typed, settings):
    client.cookies.load(
        dict.fromkeys(
            settings.OWN_COOKIES, re.sub(r"[\x00-\x1f\x7f;]", "", sendable(typed))[:3000].encode().decode("latin-1")
        )
    )

    for path in ("/jetzt/", "/merkliste/", "/jetzt/merken/"):
        assert_calm(client.get(path), path)


def told(response):
    assert response.status_code == 200
    answer = response.json()
    assert answer.keys() == {"ambiguous", "candidates", "fallback"}
    assert {"110", "112"} <= {contact["phone"] for contact in answer["fallback"]}
    return answer


class TestInterface:
    def test_one_field_spoils_no_other(self, client, typed):
        for field in FIELDS[:9]:
            answer = told(client.get("/api/jetzt", {"plz": "09901", field: sendable(typed)}))

            if field in {"at", "profession"}:
                assert [one["gemeinde"] for one in answer["candidates"]] == ["Talheim"]

    def test_body(self, client, typed):
        body = json.dumps(dict.fromkeys(FIELDS, typed))

        for response in (
            client.post("/api/jetzt", body, content_type="application/json"),
            client.post("/api/jetzt", dict.fromkeys(FIELDS, sendable(typed))),
        ):
            told(response)
            assert response["Cache-Control"] == "no-store"

    def test_body_that_is_not_what_it_says(self, client, typed):
        body = typed.encode("utf-8", "surrogatepass")

        for kind in KINDS:
            assert client.generic("POST", "/api/jetzt", body, content_type=kind).status_code in {200, 400}, kind


def outcome(capsys, name, *arguments):
    """Return what a command says; what it refuses it refuses with a sentence and the code 2."""
    refused = None
    try:
        call_command(name, *arguments)
    except CommandError as error:
        refused = error
    if refused is None:
        return capsys.readouterr().out
    assert refused.returncode in {1, 2}
    assert SAYS.match(str(refused)), str(refused)
    return str(refused)


class TestCommands:
    def test_responsible_always_names_numbers(self, capsys, typed):
        for option in FIELDS[:7]:
            call_command("responsible", f"--{option.replace('_', '-')}={typed}", "--json")

            fallback = json.loads(capsys.readouterr().out)["fallback"]
            assert {"110", "112"} <= {contact["phone"] for contact in fallback}

    @pytest.mark.parametrize("option", ["at", "profession"])
    def test_responsible_refuses_with_a_sentence(self, capsys, typed, option):
        said = outcome(capsys, "responsible", "--plz=09901", f"--{option}={typed}", "--json")

        assert ("Möglich sind" in said or "kein Zeitpunkt" in said) or json.loads(said)["fallback"]

    def test_search_answers(self, capsys, typed):
        call_command("search", "--json", "--", typed)

        assert "results" in json.loads(capsys.readouterr().out)

    @pytest.mark.parametrize("option", ["network", "plz", "type", "language"])
    def test_search_refuses_with_a_sentence_what_cannot_be(self, capsys, typed, option):
        said = outcome(capsys, "search", "Rat", f"--{option}={typed}", "--json")

        assert "gibt es nicht" in said or "kennen wir nicht" in said or "results" in json.loads(said)

    def test_others_refuse_with_a_sentence(self, capsys, typed):
        for name, *arguments in COMMANDS:
            assert SAYS.match(outcome(capsys, name, *(argument.replace("{}", typed) for argument in arguments)))


def test_address_that_does_not_exist_still_names_numbers(client, typed):
    asked = quote(typed.encode("utf-8", "surrogatepass"), safe="")

    for path in NOWHERE:
        response = client.get(path.replace("{}", asked))
        assert response.status_code in {200, 301, 302, 404}, path
        assert response.status_code in {301, 302} or b'href="tel:110"' in response.content, path


def test_too_many_fields_and_too_large_a_body_are_refused_with_numbers(client):
    many = "&".join(f"f{number}=1" for number in range(2_000))
    for response in (client.get(f"/jetzt/?{many}"), client.get(f"/api/jetzt?{many}"),
                     client.post("/jetzt/", many, content_type="application/x-www-form-urlencoded"),
                     client.post("/jetzt/", {"ort": "x" * 3_000_000})):  # fmt: skip
        assert response.status_code in {200, 400}
        assert "110" in response.content.decode()
