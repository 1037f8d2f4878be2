"""Who shows a key gets what is for its networks only; all others get the open feed or a refusal, never a mixture."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.common import kept
from schutznetz.exchange import access, actions
from schutznetz.exchange.models import FeedKey
from tests.api.test_leaks import FORMS, LISTS, said
from tests.exchange.houses import INSIDE, NEVER, Houses
from tests.exchange.schemas import faults
from tests.exchange.shelter import SECRETS, plant
from tests.factories import make_offer
from tests.people import enter, make_user

pytestmark = pytest.mark.django_db
PATHS = ("", "openapi.json", "profile", "profile/service.json", "taxonomies", "taxonomy_terms", *LISTS[:3],
         *(f"{name}?full=true" for name in LISTS[:3]), *(f"{name}?full=true&format=ndjson" for name in LISTS[:3]),
         "organizations?full_service=true", "services?day=MO")  # fmt: skip
PUBLIC_ONLY = ("search=Intern", "modified_after=2020-01-01T00:00:00Z", "minimal=true")


@pytest.fixture
def houses():
    return Houses()


def make_key(*networks):
    made = actions.make_key("Kita-Software", networks)
    return {"authorization": f"Bearer {made.token}"}


def names(api, path, key):
    return {row["name"] for row in api.get(path, **key).json()["contents"]}


class TestInside:
    def test_key_of_the_network_sees_what_is_public_and_what_is_its_own(self, api, houses):
        key = make_key(houses.home)

        assert names(api, "services", key) == {"Offen", "Intern", "Am Ort"}
        (listed,) = [row for row in api.get("services?full=true", **key).json()["contents"] if row["name"] == "Intern"]
        assert listed == api.get(f"services/{houses.inside.pk}", **key).json()
        assert listed["visibility"] == "network"
        assert {row["service"]["name"] for row in api.get("service_at_locations", **key).json()["contents"]} == {
            "Offen", "Intern",
        }  # fmt: skip

    def test_contact_is_that_of_its_own_house(self, api, houses):
        """A contact belongs to the networks of its own house, whoever's offer names it."""
        key = make_key(houses.home)

        assert api.get(f"services/{houses.open.pk}", **key).json()["email"] == "durchwahl@kita.example"
        assert "contacts" not in api.get(f"services/{houses.inside.pk}", **key).json()
        contacts = api.get(f"organizations/{houses.kita.pk}", **key).json()["contacts"]
        assert {contact["email"] for contact in contacts if "email" in contact} == {"durchwahl@kita.example"}
        assert "Offen" in names(api, "services?day=MO", key)  # by times that are for the network

    def test_key_of_two_networks_sees_both(self, api, houses):
        key = make_key(houses.home, houses.away)

        assert names(api, "services", key) == {"Offen", "Intern", "Am Ort", "Im Berg"}
        assert api.get(f"services/{houses.inside.pk}", **key).json()["contacts"][0]["email"] == "durchwahl@berg.example"

    def test_what_it_gets_is_valid(self, api, houses, test_data):
        key = make_key(houses.home)
        schemas = {
            "services": "service",
            "organizations": "organization",
            "service_at_locations": "service_at_location",
        }

        for name, schema in schemas.items():
            rows = api.get(f"{name}?full=true", **key).json()["contents"]
            assert [fault for row in rows for fault in faults(test_data, schema, row)] == []
            lines = b"".join(api.get(f"{name}?full=true&format=ndjson", **key).streaming_content).splitlines()
            assert [json.loads(line) for line in lines] == rows

    def test_page_costs_as_many_queries_for_one_record_as_for_many(self, api, houses):
        key = make_key(houses.home)
        api.get("services", **key)  # notes the day
        counted = []
        for number in (0, 5):
            for _ in range(number):
                make_offer(organisation=houses.kita, **INSIDE)
            for path in ("services?full=true", "organizations?full=true"):
                kept.forget_all()
                with CaptureQueriesContext(connection) as asked:
                    api.get(path, **key)
                counted.append((path, len(asked)))
        assert counted[:2] == counted[2:] == [("services?full=true", 12), ("organizations?full=true", 11)]


class TestOutside:
    @pytest.mark.parametrize("path", PATHS)
    def test_nobody_sees_what_is_for_a_network(self, api, houses, path):
        told = said(api.get(path))

        assert not [word for word in (*NEVER, "Intern", "Im Berg", "durchwahl") if f'"{word}' in told]

    @pytest.mark.parametrize("path", PATHS)
    def test_key_shows_nothing_of_others_and_nothing_confidential(self, api, houses, path):
        home, away = (said(api.get(path, **make_key(network))) for network in (houses.home, houses.away))

        assert not [word for word in (*NEVER, "Im Berg", "durchwahl@berg.example") if f'"{word}' in home]
        assert not [word for word in (*NEVER, "Intern", "durchwahl@kita.example") if f'"{word}' in away]

    def test_single_record_of_another_network_is_not_there(self, api, houses):
        key = make_key(houses.home)

        assert api.get(f"services/{houses.elsewhere.pk}", **key).status_code == 404
        assert api.get(f"service_at_locations/{houses.elsewhere.pk}", **key).status_code == 404
        assert api.get(f"service_at_locations/{houses.sheltered.pk}", **key).status_code == 404

    def test_person_of_the_network_without_a_key_is_anybody(self, api, client, houses):
        before = api.get("services?full=true").content
        enter(client, make_user("eva"))

        assert api.get("services?full=true").content == before

    def test_shelter_is_told_to_no_key(self, api):
        shelter = plant()
        key = make_key(shelter.organisation.partnerships.get().network)
        singles = [f"services/{shelter.pk}", f"organizations/{shelter.organisation_id}?full_service=true"]
        asked = {
            path: api.get(path, **key) for path in [*singles, *(f"{one}{form}" for one in LISTS for form in FORMS)]
        }
        told = {path: said(answer) for path, answer in asked.items() if answer.status_code == 200}

        # that there is an offer for the network is what a key is for; its contact is confidential
        secrets = set(SECRETS) - {"Nur für das Netz"}
        assert len(told) > 20
        assert '"redacted":true' in told["services"]
        assert {(path, secret) for path, text in told.items() for secret in secrets if secret in text} == set()


