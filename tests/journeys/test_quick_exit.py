"""Whoever leaves quickly is gone: by button, by keyboard, without JavaScript; and Back shows nothing of ours."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys import server
from tests.journeys.server import Server
from tests.journeys.visits import open_context

WEATHER = "Sonnig, 21 Grad"


class Neutral(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"<title>Wetter</title><p>{WEATHER}</p>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def weather() -> Iterator[str]:
    """A page of somebody else: another origin than the portal's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Neutral) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://localhost:{httpd.server_port}/"
        httpd.shutdown()


@pytest.fixture(scope="module")
def exit_portal(folder: Path, weather: str) -> Iterator[Server]:
    with server.serve(folder, "exit", SCHUTZNETZ_NEUTRALE_SEITE=weather) as running:
        yield running


@pytest.fixture
def context(browser: Browser, exit_portal: Server) -> Iterator[BrowserContext]:
    with open_context(browser, exit_portal.origin) as context:
        yield context


def look_for_help(page: Page) -> None:
    """Choose a place, keep it, and read on: several pages, two cookies, something in the storage."""
    page.goto("/jetzt/")
    page.get_by_label("Ort oder Postleitzahl").fill("00101")
    page.get_by_role("button", name="Nummer zeigen").click()
    page.get_by_role("link", name="Diesen Ort merken").click()
    page.get_by_role("button", name="Diesen Ort merken").click()
    expect(page.get_by_text("Was Sie am Telefon sagen")).to_be_visible()
    page.goto("/jetzt/kind/")
    page.evaluate("localStorage.setItem('spur', '1')")
    assert {cookie["name"] for cookie in page.context.cookies()} == {"ort", "csrf"}


def leave_by_button(page: Page) -> None:
    page.get_by_role("link", name="Seite schnell verlassen", exact=True).click()


def leave_by_keyboard(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_keyboard])
def test_leads_away_and_back_shows_nothing(page, weather, exit_portal, leave):
    page.goto("about:blank")
    look_for_help(page)

    leave(page)

    page.wait_for_url(weather)
    expect(page.get_by_text(WEATHER)).to_be_visible()
    assert page.context.cookies() == []
    for _ in range(3):
        page.evaluate("void setTimeout(() => history.back(), 0)")
        page.wait_for_timeout(1500)
        assert "Hilfe" not in page.title()
        assert exit_portal.origin not in page.url
    page.evaluate("void setTimeout(() => history.forward(), 0)")
    page.wait_for_timeout(1500)
    assert exit_portal.origin not in page.url


def test_storage_is_empty_afterwards(page, weather):
    look_for_help(page)
    leave_by_button(page)
    page.wait_for_url(weather)
    other = page.context.new_page()
    other.goto("/jetzt/")

    assert other.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]
    expect(other.get_by_text("Was Sie am Telefon sagen")).to_have_count(0)


def test_takes_the_kept_list_along(page, weather):
    page.goto("/musterkreis/jetzt/?ort=00101")
    page.get_by_role("button", name="Notfallnummern auf diesem Gerät speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    leave_by_button(page)
    page.wait_for_url(weather)
    other = page.context.new_page()
    other.goto("/jetzt/")

    assert other.evaluate("caches.keys()") == []
    assert other.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_two_presses_of_escape_are_not_three(page):
    page.goto("/jetzt/")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)

    assert page.url.endswith("/jetzt/")


def test_without_script_it_is_a_link_that_clears(browser, exit_portal, weather):
    with open_context(browser, exit_portal.origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/jetzt/merken/?ort=00101")
        page.get_by_role("button", name="Diesen Ort merken").click()
        assert context.cookies()

        page.get_by_role("link", name="Seite schnell verlassen", exact=True).click()

        page.wait_for_url(weather)
        assert context.cookies() == []


def test_page_says_honestly_what_remains(page):
    page.goto("/jetzt/spuren/")

    expect(page.get_by_text("kann „Zurück“ diese öffentliche Hilfeseite wieder zeigen")).to_be_visible()
