"""One browser, one portal and one filled database for all journeys; a context of its own for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from tests.journeys import server
from tests.journeys.insiders import KEYS
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
def folder(chromium: str, built_portal: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the filled database and the static files; each process has its own."""
    return Path(shutil.copytree(built_portal, tmp_path_factory.mktemp("portal"), dirs_exist_ok=True))


@pytest.fixture(scope="session")
def portal(folder: Path) -> Iterator[Server]:
    with server.serve(folder, "portal") as running:
        yield running


@pytest.fixture(scope="session")
def broken(folder: Path) -> Iterator[Server]:
    """The same portal on a database that has lost its tables: every page of the directory fails."""
    empty = {"DATABASE_URL": f"sqlite:///{folder / 'empty.sqlite3'}", "SCHUTZNETZ_HTTPS": "0"}
    with server.serve(folder, "broken", **empty) as running:
        yield running


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

        def follow(link: Locator) -> str:
            page.goto(link.first.get_attribute("href") or "")
            return page.url.rstrip("/").rpartition("/")[2]

        def find(question: str, place: str) -> str:
            page.goto(f"/musterkreis/suche/?q={question}")
            return follow(page.get_by_role("article").filter(has_text=place).get_by_role("heading").get_by_role("link"))

        def up() -> str:
            """Go to whom this belongs: from an offer to its organisation, from there to its Träger."""
            return follow(page.locator("main a[href*='/einrichtung/']"))

        return {
            "offer": find("Hebamme", "Musterstadt"),
            "organisation": up(),
            "confidential": find("Frauenhaus", "geschützter Ort"),
            "hidden": up(),
            "holder": up(),
            **behind_the_door(browser, portal),
        }


def behind_the_door(browser: Browser, portal: Server) -> dict[str, str]:
    """Ids of what only those see who act in a function, found by following their links."""
    found = {}
    for who, start, links in (
        ("lead", "/konto/", {"house": "Wer für Ihre Einrichtung handelt"}),
        ("lead", "", {"member": "Freigeben"}),
        (
            "lead",
            "/konto/einrichtung/{house}/eintraege/",
            {
                "proposal": "Neues Angebot: Elterncafé",
                "point": "Zeiten und Telefon",
                "entry": "Freie Plätze",
                "site": "/konto/standort/",
                "function": "Name eintragen",
            },
        ),
        ("coordination", "/konto/notfallnummern/", {"service": "Neue Nummer", "number": "Vorschlag bestätigen"}),
        ("coordination", "/konto/andere-verzeichnisse/", {"home": "Selbsthilfe-Verzeichnis Musterland"}),
        ("coordination", "/konto/zu-tun/?alle", {"joining": "Entscheiden"}),
    ):
        with open_context(browser, portal.origin) as context:
            context.add_cookies([{"name": "sid", "value": KEYS[who], "url": portal.origin}])
            page = context.new_page()
            page.goto(start.format(**found) or f"/konto/einrichtung/{found['house']}/mitglieder/")
            for name, text in links.items():
                by_text = page.get_by_role("link", name=text)
                link = page.locator(f"a[href^='{text}']") if text.startswith("/") else by_text
                href = link.first.get_attribute("href") or ""
                found[name] = href.split("/")[3]
    return found
