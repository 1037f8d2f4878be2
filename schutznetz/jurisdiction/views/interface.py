"""The answer as JSON, for other people's pages: public and without a key."""

import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from schutznetz.common.doors import public
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.forms import QuestionForm
from schutznetz.jurisdiction.presenting.answers_json import as_data

# A street belongs into the body of a POST, never into an address that servers write down (design.md 6).
ONLY_BY_POST = ("strasse", "aufenthalt_plz", "aufenthalt_ort", "aufenthalt_strasse")


@public
@csrf_exempt  # reads only, knows no cookie
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def now(request: HttpRequest) -> HttpResponse:
    """Answer ``plz, ort, ortsteil, at, profession``; by POST also street and place of stay, kept by nobody."""
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204))
    if request.method == "POST":
        response = _open(JsonResponse(as_data(access.answer(QuestionForm(_sent(request)).question()))))
        patch_cache_control(response, no_store=True)
        return response
    given = {name: value for name, value in request.GET.items() if name not in ONLY_BY_POST}
    response = _open(JsonResponse(as_data(access.answer(QuestionForm(given).question()))))
    patch_cache_control(response, public=True, max_age=60)
    return response


def _sent(request: HttpRequest) -> Mapping[str, object]:
    """Return what a form or a JSON object says; a body that is neither asks for nothing, and gets the numbers."""
    if request.content_type != "application/json":
        return request.POST
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    return {name: value for name, value in sent.items() if isinstance(value, str)} if isinstance(sent, dict) else {}


def _open(response: HttpResponse) -> HttpResponse:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, POST"
    response.headers["Access-Control-Allow-Headers"] = "Content-Type"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
