"""One browser, one portal and one filled database for all journeys; a context of its own for each test."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys import server
from tests.journeys.server import Server
from tests.journeys.visits import open_context

INSTALL = "apt-get install chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # Whatever a page asks for elsewhere is seen by the tests, but never leaves this computer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of Debian's Chromium; without one, everything here is skipped before anything is built."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip(INSTALL)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the filled database and the static files."""
    folder = tmp_path_factory.mktemp("portal")
    server.build(folder)
    return folder


@pytest.fixture(scope="session")
def portal(folder: Path) -> Iterator[Server]:
    with server.serve(folder, "portal") as running:
        yield running


@pytest.fixture(scope="session")
def broken(folder: Path) -> Iterator[Server]:
    """The same portal on a database that has lost its tables: every page of the directory fails."""
    with server.serve(
        folder, "broken", DATABASE_URL=f"sqlite:///{folder / 'empty.sqlite3'}", SCHUTZNETZ_HTTPS="0"
    ) as it:
        yield it


@pytest.fixture
def context(browser: Browser, portal: Server) -> Iterator[BrowserContext]:
    with open_context(browser, portal.origin) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def places(browser: Browser, portal: Server) -> dict[str, str]:
    """Ids of entries with a state of their own, found the way a person finds them: search, open, follow the link."""
    with open_context(browser, portal.origin) as context:
        page = context.new_page()

        def find(question: str, place: str) -> str:
            page.goto(f"/musterkreis/suche/?q={question}")
            page.get_by_role("article").filter(has_text=place).get_by_role("heading").get_by_role("link").first.click()
            return _last_id(page.url)

        def follow(start: str) -> str:
            page.locator(f".sn-page-header {start}").click()
            return _last_id(page.url)

        return {
            "offer": find("Hebamme", "Musterstadt"),
            "organisation": follow("a"),
            "confidential": find("Frauenhaus", "geschützter Ort"),
            "hidden": follow("a"),
            "holder": follow("a"),
        }


def _last_id(url: str) -> str:
    found = re.search(r"[0-9a-f-]{36}", url)
    assert found, url
    return found[0]
