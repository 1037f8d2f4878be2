"""The frame around allauth's pages: what its views do not know, but our templates need."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from schutznetz.accounts import access
from schutznetz.accounts.models import User
from schutznetz.common.doors import View
from schutznetz.common.pages import form_page
from schutznetz.ui.components import FormError

Context = dict[str, Any]
More = Callable[[HttpRequest, Context], Context]


def person(request: HttpRequest) -> User:
    """Return who has logged in; a door stands before every page that asks."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def no_more(_request: HttpRequest, _context: Context) -> Context:
    return {}


def form_errors(form: BaseForm | None) -> Iterator[FormError]:
    """Yield what the summary says. An error of the whole form leads to its first field that can be seen."""
    if form is None or not form.is_bound:
        return
    seen = form.visible_fields()
    first = seen[0].auto_id if seen else "inhalt"
    hidden = {field.name for field in form.hidden_fields()}
    for name, found in form.errors.items():
        at = first if name == "__all__" or name in hidden else form[name].auto_id
        yield FormError(str(at), str(found[0]))


def limited(view: View) -> View:
    """Answer forms of one kind only so often: by source, where a source can be told, and in all.

    Behind a proxy every request comes from it, and the proxy counts (deploy/nginx.conf). Each page counts for itself:
    whoever floods the one for passwords does not keep out those who come with a passkey. A try is
    counted whatever becomes of it, and no transaction holds the count while a password is checked.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not access.may_try(request.path, request.META.get("REMOTE_ADDR", "")):
            wait = {"Retry-After": "60", "Cache-Control": "no-store"}
            return HttpResponse(render_to_string("429.html"), status=429, headers=wait)
        return view(request, *args, **kwargs)

    return answer


def framed(view: View, more: More = no_more) -> View:
    """Let a view of allauth show its page inside ours, and let no cache keep it. ``more`` adds to its context."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse):
            context = response.context_data or {}
            mine = {"other_language": None, "errors": tuple(form_errors(context.get("form")))}
            response.context_data = {**context, **mine, **more(request, context)}
        response.headers["Cache-Control"] = "no-store"
        return response

    return form_page(answer)
