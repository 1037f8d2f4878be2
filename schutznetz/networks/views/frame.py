"""The frame around the pages of those who have logged in: who acts, and where the way leads."""

from collections.abc import Mapping

from django.contrib.messages import get_messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schutznetz.ui.components import FormError, Link

HOME = "Meine Funktionen"
# Lists that people work off: whoever came from one with ``?von=`` gets back to it after the act.
LISTS = {"zu-tun": "coordination:todo"}


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
    response = render(request, f"{app}/{template}.html", said | dict(context), status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "strict-origin"  # Django refuses forms that come without their origin
    return response


def onward(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead back to the list that somebody works off, or else to ``otherwise``."""
    page = LISTS.get(request.GET.get("von", ""))
    return redirect(reverse(page) if page else otherwise)


def errors_of(form: BaseForm) -> list[FormError]:
    return [FormError(form[name].auto_id, str(found[0])) for name, found in form.errors.items() if name in form.fields]
