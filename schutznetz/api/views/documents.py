"""What describes the API: its root, the profile, the OpenAPI document, the changes."""

from functools import cache
from typing import Any

from django.http import Http404, HttpResponseBase
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view

from schutznetz.api import forms
from schutznetz.api.presenting import openapi, pages
from schutznetz.api.presenting.problems import NotWithKey
from schutznetz.api.views.frame import address, got, opened, said, understood
from schutznetz.exchange import access, profile


@got("get_root", "Was diese Schnittstelle ist", openapi.whole("root"))
def root(request: Any) -> HttpResponseBase:
    understood(request, forms.NothingAsked)
    return said({
        "version": profile.HSDS_VERSION, "profile": address(request, "profile"),
        "openapi_url": address(request, "openapi.json"),
    })  # fmt: skip


@got("get_profile", "Das deutsche Profil", openapi.plain())
def about_profile(request: Any) -> HttpResponseBase:
    """Each schema is a JSON merge patch (RFC 7386) over the schema of HSDS of the same name, and whole by itself."""
    understood(request, forms.NothingAsked)
    return said({
        "name": "HSDS-Profil Kinderschutz und Frühe Hilfen in Deutschland", "version": profile.VERSION,
        "hsds_version": profile.HSDS_VERSION, "merge": "RFC 7386",
        "schemas": {name: address(request, f"profile/{name}.json") for name in profile.schemas()},
    })  # fmt: skip


@got("get_profile_schema", "Ein Schema des Profils", openapi.plain())
def profile_schema(request: Any, name: str) -> HttpResponseBase:
    understood(request, forms.NothingAsked)
    if name not in profile.schemas():
        raise Http404("Dieses Schema gibt es im Profil nicht.")
    here = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": address(request, f"profile/{name}.json")}
    return said({**here, **profile.schemas()[name]})


@got("list_changes", "Was sich geändert hat, der Reihe nach", openapi.whole("changes"), forms.ChangesAsked)
def changes(request: Any) -> HttpResponseBase:
    asked = understood(request, forms.ChangesAsked).validated_data
    if not request.audience.is_everybody:
        raise NotWithKey
    last, found = access.last_position(), access.changes_after(asked["after"], asked["per_page"])
    return said(pages.changes(found, asked["after"], asked["per_page"], last))


@got("get_openapi", "Diese Beschreibung", openapi.plain())
def document(request: Any) -> HttpResponseBase:
    understood(request, forms.NothingAsked)
    return said({**_document(), "servers": [{"url": address(request).removesuffix("/")}]})


@cache
def _document() -> dict[str, Any]:
    # By name: the addresses know this view.
    found: dict[str, Any] = SchemaGenerator(urlconf="schutznetz.api.urls").get_schema(request=None, public=True)
    return found


@opened
@extend_schema(exclude=True)
@api_view(["GET", "POST"])
def nothing(request: Any, path: str) -> HttpResponseBase:
    """Whatever else somebody asks for below the API gets a problem document and no page."""
    raise Http404
