"""The list of a network's numbers that a device may keep, only after a button, and the few files that it needs."""

from importlib.resources import files

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.common.hours import ZONE
from schutznetz.directory import access as directory
from schutznetz.directory.views.frame import frame
from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.presenting import lists
from schutznetz.jurisdiction.presenting.addresses import now_url

WORKER = files("schutznetz.ui") / "static" / "ui" / "offline_worker.js"


@public
@require_safe
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every unit of a network with the numbers of its chain and their times: what somebody needs without a net."""
    network = directory.get_network(slug)
    at = timezone.now()
    units = access.units_of(network)
    context = {
        "units": lists.units(units, access.chains(network, at), at),
        "lines": lists.nationwide(access.help_lines(network), at),
        "written": at,
        "written_text": f"{at.astimezone(ZONE):%d.%m.%Y, %H:%M}",
        "here": now_url(network, "list"),
        "now_href": now_url(network, "answer"),
        "worker_href": now_url(network, "worker"),
        "manifest_href": now_url(network, "manifest"),
        "help_bar": None,
        "page": frame(network),
    }
    return render(request, "jurisdiction/list.html", context)


@public
@require_safe
def worker(_request: HttpRequest, slug: str) -> HttpResponse:
    directory.get_network(slug)
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript")


@public
@require_safe
def manifest(_request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the list is called on a telephone's screen."""
    network = directory.get_network(slug)
    here = now_url(network, "list")
    data = {
        "name": _("Notfallnummern %(network)s") % {"network": network.name},
        "short_name": _("Notfallnummern"),
        "start_url": here,
        "scope": here,
        "display": "browser",
        "icons": [{"src": static("ui/favicon.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")
