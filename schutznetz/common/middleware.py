"""Response headers that hold for every page."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)
GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_SECONDS = "30"

logger = logging.getLogger(__name__)


class NoBodyForHead:
    """Answer HEAD without a body; the headers stay those of GET. Application servers complain about a body there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""
        return response


class LanguageOfPath:
    """Let the address decide the language, and nothing else: what a page says may then be kept by every cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        first = request.path_info.split("/", 2)[1:2]
        language = "en" if first == ["en"] else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class CachePolicy:
    """Decide who may keep a page (design.md 6a).

    A public page may be kept for a minute by everyone. A page that sets a cookie or was read with one belongs to
    one visitor. A page that answers a form, and every error, is kept by nobody. Every page has a bar that may show
    a chosen place: whoever has chosen one must not be given the page of somebody who has not.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        if request.method not in {"GET", "HEAD"} or response.status_code not in {200, 301, 304}:
            patch_cache_control(response, no_store=True)
            return response
        if self._is_personal(request, response):
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=60)
        patch_vary_headers(response, ["Cookie"])
        return response

    @staticmethod
    def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
        return bool(
            response.cookies
            or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
            or "Cookie" in response.get("Vary", "")
            or settings.PLACE_COOKIE_NAME in request.COOKIES
        )


class SecurityHeaders:
    """Add what Django and django-csp leave out (security.md 7.1)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        return response


class DatabaseDown:
    """Answer 503 where the database does not: the proxy then shows its static pages, or people a page with numbers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("Datenbank nicht erreichbar: %s", type(exception).__name__, exc_info=exception)
        page = loader.get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_SECONDS})
