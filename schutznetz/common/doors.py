"""Who may open a page: every view says it, a view that says nothing is never shown (security.md 4.4).

Three kinds: ``public`` for everybody, ``personal`` for whoever has logged in and concerns only the own account, and
``schutznetz.networks.doors.acting`` for whatever needs a right. The check below stops the start, the middleware the
single request.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from schutznetz.common import rows

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
View = Callable[..., HttpResponseBase]


class Opens(StrEnum):
    """For whom a page opens."""

    EVERYBODY = "everybody"
    ACCOUNT = "account"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Door:
    """What a view declares. ``action`` names the right that a function needs; it is empty for the other two kinds."""

    opens: Opens
    action: str = ""


def declare(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]  # the one mark that check and middleware look for
    return view


def public(view: View) -> View:
    """Open to everybody: what it shows is public, whoever asks."""
    return declare(login_not_required(view), Door(Opens.EVERYBODY))


def to_log_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the log-in, and after it back to the page; never back into the middle of a change."""
    back = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{reverse('account_login')}?{back}".rstrip("?"))


def personal(view: View) -> View:
    """Open to whoever has logged in; it may show and change nothing but the own account."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_log_in(request)
        with rows.person(request.user.pk):
            return view(request, *args, **kwargs)

    return declare(entered, Door(Opens.ACCOUNT))


def door_of(view: object) -> Door | None:
    door = getattr(view, "door", None)
    return door if isinstance(door, Door) else None


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address with its pattern."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, here)
        else:
            yield here, pattern


def undeclared_views(**_: object) -> list[CheckMessage]:
    """Django system check: name every address whose view says nothing about who may open it."""
    return [
        Error(
            f"Die Adresse /{path} sagt nicht, wer sie öffnen darf.", hint="schutznetz/common/doors.py", id="doors.E001"
        )
        for path, pattern in patterns()
        if door_of(pattern.callback) is None
    ]


class Doors:
    """Refuse a view that declares nothing, should one get past the check; keep every other page out of all caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        door = door_of(match.func) if match else None
        if door is not None and door.opens is not Opens.EVERYBODY:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: View, *_: object) -> HttpResponseBase | None:
        if door_of(view) is None:
            raise ImproperlyConfigured(f"{getattr(view, '__qualname__', view)} sagt nicht, wer sie öffnen darf.")
        # Views of packages take PUT for POST; no page of ours needs more than these.
        return None if request.method in METHODS else HttpResponseNotAllowed(METHODS)
