"""Reads the static pages the way a person would: by headings, rows and links."""

from datetime import UTC, datetime

from bs4 import BeautifulSoup

from schutznetz.jurisdiction import access
from schutznetz.jurisdiction.presenting import sheets
from schutznetz.jurisdiction.presenting.sheets import Area

# A Wednesday, no holiday anywhere, 10 o'clock in Berlin.
AT = datetime(2026, 10, 7, 8, 0, tzinfo=UTC)
HEAVIEST = 20_000


def sheets_of(*networks, at=AT):
    areas = [Area.of(network, access.units_of(network), at) for network in networks]
    return dict(sheets.sheets(areas, at))


def soup(html):
    return BeautifulSoup(html, "html.parser")


def words(html):
    return " ".join(soup(html).main.get_text(" ").split())


def links(html):
    """Return where the entries of a page lead to, by their text."""
    return {link.get_text(): link["href"] for link in soup(html).main.select("a:not([href^=tel])")}


def rows(html, day):
    """Return the rows of one day: when, which number."""
    heading = next(h for h in soup(html).select("h2") if h.get_text() == day)
    found = heading.find_next_sibling("ol").select("li")
    return [(row.find(string=True).strip(), row.a["href"]) for row in found]


def page_of(unit, network, at=AT):
    return sheets_of(network, at=at)[f"{sheets.HOME}netz/{network.slug}/{sheets._unit_path(unit.pk)}index.html"]
