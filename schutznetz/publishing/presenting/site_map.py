"""What search engines may find: every public page in both languages, in files of at most 50,000 addresses.

The format is sitemaps.org's. An entry stands once, in the portal of the network it belongs to. Addresses name keys and
nothing else: that a protected place exists is public, where it is stands nowhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from xml.sax.saxutils import escape

from django.urls import reverse

from schutznetz.exchange.access import Dated
from schutznetz.exchange.enums import RecordKind
from schutznetz.exchange.mapping.records import moment

MEDIA_TYPE = "application/xml; charset=utf-8"
LARGEST = 50_000
PAGES = "seiten"
# Each record has a German and an English address.
RECORDS_A_FILE = LARGEST // 2
KINDS = {"angebote": RecordKind.SERVICE, "einrichtungen": RecordKind.ORGANIZATION}
ROUTES = {RecordKind.SERVICE: "offer", RecordKind.ORGANIZATION: "organisation"}
PORTAL = ("portal:welcome", "portal:easy", "portal:topics", "portal:imprint", "portal:privacy", "portal:accessibility",
          "portal:licences", "now:answer", "now:child", "api:about")  # fmt: skip
NETWORK = ("network:start", "network:easy", "network:topics", "network:gemeinden", "network:about", "join:join",
           "network_now:answer", "network_now:child")  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
Page = tuple[str, datetime | None]


def index(base: str, totals: dict[RecordKind, int], changed: datetime | None) -> str:
    """Return the list of all files; ``base`` is the address of the portal without a slash at its end."""
    names = [f"{PAGES}-1"]
    for name, kind in KINDS.items():
        names += [f"{name}-{number}" for number in range(1, -(-totals[kind] // RECORDS_A_FILE) + 1)]
    said = f"<lastmod>{moment(changed)}</lastmod>" if changed else ""
    rows = "".join(f"<sitemap><loc>{escape(base)}/sitemap-{name}.xml</loc>{said}</sitemap>\n" for name in names)
    return f"{HEAD}<sitemapindex {NAMES}>\n{rows}</sitemapindex>\n"


def pages(networks: Sequence[str], topics: Iterable[str], gemeinden: Iterable[tuple[str, str]]) -> Iterator[Page]:
    """Yield the German paths of what is no record: of the portal, then of each network (slug)."""
    kinds = list(topics)
    yield from ((reverse(name), None) for name in PORTAL)
    yield from ((reverse("portal:topic", args=[kind]), None) for kind in kinds)
    for slug in networks:
        yield from ((reverse(name, args=[slug]), None) for name in NETWORK)
        yield from ((reverse("network:topic", args=[slug, kind]), None) for kind in kinds)
    yield from ((reverse("network:gemeinde", args=list(place)), None) for place in gemeinden)


def records(kind: RecordKind, rows: Iterable[Dated]) -> Iterator[Page]:
    name = ROUTES[kind]
    for row in rows:
        if row.network:
            yield reverse(f"network:{name}", args=[row.network, row.record]), row.changed_at
        else:
            yield reverse(f"portal:{name}", args=[row.record]), row.changed_at


def written(base: str, found: Iterable[Page]) -> Iterator[bytes]:
    """Yield a file: each page in German and in English, and each of both names the other."""
    yield f"{HEAD}<urlset {NAMES} {LINKS}>\n".encode()
    for path, changed in found:
        german, english = escape(f"{base}{path}"), escape(f"{base}/en{path}")
        said = f"<lastmod>{moment(changed)}</lastmod>" if changed else ""
        links = (
            f'<xhtml:link rel="alternate" hreflang="de" href="{german}"/>'
            f'<xhtml:link rel="alternate" hreflang="en" href="{english}"/>'
        )
        yield "".join(f"<url><loc>{one}</loc>{said}{links}</url>\n" for one in (german, english)).encode()
    yield b"</urlset>\n"
