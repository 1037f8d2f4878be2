"""What stands in a log when something goes wrong: where it happened, and no word of what somebody typed."""

import logging
import logging.config

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings

from schutznetz.common import logs
from schutznetz.jurisdiction import access

MARKER = "Geheimweg"
TYPED = {"ort": MARKER, "q": MARKER, "strasse": f"{MARKER} 77", "aufenthalt_ort": MARKER, "beruf": MARKER}


def fail_with_what_was_typed(*_arguments, **_options):
    try:
        int(MARKER)
    except ValueError as error:
        raise KeyError(MARKER) from error


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_error_of_a_page_names_the_place_and_nobody(client, console, monkeypatch, method):
    monkeypatch.setattr(access, "answer", fail_with_what_was_typed)
    client.raise_request_exception = False

    with override_settings(ADMINS=[("Betrieb", "betrieb@hilfe.example")]):
        answer = getattr(client, method)("/jetzt/", TYPED)

    assert answer.status_code == 500
    assert MARKER not in answer.content.decode()
    said = console.getvalue()
    for there in ("Internal Server Error: /jetzt/", "ValueError", "KeyError", "in fail_with_what_was_typed"):
        assert there in said
    assert MARKER not in said
    assert mail.outbox == []


@pytest.mark.parametrize(("hide", "named"), [(False, ["ValueError", "KeyError"]), (True, ["KeyError"])])
def test_error_before_is_named_unless_it_is_hidden(hide, named):
    caught = None
    try:
        fail_with_what_was_typed()
    except KeyError as error:
        error.__suppress_context__ = hide
        error.__cause__ = None if hide else error.__cause__
        caught = error

    said = logs.places(caught)
    assert [line for line in said.splitlines() if not line.startswith(" ")] == named
    assert MARKER not in said


@pytest.mark.parametrize(
    ("message", "arguments", "said"),
    [
        ("Error handling request %s %s", ("GET", f"/jetzt/?ort={MARKER}"), "Error handling request GET /jetzt/"),
        (f"Invalid request from ip=10.0.0.7: Invalid HTTP request line: 'GET /?q={MARKER} x'", (), "Invalid request"),
        ("Worker exiting (pid: %s)", (7,), "Worker exiting (pid: 7)"),
    ],
)
def test_application_server_quotes_nobody(message, arguments, said):
    record = logging.LogRecord("gunicorn.error", logging.ERROR, "", 1, message, arguments, None)

    assert logs.NothingTyped().filter(record)
    assert record.getMessage() == said


def test_large_file_is_dropped_and_not_laid_down():
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


@pytest.mark.parametrize(
    "path", ["/einladung/geheim-4711/", "/anmelden/passwort-vergessen/abc-geheim-4711/", "/bestaetigen/geheim-4711/"]
)
def test_link_out_of_a_mail_is_no_key_for_whoever_reads_the_log(path):
    record = logging.LogRecord(
        "django.security.csrf", logging.WARNING, "", 0, "Forbidden (%s): %s", ("why", path), None
    )

    assert logs.NothingTyped().filter(record)

    assert "geheim" not in record.getMessage()
    assert record.getMessage().endswith("-/")
