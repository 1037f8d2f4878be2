"""What goes wrong, as a problem document (RFC 9457): a sentence for people, the parameter for programs."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Diese Anfrage ist nicht verständlich",
    401: "Dieser Schlüssel gilt nicht",
    404: "Das gibt es hier nicht",
    405: "So lässt sich das nicht abrufen",
    406: "In dieser Form gibt es das nicht",
    413: "Diese Anfrage ist zu groß",
    415: "In dieser Form lässt sich nicht fragen",
}
USUAL_DETAIL = {
    401: "Er ist unbekannt, abgelaufen oder gesperrt, oder er steht nicht als „Authorization: Bearer …“ da. Bitten Sie"
    " den Betrieb des Portals um einen neuen; das öffentliche Verzeichnis bekommen Sie ohne Schlüssel.",
    404: "Bitte prüfen Sie Adresse, Kennung und Seite.",
    405: "Erlaubt sind GET und, bei den Listen, POST.",
    406: "Es gibt JSON, Listen auch als ndjson (format=ndjson).",
    415: "Bitte schicken Sie JSON oder ein Formular.",
}


class NotWithKey(exceptions.APIException):
    """What would be incomplete for whoever shows a key is not told at all."""

    status_code = 400
    default_detail = (
        "Mit einem Schlüssel gibt es das nicht, denn gemerkt werden nur öffentliche Änderungen. Lesen Sie alles mit"
        " /services?format=ndjson und /organizations?format=ndjson."
    )


def answer(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to an error; None for what is a mistake of ours."""
    if isinstance(error, Http404):
        return problem(404, str(error))
    if isinstance(error, PermissionDenied):
        return problem(404, "")
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, exceptions.ValidationError):
        return problem(400, "Ein Parameter stimmt nicht.", errors=list(_errors(error.detail)))
    if isinstance(error, exceptions.ParseError):  # its words quote what was sent
        return problem(400, "Das ist kein JSON und kein Formular.")
    return problem(error.status_code, "" if error.status_code in USUAL_DETAIL else str(error.detail))


def problem(status: int, detail: str, *, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    said: dict[str, Any] = {
        "type": "about:blank", "title": TITLES.get(status, "Das hat nicht geklappt"), "status": status,
        "detail": detail or USUAL_DETAIL.get(status, ""),
    }  # fmt: skip
    if named := list(errors):
        said["errors"] = named
    return HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def _errors(detail: Any) -> Iterable[dict[str, str]]:
    named = detail if isinstance(detail, dict) else {"": detail}
    for name, said in named.items():
        yield {"parameter": str(name), "detail": " ".join(map(str, said if isinstance(said, list) else [said]))}
