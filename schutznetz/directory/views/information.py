"""Imprint, data protection, accessibility, licences: pages that every other page leads to."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory.views.frame import frame

EXAMPLE = "betreiber_beispiel.toml"


@cache
def operator() -> dict[str, Any]:
    """Return who runs this installation, from the operator's file; the demo has an invented one.

    Keys: name, street, town, email, phone, represented_by, authority, privacy_email. Empty without a file.
    """
    if settings.OPERATOR_FILE:
        return tomllib.loads(Path(settings.OPERATOR_FILE).read_text(encoding="utf-8"))
    if settings.IS_DEMO:
        return tomllib.loads((files("schutznetz.directory") / "data" / EXAMPLE).read_text(encoding="utf-8"))
    return {}


def _information(request: HttpRequest, template: str) -> HttpResponse:
    return render(request, f"directory/{template}", {"operator": operator(), "page": frame(None)})


@public
@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return _information(request, "imprint.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _information(request, "privacy.html")


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _information(request, "accessibility.html")


@public
@require_safe
def licences(request: HttpRequest) -> HttpResponse:
    return _information(request, "licences.html")
