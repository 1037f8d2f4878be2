"""For machines that look in from time to time: search engines and news readers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import last_modified, require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access as directory
from schutznetz.exchange import access
from schutznetz.publishing.presenting import news, site_map

KEPT_SECONDS = 3600
NEWS = 50
ROBOTS = """User-agent: *
Disallow: /konto/
Disallow: /anmelden/
Sitemap: {base}/sitemap.xml
"""
View = Callable[..., HttpResponseBase]


def _changed(*_args: Any, **_named: Any) -> datetime | None:
    return access.last_change()


def _base(request: HttpRequest) -> str:
    """Return where visitors reach the portal, without a slash at its end."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").removesuffix("/")


def _kept(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    return _kept(HttpResponse(ROBOTS.format(base=_base(request)), content_type="text/plain; charset=utf-8"))


@public
@require_safe
@last_modified(_changed)
def site_map_index(request: HttpRequest) -> HttpResponseBase:
    totals = {kind: access.total_of(kind) for kind in site_map.KINDS.values()}
    said = site_map.index(_base(request), totals, access.last_change())
    return _kept(HttpResponse(said, content_type=site_map.MEDIA_TYPE))


@public
@require_safe
@last_modified(_changed)
def site_map_file(request: HttpRequest, part: str, page: int) -> HttpResponseBase:
    """One file of the list; a number behind the last one is no file."""
    found = _pages if (part, page) == (site_map.PAGES, 1) else _records(part, page)
    if request.method == "HEAD":
        return _kept(HttpResponse(content_type=site_map.MEDIA_TYPE))
    written = site_map.written(_base(request), found())
    return _kept(StreamingHttpResponse(written, content_type=site_map.MEDIA_TYPE))


@public
@require_safe
@last_modified(_changed)
def latest(request: HttpRequest, slug: str) -> HttpResponseBase:
    network = directory.get_network(slug)
    said = news.feed(network, _base(request), request.path, access.latest_offers(network, NEWS))
    return _kept(HttpResponse(said, content_type=news.MEDIA_TYPE))


def _pages() -> Any:
    networks = directory.networks()
    topics = [kind.pk for kind in directory.offer_types()]
    return site_map.pages([network.slug for network in networks], topics, access.places_of(networks))


def _records(part: str, page: int) -> Callable[[], Any]:
    kind = site_map.KINDS.get(part)
    offset = (page - 1) * site_map.RECORDS_A_FILE
    found = access.dated(kind, offset, site_map.RECORDS_A_FILE) if kind and page else []
    if kind is None or not found:
        raise Http404("Diese Datei gibt es nicht.")
    return lambda: site_map.records(kind, found)
