"""What every answer brings along, whoever asks and whatever comes back (security.md 7.1)."""

from collections import defaultdict

from schutznetz.common.doors import Opens, door_of
from tests.house.test_urls import ROUTES

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
CSP = ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'")
BEHIND = {route for route, (view, _) in ROUTES.items() if door_of(view).opens is not Opens.EVERYBODY}
EMBEDS = {route for route in ROUTES if route.startswith("embed:")}
# What other sites may read or show: neither the answer of an interface nor an embed holds anything of anybody.
OPEN_TO_OTHERS = {"jurisdiction:interface", *EMBEDS, *(route for route in ROUTES if route.startswith("hsds:"))}
FRAMED = ("default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors *")


def faults(route, method, answer):
    """Return the names of the headers that are absent or say something else than they must."""
    # What the door refuses (DELETE) never comes to an embed.
    is_framed = route in EMBEDS and method != "DELETE"
    said = defaultdict(str, answer.headers.items())
    policy, sharing = said["Content-Security-Policy"], said["Cross-Origin-Resource-Policy"]
    right = {
        **{name: said[name] == value for name, value in ALWAYS.items()},
        "Content-Security-Policy": all(part in policy for part in CSP) and "unsafe" not in policy,
        "Permissions-Policy": "geolocation=()" in said["Permissions-Policy"],
        "Referrer-Policy": said["Referrer-Policy"] in {"no-referrer", "strict-origin", "same-origin"},
        "Cross-Origin-Resource-Policy": sharing and (sharing != "cross-origin" or route in OPEN_TO_OTHERS),
        "Cache-Control": route not in BEHIND or method == "DELETE" or "no-store" in said["Cache-Control"],
    }
    if is_framed:
        right |= {"X-Frame-Options": not said["X-Frame-Options"]}
        right |= {"Content-Security-Policy": policy == "; ".join(FRAMED)}
    return [name for name, is_right in right.items() if not is_right]
