"""What every address of the API has in common: open to everybody and every page, kept for a minute, nothing logged.

Whoever shows a key (ADR 0031) gets the answer for its networks: kept by nobody, and read by no page of the web. A key
that does not hold is refused; the open answer would look like a complete one.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.exceptions import ValidationError

from schutznetz.api.forms import Number, Strict, Switch
from schutznetz.api.presenting.problems import MEDIA_TYPE, problem
from schutznetz.common.doors import public
from schutznetz.exchange import access, actions
from schutznetz.exchange.access import Audience

BASE = "/api/hsds/v3/"
CHALLENGE = 'Bearer realm="Schutznetz", error="invalid_token"'
Form = TypeVar("Form", bound=Strict)
View = Callable[..., HttpResponseBase]
Answers = dict[Any, Any]


def got(operation: str, summary: str, answers: Answers, form: type[Strict] | None = None) -> Callable[[View], View]:
    """Make a function an address of the API that is only read, and describe it for OpenAPI."""

    def decorate(view: View) -> View:
        described = extend_schema(
            operation_id=operation, summary=summary, responses=answers, parameters=[form] if form else []
        )
        return opened(described(api_view(["GET"])(view)))

    return decorate


def asked(operation: str, summary: str, answers: Answers, form: type[Strict]) -> Callable[[View], View]:
    """Make a function a list: by GET for everybody's cache, by POST as a private question with the same parameters."""
    refused = {**answers, (415, MEDIA_TYPE): answers[(400, MEDIA_TYPE)]}

    def decorate(view: View) -> View:
        by_get = extend_schema(
            methods=["GET"], operation_id=f"list_{operation}", summary=summary, responses=answers, parameters=[form]
        )
        by_post = extend_schema(
            methods=["POST"], operation_id=f"ask_{operation}", summary=f"{summary} (als private Frage)",
            responses=refused, request=form,
        )  # fmt: skip
        return opened(by_post(by_get(api_view(["GET", "POST"])(view))))

    return decorate


def opened(view: View) -> View:
    """Open a view of Django REST framework to everybody and every page of the web; nobody logs what is asked."""
    view.cls.http_method_names.append("head")  # type: ignore[attr-defined]  # the class that ``api_view`` makes

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":  # without asking the database
            return _with_headers(HttpResponse(status=204))
        audience = audience_of(request)
        if audience is None:
            return _kept_apart(problem(401, ""))
        request.audience = audience  # type: ignore[attr-defined]  # for the views, through Django REST framework
        who = getattr(request, "user", None)  # not looked at: only whoever is logged in keeps being so
        response = view(request, *args, **kwargs)
        if who is not None:  # Django REST framework puts nobody there, and the session would end
            request.user = who
        if not audience.is_everybody:
            return _kept_apart(response)
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            patch_cache_control(response, public=True, max_age=60)
            if changed := access.last_change():
                response.headers["Last-Modified"] = http_date(changed.timestamp())
        else:
            patch_cache_control(response, no_store=True)
        return _with_headers(response)

    return public(answer)


def audience_of(request: HttpRequest) -> Audience | None:
    """Return for whom to answer; None for a key that does not hold, and for anything else that wants to be one."""
    said = request.headers.get("Authorization")
    if said is None:
        return access.EVERYBODY
    scheme, _, token = said.strip().partition(" ")
    return actions.use_key(token.strip()) if scheme.casefold() == "bearer" else None


def _kept_apart(response: HttpResponseBase) -> HttpResponseBase:
    """Let no cache and no page of another site have what is for whoever shows a key."""
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["Authorization"])
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def _with_headers(response: HttpResponseBase) -> HttpResponseBase:
    # A cache must not give this to whoever shows a key: there is more for them, or a refusal.
    patch_vary_headers(response, ["Authorization"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def said(what: Any) -> HttpResponseBase:
    """Return an answer as JSON, written at once: a response of Django REST framework holds itself and all its data."""
    return HttpResponse(as_json(what), content_type="application/json")


def as_json(what: Any) -> str:
    return json.dumps(what, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def understood(request: Any, form: type[Form]) -> Form:
    """Return the checked parameters: of the address, and of the body of a private question; each once."""
    sent: Any = request.data if request.method == "POST" else {}
    if not hasattr(sent, "items"):
        raise ValidationError({"": ["Bitte schicken Sie ein JSON-Objekt."]})
    named = request.query_params
    twice = [name for name in named if len(named.getlist(name)) > 1 or name in sent]
    if hasattr(sent, "getlist"):
        twice += [name for name in sent if len(sent.getlist(name)) > 1]
    if twice:
        raise ValidationError({name: ["Dieser Parameter steht mehrmals da."] for name in twice})
    by_address = form(data=named.dict())
    by_address.is_valid(raise_exception=True)
    if not sent:
        return by_address
    is_json = not hasattr(sent, "getlist")
    given = {**_typed(form, named.dict(), is_json=is_json), **(sent if is_json else sent.dict())}
    by_body = form(data=given, context={"is_json": is_json})
    by_body.is_valid(raise_exception=True)
    return by_body


def _typed(form: type[Strict], named: dict[str, str], *, is_json: bool) -> dict[str, Any]:
    """Return parameters of an address as JSON would have them."""
    if not is_json:
        return dict(named)
    kinds = form().fields
    values: dict[str, Any] = dict(named)
    for name, value in named.items():
        if isinstance(kinds[name], Number):
            values[name] = int(value)
        elif isinstance(kinds[name], Switch):
            values[name] = value == "true"
    return values


def address(request: Any, path: str = "") -> str:
    """Return the whole address of something under the API, as visitors reach it."""
    if settings.PUBLIC_ADDRESS:
        return f"{settings.PUBLIC_ADDRESS}{BASE}{path}"
    return str(request.build_absolute_uri(f"{BASE}{path}"))
