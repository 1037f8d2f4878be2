"""Whatever our OpenAPI document allows gets what it promises, and what it forbids is refused.

A few questions here; ``SCHUTZNETZ_FRAGEN=2000`` asks so many.
"""

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS

from schutznetz.api.views.frame import BASE
from schutznetz.exchange import actions
from tests.factories import make_offer
from tests.wall import as_application

pytestmark = pytest.mark.django_db
UNPACKED = {"Accept-Encoding": "identity"}
QUESTIONS = int(os.environ.get("SCHUTZNETZ_FRAGEN", "60"))
# Doors refuse other methods without a word. Left out below: "proximity" without a postcode, which no document can
# forbid, and a parameter without a name, which gets lost before it is sent.
LEFT_OUT = {"unsupported_method", "ignored_auth"}


@pytest.fixture
def document(client):
    make_offer(targets=["parents"], languages=["de"], age_from=0, age_to=35)
    make_offer(site=None)
    actions.note_changes()
    return client.get(f"{BASE}openapi.json").json()


@pytest.fixture
def application():
    """The application as a server calls it; but the connection, and with it the test's transaction, stays open."""
    handler = get_wsgi_application()

    def walled(environ, start_response):
        with as_application():
            return handler(environ, start_response)

    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield walled
    for signal in signals:
        signal.connect(close_old_connections)


def test_document_has_no_operation_twice(document):
    names = [said["operationId"] for path in document["paths"].values() for said in path.values()]

    assert len(names) == len(set(names)) == 20
    assert document["openapi"] == "3.1.0"
    assert {"/services", "/services/{id}", "/taxonomy_terms/{id}"} <= document["paths"].keys()


def test_every_answer_is_the_promised_one(document, application):
    schema = schemathesis.openapi.from_wsgi(f"{BASE}openapi.json", application)
    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]
    operations = [found.ok() for found in schema.get_all_operations()]
    modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
    questions = [operation.as_strategy(generation_mode=mode) for operation in operations for mode in modes]

    @settings(
        max_examples=QUESTIONS, deadline=None, database=None, derandomize=QUESTIONS < 1000,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.one_of(questions))
    def ask(case):
        sent = {**(case.query or {}), **(case.body if isinstance(case.body, dict) else {})}
        if ("proximity" not in sent or "postcode" in sent) and "" not in sent:
            case.call_and_validate(checks=checks, headers=UNPACKED)

    ask()
