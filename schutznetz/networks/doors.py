"""The door of every page that needs a right: who acts, may they, and what has to happen before (security.md 4.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, TypeVar
from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from schutznetz.accounts.access import came_by_strong_service, has_second_factor, proved_recently
from schutznetz.accounts.models import User
from schutznetz.audit.actions import record
from schutznetz.audit.enums import Obligation, Result
from schutznetz.common import rows
from schutznetz.common.doors import Door, Opens, View, declare, to_log_in
from schutznetz.networks import access
from schutznetz.networks.events import REFUSED
from schutznetz.networks.policy import Acting, Allow, Placed, decide
from schutznetz.networks.roles import Act, has_rights

CHOSEN = "membership"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Thing = TypeVar("Thing", bound=Placed)
Found = Callable[..., Thing | None]


def session_reference(request: HttpRequest) -> str:
    """Return what the log keeps of a session: enough to tell two apart, nothing to take one over."""
    key = (request.session.session_key or "").encode()
    return blake2b(key, key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest() if key else ""


def acting_of(request: HttpRequest) -> Acting | None:
    """Return in which function somebody acts: the chosen one, else the oldest. Asked once for each request.

    A chosen function that is no longer in force ends the session: what was opened in it must not go on in another.
    """
    if not hasattr(request, "_acting"):
        request._acting = _find_acting(request)  # type: ignore[attr-defined]  # kept for this request only
    found: Acting | None = request._acting  # type: ignore[attr-defined]
    return found


def _find_acting(request: HttpRequest) -> Acting | None:
    if not request.user.is_authenticated:
        return None
    with rows.person(request.user.pk):
        return _find_own(request, request.user.pk)


def _find_own(request: HttpRequest, person: UUID) -> Acting | None:
    chosen = request.session.get(CHOSEN)
    if chosen:
        membership = access.membership_in_force(person, chosen)
        if membership is None:
            logout(request)
            return None
    else:
        membership = next(iter(access.memberships_in_force(person)), None)
        if membership is None:
            return None
        request.session[CHOSEN] = str(membership.pk)
    return access.acting_in(membership, session_reference(request))


def acting(act: Act, find: Found[Thing]) -> Callable[[View], View]:
    """Declare what a page does and how its thing is found; the view gets who acts, and the thing.

    ``find`` is a function of ``access`` that takes who acts and what stands in the address, and returns nothing for
    whatever this function does not see: that is a 404 like any other. What it sees but may not do is a 403.
    """

    def decorate(view: View) -> View:
        entrance = Entrance(act, find, view)

        @wraps(view)
        def entered(request: HttpRequest, **named: Any) -> HttpResponseBase:
            return entrance.open(request, named)

        return declare(entered, Door(Opens.FUNCTION, act))

    return decorate


@dataclass(frozen=True, slots=True)
class Entrance:
    """One view behind its door."""

    act: Act
    find: Found[Any]
    view: View

    def open(self, request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase:
        who = acting_of(request)
        if who is None or not request.user.is_authenticated:
            return redirect("networks:own") if request.user.is_authenticated else to_log_in(request)
        if has_rights(who.role) and not _has_shown_enough(request, request.user):
            request.session["second_factor_needed"] = True
            return redirect("mfa_index")
        with access.rows_of(who):
            if request.method in SAFE:
                return self._enter(request, who, named)
            with transaction.atomic():  # what was decided still holds when it is done
                return self._enter(request, who, named)

    def _enter(self, request: HttpRequest, who: Acting, named: dict[str, Any]) -> HttpResponseBase:
        thing = self.find(who, **named)
        if thing is None:
            raise Http404
        decision = decide(who, self.act, thing)
        if not isinstance(decision, Allow):
            return _refuse(request, who, self.act)
        if Obligation.STEP_UP in decision.obligations and not proved_recently(request):
            raise ReauthenticationRequired
        return self.view(request, who, thing)


def _has_shown_enough(request: HttpRequest, user: User) -> bool:
    with rows.person(user.pk):  # as just before: so the database need not be told another context in between
        return has_second_factor(user) or came_by_strong_service(request, user)


def _refuse(request: HttpRequest, who: Acting, act: Act) -> HttpResponseBase:
    """Say no, and keep that somebody tried."""
    with transaction.atomic():
        record(REFUSED, network=who.network, by=who.actor, result=Result.REFUSED, ground=act.value)
    return render(request, "403.html", status=403)
