"""What is printed, to download: the brochure of a network, the sheet of an offer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from schutznetz.common.doors import public
from schutznetz.directory import access as directory
from schutznetz.publishing.actions import brochures, sheets
from schutznetz.publishing.enums import PaperSize


@public
@require_safe
def brochure(request: HttpRequest, slug: str, size: str) -> HttpResponse:
    """The brochure of a network, as a job has printed it."""
    network = directory.get_network(slug)
    content = brochures.kept_brochure(network, PaperSize(size)) if size in PaperSize.values else None
    if content is None:
        raise Http404("Diesen Wegweiser gibt es nicht.")
    return _pdf(content, f"wegweiser-{network.slug}-{size}.pdf")


@public
@require_safe
def sheet(request: HttpRequest, offer_id: UUID, slug: str | None = None) -> HttpResponse:
    """The sheet of an offer; the same one is set only once."""
    network = directory.get_network(slug) if slug else None
    return _pdf(sheets.kept_sheet(directory.get_offer(offer_id), network), f"angebot-{str(offer_id)[:8]}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
