"""``/verlassen/``: away from here, and nothing of us stays in the browser (design.md 6a, security.md 7.6)."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public


@public
@require_safe
@cache_control(no_store=True)
def leave(request: HttpRequest) -> HttpResponse:
    """Clear cookies, cache and storage, and lead to a page that tells nothing about this one; needs no database."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        end_session(request)
    response = HttpResponse(status=303, headers={"Location": settings.NEUTRAL_PAGE})
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    # Browsers that do not know the line above: each cookie by its name.
    for name in request.COOKIES.keys() & settings.OWN_COOKIES:
        response.delete_cookie(name, samesite="Strict")
    return response


def end_session(request: HttpRequest) -> None:
    """Log out on the server too; the way out stays open while the database is down, the cookie goes in any case."""
    try:
        request.session.flush()
    except DatabaseError:
        request.session = type(request.session)()
