"""The page that explains the API to people, in German and English."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schutznetz.api.views.frame import address
from schutznetz.common.doors import public
from schutznetz.directory import access as directory


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "api/about.html", {"base": address(request), "networks": directory.networks()})
