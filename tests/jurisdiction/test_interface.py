"""The answer as JSON: public, open to other pages, and without a street in an address."""

import json

import pytest
from django.core.management import CommandError, call_command

from schutznetz.regions.models import Gemeinde
from tests.factories import make_gemeinde, make_help_line, make_network
from tests.jurisdiction.rows import make_office

pytestmark = pytest.mark.django_db
KEYS = {"for", "kreis_ags", "kreis", "gemeinde_ags", "gemeinde", "ortsteil", "network", "unit", "tell_apart", "now",
        "then"}  # fmt: skip
CONTACT = {"label", "phone", "tel", "from", "until", "kind", "tested_on", "example"}


@pytest.fixture(autouse=True)
def _place():
    make_gemeinde()
    make_network()
    make_help_line()


def test_answer_has_exactly_the_promised_keys(client):
    answer = client.get("/api/jetzt?plz=09901").json()

    assert answer.keys() == {"ambiguous", "candidates", "fallback"}
    (candidate,) = answer["candidates"]
    assert candidate.keys() == KEYS
    assert [contact.keys() for contact in (*candidate["now"], *answer["fallback"])] == [CONTACT, CONTACT]
    assert (candidate["kreis_ags"], candidate["gemeinde"], candidate["unit"]) == ("14901", "Auental", None)
    assert (candidate["now"][0]["tel"], candidate["now"][0]["kind"]) == ("110", "police")


@pytest.mark.parametrize("name", ["A zuerst", "Z zuletzt"])
def test_unit_answers_whichever_network_of_its_kreis_it_belongs_to(client, name):
    """Two networks in one Kreis must not silence each other: else there is nobody but 110."""
    gemeinde = Gemeinde.objects.get(ags="14901010")
    second = make_network("zweites", name, kreis=gemeinde.kreis)
    make_office(second, gemeinde, "Team Nord", "+493023125100", hours="24/7")

    (candidate,) = client.get("/api/jetzt?plz=09901").json()["candidates"]

    assert (candidate["unit"], candidate["now"][0]["tel"]) == ("Team Nord", "+493023125100")


def test_command_says_the_same(client, capsys):
    call_command("responsible", "--plz", "09901", "--at", "2026-10-07T10:00", "--json")
    told = json.loads(capsys.readouterr().out)

    assert told == client.get("/api/jetzt?plz=09901&at=2026-10-07T10:00").json()


def test_everybody_may_keep_the_answer_to_a_place_and_nobody_that_to_a_street(client):
    public = client.get("/api/jetzt?plz=09901")
    private = client.post("/api/jetzt", {"plz": "09901", "strasse": "Hauptstraße 1"})

    assert "max-age=60" in public["Cache-Control"]
    assert "public" in public["Cache-Control"]
    assert "no-store" in private["Cache-Control"]
    assert public["Access-Control-Allow-Origin"] == private["Access-Control-Allow-Origin"] == "*"


def test_home_and_place_of_stay_are_told_apart(client):
    make_gemeinde("Fernau", "14901020", plz="09902")

    answer = client.post("/api/jetzt", {"plz": "09901", "aufenthalt_plz": "09902"}).json()

    assert [(one["for"], one["gemeinde"]) for one in answer["candidates"]] == [("home", "Auental"), ("stay", "Fernau")]
    # by GET the place of stay is not read: servers write addresses down
    assert len(client.get("/api/jetzt?plz=09901&aufenthalt_plz=09902").json()["candidates"]) == 1


@pytest.mark.parametrize(
    "question",
    [
        "",
        "plz=abc",
        "ort=%00",
        "at=gestern&plz=09901",
        "at=0001-01-01T00:00&plz=09901",
        "at=9999-12-31T23:59&plz=09901",
        "profession=chef",
        "ort=" + "x" * 5000,
    ],
)
def test_nonsense_gets_numbers(client, question):
    answer = client.get(f"/api/jetzt?{question}")

    assert answer.status_code == 200
    assert answer.json()["fallback"]


@pytest.mark.parametrize(("option", "value"), [("--at", "gestern"), ("--profession", "chef")])
def test_command_refuses_what_it_does_not_understand(option, value):
    with pytest.raises(CommandError):
        call_command("responsible", "--plz", "09901", option, value)


@pytest.mark.parametrize("body", ["{kaputt", "[]", "7", '{"plz": ["09901"]}', "\xff"])
def test_body_that_asks_for_nothing_gets_numbers(client, body):
    answer = client.post("/api/jetzt", body, content_type="application/json")

    assert (answer.status_code, answer.json()["candidates"]) == (200, [])
    assert answer.json()["fallback"]


def test_json_asks_like_a_form(client):
    asked = {"plz": "09901", "strasse": "Hauptstraße 1", "at": "2026-10-07T10:00"}

    by_form = client.post("/api/jetzt", asked).json()
    assert client.post("/api/jetzt", asked, content_type="application/json").json() == by_form
    assert len(by_form["candidates"]) == 1
