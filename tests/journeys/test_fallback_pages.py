"""The pages that the proxy shows while the application is down, in all their kinds: as accessible as all others."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import server
from tests.journeys.steps import Address
from tests.journeys.visits import DESKTOP, TELEPHONE, Visit, open_context, visit
from tests.jurisdiction import proxy
from tests.jurisdiction.proxy import Proxy

HERE = "http://127.0.0.1"
SMALLEST_PHONE = 44
FIRST_OF_NETWORK = "main nav a >> nth=0"


def to_first_place(page: Page) -> None:
    page.locator(FIRST_OF_NETWORK).click()


def to_place_with_several_units(page: Page) -> None:
    page.get_by_role("link", name="Auenrode", exact=True).click()


PAGES = (
    Address("now", "/jetzt/", "Wer noch hilft"),
    Address("child", "/en/jetzt/kind/", "Wer noch hilft"),
    Address("network", "/musterkreis/jetzt/", "Wo wohnt das Kind?"),
    Address("letter", "/jetzt/", "Alle Buchstaben", prepare=to_first_place),
    Address("unit", "/musterkreis/jetzt/", "Suchen Sie den Tag und die Uhrzeit.",
            prepare=lambda page: page.get_by_role("link", name="Fichtenrode", exact=True).click()),
    Address("gemeinde", "/musterkreis/jetzt/", "Hier gibt es mehrere", prepare=to_place_with_several_units),
    Address("busy", "/leipzig/jetzt/", "Hier gibt es mehrere",
            prepare=lambda page: page.get_by_role("link", name="Leipzig", exact=True).click()),
    Address("unreachable", "/leicht/", "gerade nicht erreichbar", status=503),
)  # fmt: skip


@pytest.fixture(scope="module")
def front(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The shipped proxy before nothing, with the pages that the demo's command has written."""
    nginx = proxy.find_nginx()
    if nginx is None:
        pytest.skip(proxy.INSTALL)
    command = [sys.executable, "-m", "django", "write_fallback"]
    subprocess.run(command, env=server.environment(folder), cwd=server.ROOT, check=True, stdout=subprocess.DEVNULL)
    work = tmp_path_factory.mktemp("nginx")
    with proxy.serve(nginx, work, folder / "rueckfall", folder / "static", proxy.free_port()) as front:
        yield front


@pytest.fixture(scope="module")
def tab(browser: Browser, front: Proxy) -> Iterator[Page]:
    with open_context(browser, f"{HERE}:{front.port}") as context:
        yield context.new_page()


@pytest.fixture(scope="module", params=PAGES, ids=lambda address: address.name)
def visited(request: pytest.FixtureRequest, tab: Page, front: Proxy) -> Iterator[Visit]:
    with visit(tab, f"{HERE}:{front.port}", request.param, request.param.path) as visited:
        yield visited


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, TELEPHONE], ids=["wide", "360"])
def test_axe_finds_nothing(visited, scheme, size):
    visited.page.set_viewport_size(size)
    visited.page.emulate_media(color_scheme=scheme)

    assert visited.findings() == []


def test_fits_on_a_telephone_and_with_letters_twice_as_large(visited):
    visited.page.set_viewport_size(TELEPHONE)
    small = visited.misplaced()
    visited.page.set_viewport_size(DESKTOP)
    visited.page.evaluate("document.documentElement.style.fontSize = '200%'")
    large = visited.misplaced()
    visited.page.evaluate("document.documentElement.style.fontSize = ''")

    assert (small, large) == ([], [])


def test_numbers_are_large_enough_for_a_thumb(visited):
    visited.page.set_viewport_size(TELEPHONE)
    numbers = visited.page.locator("a[href^='tel:']")
    heights = numbers.evaluate_all("links => links.map(({ href, offsetHeight }) => [href, offsetHeight])")

    assert len(heights) >= 2
    assert [(number, height) for number, height in heights if height < SMALLEST_PHONE] == []


def test_says_nothing_asks_nobody_and_keeps_nothing(visited):
    assert visited.watch.complaints == []
    assert visited.watch.strangers == []
    assert visited.page.context.cookies() == []


def test_child_is_two_steps_from_the_number_and_one_from_the_way_out(tab):
    page = tab.context.new_page()
    page.goto("/musterkreis/jetzt/kind/")

    expect(page.get_by_role("link", name="Seite schnell verlassen")).to_be_visible()
    page.get_by_role("link", name="Fichtenrode", exact=True).click()
    expect(page.locator("ol a[href='tel:+493023125310']").first).to_be_visible()
    page.close()


def test_last_resort_is_readable_too(browser, tmp_path):
    """Pages were never written, and the application is down."""
    nginx = proxy.find_nginx()
    if nginx is None:
        pytest.skip(proxy.INSTALL)
    with (
        proxy.serve(nginx, tmp_path, tmp_path / "nie", tmp_path, proxy.free_port()) as front,
        open_context(browser, f"{HERE}:{front.port}", viewport=TELEPHONE) as context,
    ):
        address = Address("last-resort", "/jetzt/", "Gerade nicht erreichbar", status=200)
        page = context.new_page()
        page.goto(address.path)

        assert Visit(address, page, None).findings() == []
        assert re.search(r"\b110\b.*\b116 111\b", page.locator("main").inner_text(), re.DOTALL)
