"""What an offer or an organisation is in the words of schema.org, for search engines: never more than its page shows.

Of a protected place, or of whoever has one, there is the name and the number, nothing else. Names of persons are not in
it at all: search engines keep what they have read.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schutznetz.common import hours
from schutznetz.directory.enums import Area, Cost, PhoneKind
from schutznetz.directory.models import ContactPoint, Offer, Site
from schutznetz.directory.presenting import entries, kinds
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Organisation

Thing = dict[str, Any]
CONTEXT = "https://schema.org"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Whatever could end the element is written as JSON may write it.
_HARMLESS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def element(thing: Thing) -> SafeString:
    """Return the element for a page; browsers take it for data, so the policy has nothing to allow."""
    written = json.dumps({"@context": CONTEXT, **thing}, ensure_ascii=False, separators=(",", ":"))
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written.translate(_HARMLESS)))


def offer(shown: Offer, path: str) -> Thing:
    """Return an offer as a service; ``path`` is that of its page."""
    provider = {"@type": "Organization", "name": shown.organisation.name}
    if shown.site is not None and shown.site.is_confidential:
        channel = _told({"@type": "ServiceChannel", "servicePhone": _numbers(shown.contact_point)})
        return _told({"@type": "Service", "name": shown.title, "provider": provider, "availableChannel": channel})
    free = {"@type": "Offer", "price": "0", "priceCurrency": "EUR"} if shown.cost == Cost.FREE else None
    return _told({
        "@type": "Service", "name": shown.title, "url": _url(path), "serviceType": kinds.label(shown.offer_type),
        "description": shown.summary or shown.description, "provider": provider, "offers": free,
        "audience": {"@type": "Audience", "audienceType": entries.for_whom(shown)},
        "areaServed": _area(shown), "availableLanguage": [row.code for row in shown.languages.all()],
        "availableChannel": _told({
            "@type": "ServiceChannel", "servicePhone": _contact(shown.contact_point),
            "serviceLocation": _place(shown.site),
        }),
    })  # fmt: skip


def organisation(shown: Organisation, points: Iterable[ContactPoint], sites: Sequence[Site], path: str) -> Thing:
    """Return an organisation with what its page shows of it."""
    if any(site.is_confidential for site in sites):
        numbers = [number for point in points for number in _numbers(point)]
        return _told({"@type": "Organization", "name": shown.name, "contactPoint": numbers})
    parent = {"@type": "Organization", "name": shown.parent.name} if shown.parent else None
    return _told({
        "@type": "Organization", "name": shown.name, "url": _url(path), "description": shown.profile,
        "sameAs": shown.url, "parentOrganization": parent,
        "contactPoint": [_contact(point) for point in points], "location": [_place(site) for site in sites],
    })  # fmt: skip


def _told(thing: Thing) -> Thing:
    """Return a thing without what is empty; of something that has nothing but its kind, nothing."""
    said = {name: value for name, value in thing.items() if value not in (None, "", [], {})}
    return said if said.keys() != {"@type"} else {}


def _url(path: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{path}" if settings.PUBLIC_ADDRESS else ""


def _numbers(point: ContactPoint | None) -> list[Thing]:
    if point is None or point.visibility != Visibility.PUBLIC:
        return []
    rows = [row for row in point.phone_numbers.all() if row.kind == PhoneKind.PHONE]
    return [{"@type": "ContactPoint", "telephone": row.number} for row in rows]


def _contact(point: ContactPoint | None) -> Thing:
    """Return a function with its first number; how it is called stands with it, who fills it does not."""
    if point is None or point.visibility != Visibility.PUBLIC:
        return {}
    first = next(iter(_numbers(point)), {})
    return _told({
        "@type": "ContactPoint", "contactType": point.function.title, "telephone": first.get("telephone"),
        "email": point.email, "url": point.url, "hoursAvailable": _week(point.hours),
    })  # fmt: skip


def _week(expression: str) -> list[Thing]:
    """Return the certain times of an ordinary week, those of the same hours together."""
    found: dict[tuple[str, str], list[str]] = {}
    for day, spans, is_unknown in hours.steady_rows(expression)[0]:
        for opens, closes in () if is_unknown else spans:
            end = "23:59" if closes == hours.MIDNIGHT else f"{closes:%H:%M}"
            found.setdefault((f"{opens:%H:%M}", end), []).append(DAYS[day.weekday()])
    return [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes}
        for (opens, closes), days in found.items()
    ]


def _place(site: Site | None) -> Thing:
    """Return where something is; without a street or a town it is nowhere."""
    if site is None or site.is_confidential or not site.town:
        return {}
    address = _told({
        "@type": "PostalAddress", "streetAddress": f"{site.street} {site.house_number}".strip(),
        "postalCode": site.plz, "addressLocality": site.town, "addressCountry": "DE",
    })  # fmt: skip
    return _told({"@type": "Place", "name": site.name, "address": address})


def _area(shown: Offer) -> list[str] | str:
    if shown.area == Area.NATION:
        return "Deutschland"
    if shown.area == Area.LAND and shown.land:
        return shown.land.name
    return [str(row) for row in shown.catchments.all()]
