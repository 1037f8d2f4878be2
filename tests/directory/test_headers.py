"""What every public page says to browsers and caches."""

import pytest

from tests.factories import make_gemeinde, make_network, make_offer

pytestmark = pytest.mark.django_db
# A name of words, not an address that somebody asks.
NAMED = "https://schema.org"
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
}


def policy(response):
    directives = response["Content-Security-Policy"].rstrip("; ").split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


@pytest.fixture(params=["welcome", "start", "results", "filters", "offer", "organisation", "imprint"])
def path(request):
    make_network("auental")
    offer = make_offer("Rat für Eltern")
    return {
        "welcome": "/",
        "start": "/auental/",
        "results": "/auental/suche/?q=Rat&ort=09901&seite=1",
        "filters": "/suche/filter/",
        "offer": f"/auental/angebot/{offer.pk}/",
        "organisation": f"/einrichtung/{offer.organisation_id}/",
        "imprint": "/impressum/",
    }[request.param]


def test_policy_allows_nothing_but_our_own(client, path):
    assert policy(client.get(path)) == CSP


def test_public_page_may_be_kept_for_a_minute_and_sets_no_cookie(client, path):
    response = client.get(path)

    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert "Set-Cookie" not in response.headers
    assert not response.cookies
    # the bar shows the chosen place: whoever has chosen one gets a page of their own
    assert "Cookie" in response["Vary"]


def test_unchanged_page_is_not_sent_twice(client, path):
    first = client.get(path)

    again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert set(again["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert client.get(path, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_page_cannot_be_framed_and_tells_no_other_site_where_somebody_was(client, path):
    headers = client.get(path).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_page_loads_nothing_from_elsewhere_and_nothing_inline(client, path):
    page = client.get(path).content.decode()

    assert "://" not in page.replace("http://www.w3.org/2000/svg", "").replace(NAMED, "")
    assert " style=" not in page
    assert "<script>" not in page
    assert " onclick=" not in page


@pytest.mark.parametrize("path", ["/nirgendwo/", "/ort/x/", "/angebot/00000000-0000-0000-0000-000000000007/"])
def test_error_and_its_policy_are_kept_by_nobody(client, path):
    response = client.get(path)

    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")
    assert policy(response) == CSP


def test_detour_is_kept_by_nobody(client):
    make_network("auental", kreis=make_gemeinde().kreis)

    detour = client.get("/ort/?ort=09901")
    refusal = client.post("/suche/")

    assert (detour.status_code, detour["Cache-Control"]) == (302, "no-store")
    assert (refusal.status_code, refusal["Cache-Control"]) == (405, "no-store")


def test_compressed_page_is_the_same(client):
    make_offer("Rat für Eltern")

    response = client.get("/suche/", HTTP_ACCEPT_ENCODING="gzip")

    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]


def test_htmx_gets_only_the_hits(client):
    make_offer("Rat für Eltern")

    whole = client.get("/suche/?q=Rat")
    part = client.get("/suche/?q=Rat", HTTP_HX_REQUEST="true")

    assert part.content.strip() in whole.content
    assert b"<html" not in part.content
    assert b"Rat f\xc3\xbcr Eltern" in part.content
    assert part.content.strip().startswith(b"<div")
    for response in (whole, part):
        assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("header", ["HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST"])
def test_htmx_that_changes_the_page_gets_all_of_it(client, header):
    response = client.get("/suche/", HTTP_HX_REQUEST="true", **{header: "true"})

    assert b"<html" in response.content