class TestRefused:
    @pytest.mark.parametrize("what", [
        "Bearer schutznetz-feed-erfunden", "Bearer", "Bearer ", "", "Basic dXNlcjpwYXNz", "Token x", "Bearer a b",
        "Bearer \x00", "Bearer ü",
    ])  # fmt: skip
    def test_what_is_no_key_is_no_way_to_the_open_feed(self, api, what):
        self._is_refused(api, {"authorization": what})

    def test_expired_and_revoked_keys_look_like_made_up_ones(self, api, houses):
        expired, revoked = make_key(houses.home), make_key(houses.home)
        first, second = FeedKey.objects.order_by("made_at")
        ago = timezone.now() - timedelta(days=2)
        FeedKey.objects.filter(pk=first.pk).update(made_at=ago, expires_at=ago + timedelta(days=1))
        assert api.get("services", **revoked).status_code == 200
        actions.revoke_key(second.pk)

        answers = {self._is_refused(api, key) for key in (expired, revoked, {"authorization": "Bearer erfunden"})}
        assert len(answers) == 1

    def _is_refused(self, api, key):
        bodies = set()
        for path in (*PATHS, "changes", "nirgends"):
            answer = api.get(path, **key)
            assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json"), path
            assert answer["WWW-Authenticate"].startswith("Bearer ")
            bodies.add(answer.content)
        (body,) = bodies
        assert "ohne Schlüssel" in json.loads(body)["detail"]
        return body

    @pytest.mark.parametrize("asked", PUBLIC_ONLY)
    def test_what_would_be_incomplete_is_refused_by_name(self, api, houses, asked):
        answer = api.get(f"services?{asked}", **make_key(houses.home))

        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert error["parameter"] == asked.partition("=")[0]
        assert "format=ndjson" in error["detail"]

    def test_changes_are_those_of_the_open_feed(self, api, houses):
        answer = api.get("changes", **make_key(houses.home))

        assert (answer.status_code, "format=ndjson" in answer.json()["detail"]) == (400, True)
        assert api.get("changes").status_code == 200

    def test_private_question_with_a_key(self, api, client, houses):
        key = make_key(houses.home)
        asked = {"data": {"per_page": 9}, "content_type": "application/json", "headers": key}

        answer = client.post("/api/hsds/v3/services", **asked)
        assert {row["name"] for row in answer.json()["contents"]} == {"Offen", "Intern", "Am Ort"}


class TestAround:
    @pytest.mark.parametrize("path", [*PATHS, "changes", "services?farbe=rot", "nirgends"])
    def test_answer_to_a_key_is_kept_by_nobody_and_read_by_no_other_page(self, api, houses, path):
        for key in (make_key(houses.home), {"authorization": "Bearer erfunden"}):
            answer = api.get(path, **key)
            assert answer["Cache-Control"] == "private, no-store"
            assert "Authorization" in answer["Vary"]
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
            assert not [name for name in answer.headers if name.startswith("Access-Control")]
            assert not {"ETag", "Last-Modified"} & answer.headers.keys()

    def test_no_cache_gives_the_open_answer_to_a_key(self, api):
        assert "Authorization" in api.get("services")["Vary"]
        assert "Authorization" not in api.options("services")["Access-Control-Allow-Headers"]

    def test_day_of_use_is_written_once(self, api, houses):
        key = make_key(houses.home)
        queries = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as asked:
                api.get("taxonomies", **key)
            queries.append([query["sql"] for query in asked if "UPDATE" in query["sql"]])

        assert [len(found) for found in queries] == [1, 0]
        assert FeedKey.objects.get().last_used_on == timezone.localdate()

    def test_day_that_cannot_be_written_stops_nobody(self, api, houses, monkeypatch):
        def full(*_arguments, **_values):
            raise DatabaseError

        key = make_key(houses.home)
        monkeypatch.setattr(type(FeedKey.objects.all()), "update", full)

        assert api.get("services", **key).status_code == 200

    def test_no_key_stands_in_a_log(self, api, client, houses, monkeypatch, console):
        key = make_key(houses.home)
        secret = key["authorization"].removeprefix("Bearer ")
        client.raise_request_exception = False

        def fails(*_arguments, **_options):
            raise ValueError(secret)

        api.get("services", **key)
        api.get("services?farbe=rot", **key)
        api.get("nirgends", authorization=f"Bearer x{secret}")
        monkeypatch.setattr(access.Services, "page", fails)
        assert api.get("services", **key).status_code == 500
        assert "Internal Server Error" in console.getvalue()
        assert secret not in console.getvalue()
        assert actions.use_key(secret) is not None

    def test_document_says_how_and_that_it_may_be_left_out(self, api):
        document = api.get("openapi.json").json()

        assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
        assert document["security"] == [{}, {"key": []}]
        assert "401" in document["paths"]["/services"]["get"]["responses"]
