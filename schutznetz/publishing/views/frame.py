"""What every embed has in common: any page may frame it, it knows no visitor, it always says something (ADR 0027)."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template import loader
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import View, public
from schutznetz.jurisdiction.presenting.addresses import now_url
from schutznetz.networks.models import Network
from schutznetz.publishing.presenting.embeds import Look, is_example

# No script at all. The one form is the search, which leads to our own pages.
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *"


def framed(view: Callable[..., HttpResponse]) -> View:
    """Open an embed to everybody and to every page around it; whoever asks gets the same, for a minute."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = require_safe(view)(request, *args, **kwargs)
        except Http404:
            response = refused(None, [_("Diese Einbettung gibt es hier nicht.")], status=404)
        response.xframe_options_exempt = True  # read by Django's middleware
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        if response.status_code != 200:
            patch_cache_control(response, no_store=True)
        elif not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=60)
        return response

    return public(answer)


def shown(name: str, network: Network | None, look: Look, *, status: int = 200, **context: Any) -> HttpResponse:
    """Draw an embed. Without the request: nothing of the visitor, and no context of the portal's pages."""
    frame = {"network": network, "look": look, "now_href": now_url(network, "answer"), "example": is_example(network)}
    page = loader.render_to_string(f"publishing/einbetten/{name}.html", {**frame, **context})
    return HttpResponse(page, status=status)


def refused(network: Network | None, reasons: Sequence[str], *, status: int = 400) -> HttpResponse:
    """Say calmly what is wrong; never without a number. Nothing that stood in the address is said back."""
    return shown("refused", network, Look.of(network), status=status, reasons=reasons)
