"""The page behind the link of an invitation. GET shows what will happen, only POST does it (design.md 6a)."""

from typing import cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schutznetz.accounts import access as accounts
from schutznetz.accounts.models import User
from schutznetz.common import rows
from schutznetz.common.doors import public
from schutznetz.common.errors import DomainError
from schutznetz.networks import access, actions
from schutznetz.networks.forms import NewAccountForm
from schutznetz.networks.models import Invitation
from schutznetz.networks.presenting.functions import facts_of_invitation
from schutznetz.networks.views.frame import errors_of, show
from schutznetz.ui.components import Link


@public
@sensitive_post_parameters()
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    with rows.invited(access.digest(token)):
        return _answer(request, token)


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    found = access.open_invitation(token)
    if found is None:
        return show(request, "invitation_over", {}, status=404)
    if request.user.is_authenticated:
        return _accept_as(request, found, request.user)
    if accounts.by_email(found.email):
        login = Link("Anmelden", f"{reverse('account_login')}?next={request.path}")
        return show(request, "invitation", _context(found) | {"state": "log_in", "login": login})
    return _accept_as_new(request, found)


def _accept_as(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    if user.email != found.email:
        return show(request, "invitation", _context(found) | {"state": "other", "own_email": user.email})
    if request.method != "POST":
        return show(request, "invitation", _context(found) | {"state": "known"})
    try:
        actions.accept(found, person=user)
    except DomainError:
        return show(request, "invitation_over", {}, status=404)
    messages.success(request, "Sie haben die Einladung angenommen.")
    return redirect("networks:own")


def _accept_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=found.email)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            user = actions.accept(found, person=None, name=said["name"], password=said["password"])
        except DomainError:
            return show(request, "invitation_over", {}, status=404)
        # Link and new password are as good a proof as a log-in: the second factor is set up without asking again.
        record_authentication(request, user, "password", reauthenticated=True)
        return cast("HttpResponse", perform_login(request, user, redirect_url=reverse("networks:own")))
    return show(request, "invitation", _context(found) | {"state": "new", "form": form, "errors": errors_of(form)})


def _context(found: Invitation) -> dict[str, object]:
    return {"facts": facts_of_invitation(found), "errors": []}
