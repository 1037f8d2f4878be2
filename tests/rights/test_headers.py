"""What every answer brings along, whoever asks and whatever comes back (security.md 7.1)."""

import pytest

from schutznetz.common.doors import Opens, door_of
from tests.house.test_urls import ROUTES
from tests.rights.asking import ask
from tests.rights.places import relations

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
CSP = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
BEHIND = sorted(route for route, (view, _) in ROUTES.items() if door_of(view).opens is not Opens.EVERYBODY)
EMBEDS = {route for route in ROUTES if route.startswith("embed:")}
# What other sites may read or show: neither the answer of an interface nor an embed holds anything of anybody.
OPEN_TO_OTHERS = {"jurisdiction:interface", *EMBEDS, *(route for route in ROUTES if route.startswith("hsds:"))}
FRAMED = ("default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors *")


def asked(route, method, places, clients, name):
    return ask(clients[name], method, places.address(route, relations(route)[0]))


@pytest.mark.parametrize("name", ["anonymous", "professional", "coordinator"])
@pytest.mark.parametrize("route", sorted(ROUTES))
def test_every_answer_has_all_headers(route, name, places, clients):
    for method in ("GET", "POST", "DELETE"):
        answer = asked(route, method, places, clients, name)
        policy = answer.headers["Content-Security-Policy"]
        # What the door refuses (DELETE) never comes to an embed.
        is_framed = route in EMBEDS and method != "DELETE"
        always = {**ALWAYS, "X-Frame-Options": None} if is_framed else ALWAYS

        assert {key: answer.headers.get(key) for key in ALWAYS} == always, method
        assert policy == "; ".join(FRAMED) if is_framed else all(part in policy for part in CSP), method
        assert "unsafe" not in answer.headers["Content-Security-Policy"], method
        assert "geolocation=()" in answer.headers["Permissions-Policy"], method
        assert answer.headers["Referrer-Policy"] in {"no-referrer", "strict-origin", "same-origin"}, method
        shared = answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert not shared or route in OPEN_TO_OTHERS, method


@pytest.mark.parametrize(
    "route", sorted(route for route, (view, _) in ROUTES.items() if door_of(view).opens is not Opens.EVERYBODY)
)
def test_what_is_not_for_everybody_is_kept_by_no_cache(route, places, clients):
    for method in ("GET", "POST"):
        for name in ("anonymous", "professional", "coordinator"):
            assert "no-store" in asked(route, method, places, clients, name).headers["Cache-Control"], (method, name)
