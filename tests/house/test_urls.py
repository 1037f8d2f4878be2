"""Closed by default: a page that anybody may see stands in this list, and nowhere else."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from schutznetz.common.doors import Door, Opens, door_of, patterns, undeclared_views
from schutznetz.networks.models import RESERVED_SLUGS

PUBLIC = {
    "ui:gallery",
    "account_login",
    "account_signup",
    "account_inactive",
    "account_logout",  # also for whoever stands between password and second factor
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "mfa_login_webauthn",
    "networks:invitation",
    "confirming:confirm",
    "confirming:change",
    "confirming:gone",
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
    "coordination:unsubscribe",
    "join:join",
    "join:joined",
    "api:about",
    "hsds:root",
    "hsds:openapi",
    "hsds:profile",
    "hsds:profile_schema",
    "hsds:changes",
    "hsds:services",
    "hsds:service",
    "hsds:organizations",
    "hsds:organization",
    "hsds:service_at_locations",
    "hsds:service_at_location",
    "hsds:taxonomies",
    "hsds:taxonomy",
    "hsds:taxonomy_terms",
    "hsds:taxonomy_term",
    "hsds:nothing",
    "embed:search",
    "embed:list",
    "embed:now",
    "embed:colour",
    "embed:nothing",
    "webmasters:page",
    "outward:latest",
    "outward:robots",
    "outward:site_map",
    "outward:site_map_file",
    "taking:results",
    "taking:pinboard",
    "taking:mail",
    "taking:mailed",
    "taking:offer",
    "network_taking:results",
    "network_taking:pinboard",
    "network_taking:mail",
    "network_taking:mailed",
    "network_taking:offer",
    "paper:sheet",
    "paper:network_sheet",
    "paper:brochure",
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


def walk(resolver, namespace="", parts=()):
    """Yield every route with its view and the parts of its address that are filled in."""
    for pattern in resolver.url_patterns:
        here = (*parts, *getattr(pattern.pattern, "converters", ()))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, pattern.namespace or namespace, here)
        elif isinstance(pattern, URLPattern):
            named = pattern.pattern.regex.groupindex if isinstance(pattern.pattern, RegexPattern) else ()
            yield f"{namespace}:{pattern.name}".removeprefix(":"), pattern.callback, (*here, *named)


ROUTES = {route: (view, parts) for route, view, parts in walk(get_resolver())}
OPEN = {route for route, (view, _) in ROUTES.items() if door_of(view) == Door(Opens.EVERYBODY)}
OWN = {route for route, (view, _) in ROUTES.items() if door_of(view) == Door(Opens.ACCOUNT)}


def test_every_view_says_who_may_open_it():
    assert undeclared_views() == []


@pytest.mark.parametrize("route", sorted(OPEN))
def test_public_page_is_listed(route):
    assert route in PUBLIC, f"{route} is public but not listed in tests/house/test_urls.py"


def test_list_names_only_pages_that_exist():
    assert set() == PUBLIC - OPEN


def test_first_part_of_every_address_is_reserved():
    firsts = {path.split("/")[0] for path, _ in patterns()} - {"", "<slug:slug>"}
    taken = {first for first in firsts if "." not in first}  # no network can have a dot in its address

    assert taken - RESERVED_SLUGS == set(), "a network could be called so: add it to RESERVED_SLUGS"
