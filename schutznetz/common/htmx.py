"""One URL, one view, one template: htmx gets a named part of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request: HttpRequest, template: str, context: dict[str, Any], *, part: str) -> HttpResponse:
    """Render the whole page, or only its ``part`` when htmx asked for an update."""
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        template = f"{template}#{part}"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
