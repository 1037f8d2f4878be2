"""The frame around the pages of those who have logged in: who acts, and where the way leads."""

import re
from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse

from schutznetz.networks.presenting.ways_back import CAME_FROM, INSIDE
from schutznetz.ui.components import FormError, Link

HOME = "Meine Funktionen"
# Lists that people work off, pages of the app above: the way back to them stands on every page on the way.
LISTS = {
    "coordination:todo": "Zu tun",
    "coordination:unanswered": "Nachfragen",
    "coordination:report": "Hinweis",
    "coordination:setting_up": "Einrichten",
}


def home() -> Link:
    return Link(HOME, reverse("networks:own"))


def show(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200, app: str = "networks"
) -> HttpResponse:
    """Draw a page that belongs to one person: no cache keeps it, no search engine finds it."""
    said: dict[str, object] = {
        "said": " ".join(str(each) for each in get_messages(request)),
        "other_language": None,  # those who act read German; there is no such page in English
    }
    response = render(request, f"{app}/{template}.html", said | _on_the_way(request, context), status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "strict-origin"  # Django refuses forms that come without their origin
    return response


def came_from(request: HttpRequest) -> str:
    """Return where somebody came from and wants to be again, or nothing."""
    given = request.GET.get(CAME_FROM, "")
    return given if INSIDE.fullmatch(given) else ""


def onward(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead back to where somebody came from, or else to ``otherwise``."""
    return redirect(came_from(request) or otherwise)


def _on_the_way(request: HttpRequest, context: Mapping[str, object]) -> dict[str, object]:
    """Let the trail of a page lead over the list from which it was opened."""
    back, crumbs = came_from(request), context.get("crumbs")
    if back and isinstance(crumbs, tuple) and (title := _list_at(back)):
        return {**context, "crumbs": (home(), Link(title, back), crumbs[-1])}
    return dict(context)


def _list_at(address: str) -> str:
    try:
        return LISTS.get(resolve(re.split(r"[?#]", address)[0]).view_name, "")
    except Resolver404:
        return ""


def errors_of(form: BaseForm) -> list[FormError]:
    return [FormError(form[name].auto_id, str(found[0])) for name, found in form.errors.items() if name in form.fields]
