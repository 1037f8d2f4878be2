"""Without a database there is no error page of a framework, but numbers, and a status that the proxy understands."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse

from schutznetz.common.middleware import DatabaseDown


def answer(error, rf):
    return DatabaseDown(lambda _request: HttpResponse()).process_exception(rf.get("/jetzt/"), error)


@pytest.mark.parametrize("error", [OperationalError("connection refused"), InterfaceError("connection closed")])
def test_says_503_and_whom_to_call(error, rf, caplog):
    with caplog.at_level(logging.ERROR):
        response = answer(error, rf)

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    page = BeautifulSoup(response.content, "html.parser")
    assert page.h1.get_text() == "Das Verzeichnis ist gerade nicht erreichbar"
    assert {link["href"] for link in page.select("a[href^=tel]")} >= {"tel:110", "tel:112"}
    assert type(error).__name__ in caplog.text


@pytest.mark.parametrize("error", [IntegrityError("twice"), ValueError("bug")])
def test_a_bug_stays_a_bug(error, rf):
    assert answer(error, rf) is None
