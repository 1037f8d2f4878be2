"""The frame around the pages of those who have logged in: who acts, and where the way leads."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schutznetz.ui.components import FormError, Link, Page

HOME = "Meine Funktionen"


def home() -> Link:
    return Link(HOME, reverse("networks:own"))


def show(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200, app: str = "networks"
) -> HttpResponse:
    """Draw a page that belongs to one person: no cache keeps it, no search engine finds it."""
    frame = replace(Page.default(home=reverse("networks:own")), account=account_links(request))
    said: dict[str, object] = {"page": frame, "said": " ".join(str(each) for each in get_messages(request))}
    response = render(request, f"{app}/{template}.html", said | dict(context), status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "strict-origin"  # Django refuses forms that come without their origin
    return response


def account_links(request: HttpRequest) -> tuple[Link, ...]:
    if not request.user.is_authenticated:
        return ()
    return (Link(HOME, reverse("networks:own")), Link("Abmelden", reverse("account_logout")))


def errors_of(form: BaseForm) -> list[FormError]:
    return [FormError(form[name].auto_id, str(found[0])) for name, found in form.errors.items() if name in form.fields]
