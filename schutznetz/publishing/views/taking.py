"""What somebody takes along from a page: the hits of a search, the pinboard, one offer; made anew, stored nowhere."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from schutznetz.common.doors import public
from schutznetz.directory import access
from schutznetz.directory.models import Offer
from schutznetz.directory.views.pinning import Pinboard
from schutznetz.directory.views.searching import Asked
from schutznetz.publishing.files.entry import entries_of
from schutznetz.publishing.files.formats import FORMATS

# A page of the open feed has as many. Whoever wants all of them takes the feed.
MOST = 100
TITLE = "Schutznetz"


@public
@require_safe
def results(request: HttpRequest, ending: str, slug: str | None = None) -> HttpResponse:
    """The first hits of a search, in their order."""
    asked = Asked.of(request, slug)
    found, _ = access.search(asked.query(), limit=MOST)
    offers = access.offers_whole([hit.offer_id for hit in found.hits])
    return _file(offers, ending, "angebote", asked.network.name if asked.network else TITLE)


@public
@require_safe
@vary_on_cookie
def pinboard(request: HttpRequest, ending: str, slug: str | None = None) -> HttpResponse:
    """What somebody has kept in a cookie of their browser."""
    network = access.get_network(slug) if slug else None
    offers = access.offers_whole(Pinboard.of(request).offer_ids)
    return _file(offers, ending, "merkliste", network.name if network else TITLE)


@public
@require_safe
def offer(request: HttpRequest, offer_id: UUID, ending: str, slug: str | None = None) -> HttpResponse:
    if slug:
        access.get_network(slug)
    shown = access.get_offer(offer_id)
    return _file([shown], ending, "angebot", shown.title)


def _file(offers: Sequence[Offer], ending: str, called: str, title: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404("In dieser Form gibt es das nicht.")
    chosen = FORMATS[ending]
    return HttpResponse(
        chosen.write(entries_of(offers), timezone.localdate(), title),
        content_type=chosen.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{called}.{ending}"',
            "X-Robots-Tag": "noindex",
        },
    )
