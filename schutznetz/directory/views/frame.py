"""The frame around a page: whose portal it is, and the way through its lists."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from schutznetz.directory.forms import SearchForm
from schutznetz.directory.presenting.entries import portal_url
from schutznetz.networks.models import Network
from schutznetz.ui.components import Accent, Link, Page, Pager

PAGE_SIZE = 20
Row = TypeVar("Row")


def frame(network: Network | None) -> Page:
    """Return the frame of a page: of a network's portal, or of the whole installation."""
    pinboard = Link(_("Merkliste"), portal_url(network, "pinboard"))
    easy = Link(_("Leichte Sprache"), portal_url(network, "easy"))
    is_example = settings.IS_DEMO or (network is not None and network.kreis.is_example)
    page = replace(Page.default(example=is_example), pinboard=pinboard, easy=easy)
    if network is None:
        return page
    footer = (*page.footer, Link(_("Einbetten"), reverse("webmasters:page", args=[network.slug])))
    return replace(
        page,
        brand=network.name,
        home=portal_url(network, "start"),
        accent=cast("Accent", network.accent),
        footer=footer,
    )


def home(network: Network | None) -> Link:
    """Return the first crumb of every page."""
    return (
        Link(network.name, portal_url(network, "start")) if network else Link(_("Start"), portal_url(None, "welcome"))
    )


def page_number(request: HttpRequest) -> int:
    return SearchForm(request.GET).answers()["seite"] or 1


def page_of(
    read: Callable[[int], tuple[int, list[Row]]], number: int, *, size: int = PAGE_SIZE
) -> tuple[int, list[Row], int]:
    """Return total, rows and number of a page that ``read`` gives from an offset; behind the last page, that one."""
    total, rows = read((number - 1) * size)
    last = max(-(-total // size), 1)
    return (total, rows, number) if number <= last else page_of(read, last, size=size)


def pager(total: int, page: int, href: Callable[[int | str], str], *, size: int = PAGE_SIZE) -> Pager | None:
    """Return the way through a long list, or None if it fits on one page; the first page has no number in ``href``."""
    pages = -(-total // size)
    if pages < 2:
        return None
    return Pager(
        text=_("Seite %(page)d von %(pages)d") % {"page": page, "pages": pages},
        previous_href=href(page - 1 if page > 2 else "") if page > 1 else "",
        next_href=href(page + 1) if page < pages else "",
    )


def address(path: str, **parameters: object) -> str:
    """Return ``path`` with the parameters that have a value."""
    given = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode(given)}" if given else path
