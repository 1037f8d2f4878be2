"""Closed by default: a page that anybody may see stands in this list, and nowhere else."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from schutznetz.networks.models import RESERVED_SLUGS

PUBLIC = {
    "ui:gallery",
    "portal:welcome",
    "portal:easy",
    "portal:place",
    "portal:results",
    "portal:filters",
    "portal:suggest",
    "portal:offer",
    "portal:organisation",
    "portal:imprint",
    "portal:privacy",
    "portal:accessibility",
    "portal:licences",
    "portal:topics",
    "portal:topic",
    "portal:pin",
    "portal:pinboard",
    "portal:offer_mistake",
    "portal:offer_mistake_sent",
    "portal:organisation_mistake",
    "portal:organisation_mistake_sent",
    "network:start",
    "network:easy",
    "network:results",
    "network:filters",
    "network:suggest",
    "network:offer",
    "network:organisation",
    "network:topics",
    "network:topic",
    "network:pin",
    "network:pinboard",
    "network:offer_mistake",
    "network:offer_mistake_sent",
    "network:organisation_mistake",
    "network:organisation_mistake_sent",
    "network:gemeinden",
    "network:gemeinde",
    "network:about",
    "jurisdiction:interface",
    "jurisdiction:leave",
    "now:answer",
    "now:child",
    "now:traces",
    "now:remember",
    "network_now:answer",
    "network_now:child",
    "network_now:traces",
    "network_now:remember",
    "network_now:list",
    "network_now:worker",
    "network_now:manifest",
}


def walk(patterns, namespace="", path=""):
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, pattern.namespace or namespace, here)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}:{pattern.name}", here


ROUTES = dict(walk(get_resolver().url_patterns))


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_public_page_is_listed(route):
    assert route in PUBLIC, f"{route} ({ROUTES[route]}) is public but not listed in tests/house/test_urls.py"


def test_list_names_only_pages_that_exist():
    assert PUBLIC - ROUTES.keys() == set()


def test_first_part_of_every_address_is_reserved():
    taken = {path.split("/")[0] for path in ROUTES.values()} - {"", "<slug:slug>"}

    assert taken - RESERVED_SLUGS == set(), "a network could be called so: add it to RESERVED_SLUGS"
