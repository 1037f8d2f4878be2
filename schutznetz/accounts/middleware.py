"""What holds for every request of somebody who has logged in."""

import time
from collections.abc import Callable

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from schutznetz.accounts.devices import in_words

IDLE_SECONDS = 30 * 60
NOTED_EVERY_SECONDS = 60
SINCE, SEEN = "since", "seen_at"
CLEAR = '"cache", "cookies", "storage"'


class Sessions:
    """End a session after half an hour of silence or a working day, and clear the browser when one ends.

    What a browser says about itself is cut down to its kind before anybody can store it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META["HTTP_USER_AGENT"] = in_words(request.META.get("HTTP_USER_AGENT", ""))
        was_inside = self._is_inside(request)
        if was_inside:
            self._note(request)
        response = self.get_response(request)
        if was_inside and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = CLEAR
        return response

    @staticmethod
    def _is_inside(request: HttpRequest) -> bool:
        """Without the cookie the session is not touched: public pages stay the same for everybody."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        try:
            return request.user.is_authenticated
        except (OperationalError, InterfaceError):
            return False  # what the page itself needs of the database fails there, with an answer for people

    @staticmethod
    def _note(request: HttpRequest) -> None:
        """Keep the moment of the last request; saving it moves the end that Django knows, hence our own beginning."""
        now, session = int(time.time()), request.session
        seen, since = session.get(SEEN, now), session.get(SINCE, now)
        if now - seen > IDLE_SECONDS or now - since > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif SEEN not in session or now - seen >= NOTED_EVERY_SECONDS:
            session[SEEN], session[SINCE] = now, since
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())


class HeldForms:
    """A form is held up until somebody has shown who they are; here it is forgotten when they ask for a page instead.

    Else allauth would send it after the next proof that this page asks for, and nobody has clicked again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, ReauthenticationRequired) and request.method != "POST":
            request.session.pop(STATE_SESSION_KEY, None)
