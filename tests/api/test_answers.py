"""What every answer has: who may keep it, who may read it, and a problem document where something is wrong."""

import pytest

from schutznetz.exchange import actions
from tests.factories import make_offer
from tests.people import enter, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "parameter"), [
    ("services?farbe=rot", "farbe"),
    ("services?per_page=101", "per_page"),
    ("services?per_page=0", "per_page"),
    ("services?page=-1", "page"),
    ("services?page=99999999999999999999999999999999", "page"),
    ("services?page=eins", "page"),
    ("services?full=ja", "full"),
    ("services?format=xml", "format"),
    ("services?organization_id=7", "organization_id"),
    ("services?modified_after=gestern", "modified_after"),
    ("services?modified_after=2026-13-45T00:00:00Z", "modified_after"),
    ("services?postcode=123", "postcode"),
    ("services?proximity=500", "proximity"),
    ("services?day=Montag", "day"),
    ("services?start_time=25:00", "start_time"),
    ("services?page=1&page=2", "page"),
    ("services?search=" + "x" * 201, "search"),
    ("organizations?organization_id=00000000-0000-4000-8000-000000000000", "organization_id"),
    ("services/00000000-0000-4000-8000-000000000000?full=true", "full"),
    ("changes?after=-1", "after"),
])  # fmt: skip
def test_wrong_question_is_refused_by_name(api, path, parameter):
    answer = api.get(path)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], [error["parameter"] for error in problem["errors"]]) == (400, [parameter])
    assert "no-store" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [
    "services?page=2", "services/00000000-0000-4000-8000-000000000000", "services/17", "nirgends", "services/",
    "services/a%0Ab", "taxonomy_terms?page=99",
])  # fmt: skip
def test_what_is_not_there_is_a_problem_and_no_page(api, path):
    answer = api.get(path)

    assert answer.status_code == 404
    assert answer.json()["detail"].endswith(".")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", ['{"x', "[]", '"x"', '{"page": "1"}', '{"full": 1}', '{"search": 5}',
                                  '{"organization_id": 5}', '{"page": true}', '{"search": null}', '{"day": ["MO"]}',
                                  '{"page": 1e400}'])  # fmt: skip
def test_wrong_body_is_refused(api, body):
    assert api.ask("services", body).status_code == 400


def test_private_question_is_kept_by_nobody(api):
    make_offer("Krabbelgruppe")
    answers = [
        api.ask("services", {"search": "Krabbelgruppe", "per_page": 5, "full": False}),
        api.send("services", "search=Krabbelgruppe&per_page=5&full=false"),
        api.ask("services?per_page=5", {"search": "Krabbelgruppe"}),
    ]

    for answer in answers:
        assert [row["name"] for row in answer.json()["contents"]] == ["Krabbelgruppe"]
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer
    assert api.ask("services?page=1", {"page": 1}).status_code == 400
    assert api.send("services", "page=1&page=2").status_code == 400


def test_unchanged_answer_is_not_sent_again(api):
    make_offer()
    actions.note_changes()
    answer = api.get("services")

    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.get("Vary", "")
    assert api.get("services", if_none_match=answer["ETag"]).status_code == 304
    assert api.get("services", if_modified_since=answer["Last-Modified"]).status_code == 304
    make_offer()
    assert api.get("services", if_none_match=answer["ETag"]).status_code == 200


def test_every_page_of_the_web_may_read_it(api):
    preflight = api.options("services")

    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert preflight["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in preflight


def test_head_has_the_headers_of_get(api):
    assert (api.head("services").status_code, api.head("services").content) == (200, b"")
    assert api.head("services?format=ndjson")["Content-Type"] == "application/x-ndjson"


def test_who_is_logged_in_stays_so_and_gets_the_same(client, api):
    """The API knows nobody; it must not end the session of a browser that asks it."""
    nobody = api.get("services").content
    person = make_user("eva")
    enter(client, person)

    assert api.get("services").content == nobody
    assert client.session["_auth_user_id"] == str(person.pk)


def test_page_for_people_explains_it_in_both_languages(client):
    assert "Was hier nie steht" in client.get("/api/").content.decode()
    assert "What is never in here" in client.get("/en/api/").content.decode()
