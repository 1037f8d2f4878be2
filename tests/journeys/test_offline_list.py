"""The list of emergency numbers without a net: only after a button, nothing but the list, and gone on demand."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.server import Server
from tests.journeys.visits import open_context

HOLDS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const response = await cache.match(url, { ignoreVary: true });
      found[new URL(url).pathname] = (await response.arrayBuffer()).byteLength;
    }
  }
  return found;
}"""
# Everything else that a browser can keep for a page.
HOLDS_BESIDE = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
})"""
LIST = "/musterkreis/jetzt/liste/"
FILES = {"kern.css", "schutznetz.css", "components.css", "favicon.svg", "schutznetz.js", "exit.js", "offline.js"}
NIGHT = "tel:+493023125310"
AGE_DAYS = 7


def save(page) -> None:
    page.goto("/musterkreis/jetzt/?ort=00101")
    page.get_by_role("button", name="Notfallnummern auf diesem Gerät speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()


def test_looking_keeps_nothing(page):
    for path in ("/musterkreis/jetzt/", LIST):
        page.goto(path)
        assert page.evaluate(HOLDS) == {}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_button_keeps_the_list_and_nothing_else(page):
    save(page)
    for path in ("/", "/musterkreis/suche/?q=Hebamme", "/musterkreis/jetzt/?ort=00102", LIST):
        page.goto(path)
    page.wait_for_timeout(500)
    kept = page.evaluate(HOLDS)

    assert [path for path in kept if not path.startswith("/static/")] == [LIST]
    assert {re.sub(r"\.[0-9a-f]{12}\.", ".", path.rpartition("/")[2]) for path in kept} == {"", *FILES}
    assert sum(kept.values()) <= 1_000_000
    assert page.evaluate(HOLDS_BESIDE) == {"local": [], "session": [], "databases": [], "workers": [LIST]}
    assert page.context.cookies() == []


def test_knows_nothing_of_what_was_asked_or_chosen(page):
    page.goto("/musterkreis/jetzt/merken/?ort=00101")
    page.get_by_role("button", name="Diesen Ort merken").click()
    save(page)
    text = page.evaluate("async (list) => (await caches.match(list, { ignoreVary: true })).text()", LIST)

    assert NIGHT in text
    assert "Jetzt in 00101" not in text
    assert {cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "ort"} == {"00101"}


def test_stays_when_cookies_are_deleted_as_at_the_end_of_a_session(page):
    save(page)
    page.context.clear_cookies()
    page.close()
    after = page.context.new_page()
    after.context.set_offline(True)
    after.goto(LIST)

    expect(after.locator(f"a[href='{NIGHT}']").first).to_be_visible()


def test_another_page_in_its_place_does_not_replace_it(page):
    """The proxy answers with 200 and its own page while the application is down."""
    save(page)
    page.route(f"**{LIST}", lambda route: route.fulfill(body="<h1>Jetzt Hilfe</h1>", content_type="text/html"))
    with page.expect_response(lambda response: response.url.endswith(LIST)):
        page.goto("/musterkreis/jetzt/?ort=00101")
    page.wait_for_timeout(500)

    assert NIGHT in page.evaluate("async (list) => (await caches.match(list, { ignoreVary: true })).text()", LIST)


class Relay(BaseHTTPRequestHandler):
    """Hands the portal's pages on until it says that it is broken."""

    origin, is_broken = "", False

    def do_GET(self) -> None:
        if self.is_broken:
            self.send_error(503)
            return
        with urlopen(f"{self.origin}{self.path}") as answer:  # noqa: S310 -- the portal of this test
            body = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def relay(portal: Server) -> Iterator[str]:
    Relay.origin, Relay.is_broken = portal.origin, False
    with ThreadingHTTPServer(("127.0.0.1", 0), Relay) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def test_is_shown_when_the_portal_says_that_it_cannot(browser: Browser, relay: str):
    with open_context(browser, relay) as context:
        page = context.new_page()
        save(page)
        page.goto(LIST)
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        Relay.is_broken = True
        page.goto(LIST)

        expect(page.locator(f"a[href='{NIGHT}']").first).to_be_visible()


def test_opens_without_a_net_a_week_later_and_says_how_old_it_is(page):
    save(page)
    page.goto(LIST)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.clock.install()
    page.clock.fast_forward(AGE_DAYS * 24 * 3600 * 1000)
    page.goto(LIST)

    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallnummern")
    expect(page.locator(f"a[href='{NIGHT}']").first).to_be_visible()
    expect(page.get_by_text("vor 7 Tagen")).to_be_visible()


def test_is_gone_on_demand(page):
    save(page)
    page.get_by_role("button", name="Wieder entfernen").click()
    expect(page.get_by_text("Entfernt.")).to_be_visible()

    assert page.evaluate(HOLDS) == {}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


@pytest.mark.parametrize("path", ["/jetzt/kind/", "/musterkreis/jetzt/kind/?ort=00101", "/en/musterkreis/jetzt/kind/"])
def test_is_never_offered_to_a_child(page, path):
    page.goto(path)

    expect(page.get_by_text("auf diesem Gerät speichern")).to_have_count(0)
    expect(page.locator("link[rel=manifest], [data-offline], script[src*=offline], a[href*='/liste/']")).to_have_count(
        0
    )
