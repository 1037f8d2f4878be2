"""Lists and single records."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from rest_framework.exceptions import ValidationError

from schutznetz.api import forms
from schutznetz.api.presenting import openapi, pages
from schutznetz.api.presenting.problems import NotWithKey
from schutznetz.api.views.frame import View, as_json, asked, got, said, understood
from schutznetz.common import rows
from schutznetz.common.databases import ours
from schutznetz.exchange import access
from schutznetz.exchange.access import Audience, Feed
from schutznetz.exchange.enums import Form
from schutznetz.exchange.mapping.records import Record

LINES = 100
# What is noted, and found by the search of the portal, is what is public.
PUBLIC_ONLY = ("search", "modified_after", "minimal")
Tell = Callable[[Any, forms.Paged], HttpResponseBase]


def _listing(name: str, operation: str, summary: str, form: type[forms.Paged], tell: Tell) -> View:
    def view(request: Any) -> HttpResponseBase:
        return tell(request, understood(request, form))

    return asked(operation, summary, openapi.listed(name), form)(view)


def _single(name: str, summary: str, get: Callable[..., Record], form: type[forms.Strict] = forms.NothingAsked) -> View:
    def view(request: Any, id: UUID) -> HttpResponseBase:  # noqa: A002 -- the name in HSDS's document
        return said(get(id, request.audience, **understood(request, form).validated_data))

    parameters = None if form is forms.NothingAsked else form
    return got(f"get_{name}", summary, openapi.whole(name), parameters)(view)


def _tell_feed(feed_of: type[Feed]) -> Tell:
    def tell(request: Any, form: forms.Paged) -> HttpResponseBase:
        given, feed = form.validated_data, feed_of(form.asked(), request.audience)
        _refuse_with_key(given, request.audience)
        options = {"full_service": given.get("full_service", False)}
        shape = Form.FULL if given.get("full") else Form.LIST
        if given.get("format") == "ndjson":
            return _stream(request, lambda: feed.all(shape, **options))
        number, size = given["page"], form.size()
        begin, total = (number - 1) * size, feed.total()
        _refuse_beyond(begin, total, number)
        found = feed.changed(begin, size) if given.get("minimal") else feed.page(begin, size, shape, **options)
        return said(pages.page(found, total=total, number=number, size=size))

    return tell


def _tell_few(find: Callable[..., list[Record]]) -> Tell:
    def tell(request: Any, form: forms.Paged) -> HttpResponseBase:
        given, found = form.validated_data, find(form.asked())
        if given.get("format") == "ndjson":
            return _stream(request, lambda: iter(found))
        number, size = given["page"], form.size()
        begin = (number - 1) * size
        _refuse_beyond(begin, len(found), number)
        return said(pages.page(found[begin : begin + size], total=len(found), number=number, size=size))

    return tell


def _refuse_beyond(begin: int, total: int, number: int) -> None:
    if begin >= total and number > 1:
        raise Http404(f"Die Seite {number} gibt es nicht: Es sind {total} Einträge.")


def _stream(request: Any, records: Callable[[], Iterable[Record]]) -> HttpResponseBase:
    """Send one record a line while they are read, all from one moment; nothing is collected before."""
    if request.method == "HEAD":
        return HttpResponse(content_type=openapi.NDJSON)
    return StreamingHttpResponse(_lines(records), content_type=openapi.NDJSON)


def _lines(records: Callable[[], Iterable[Record]]) -> Iterator[bytes]:
    with rows.public(), ours().snapshot():
        written: list[str] = []
        for record in records():
            written.append(as_json(record))
            if len(written) == LINES:
                yield ("\n".join(written) + "\n").encode()
                written = []
        if written:
            yield ("\n".join(written) + "\n").encode()


def _refuse_with_key(given: Mapping[str, Any], audience: Audience) -> None:
    """Refuse what knows public records only: the answer would look complete and would not be."""
    if audience.is_everybody:
        return
    if named := [name for name in PUBLIC_ONLY if given.get(name)]:
        raise ValidationError({name: [NotWithKey.default_detail] for name in named})


def _of(feed_of: type[Feed]) -> Callable[..., Record]:
    return lambda record, audience, **options: feed_of(access.Asked(), audience).get(record, **options)


def _alike(get: Callable[[UUID], Record]) -> Callable[..., Record]:
    """Return a way to what is the same for every audience."""
    return lambda record, _audience, **_options: get(record)


services = _listing("service", "services", "Angebote", forms.ServicesAsked, _tell_feed(access.Services))
service = _single("service", "Ein Angebot", _of(access.Services))
organizations = _listing(
    "organization", "organizations", "Einrichtungen", forms.OrganizationsAsked, _tell_feed(access.Organisations)
)
organization = _single("organization", "Eine Einrichtung", _of(access.Organisations), forms.OrganizationAsked)
at_locations = _listing(
    "service_at_location", "service_at_locations", "Angebote an ihrem Ort", forms.AtLocationsAsked,
    _tell_feed(access.AtLocations),
)  # fmt: skip
at_location = _single("service_at_location", "Ein Angebot an seinem Ort", _of(access.AtLocations))
taxonomies = _listing("taxonomy", "taxonomies", "Kataloge", forms.TaxonomiesAsked, _tell_few(access.find_taxonomies))
taxonomy = _single("taxonomy", "Ein Katalog", _alike(access.get_taxonomy))
taxonomy_terms = _listing("taxonomy_term", "taxonomy_terms", "Begriffe", forms.TermsAsked, _tell_few(access.find_terms))
taxonomy_term = _single("taxonomy_term", "Ein Begriff", _alike(access.get_term))
