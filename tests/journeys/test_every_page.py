"""What holds for every page of the portal, in each of its states."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Browser, Page

from tests.house.test_urls import ROUTES
from tests.journeys.addresses import ADDRESSES
from tests.journeys.server import Server
from tests.journeys.visits import DESKTOP, TELEPHONE, Visit, open_context, visit

SMALLEST_PHONE = 44
HEIGHTS_OF_NUMBERS = """[...document.querySelectorAll("a[href^='tel:']")]
    .filter((link) => link.checkVisibility({ visibilityProperty: true }) && link.getClientRects().length)
    .map(({ href, offsetHeight }) => [href, offsetHeight])"""
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# Answers to a script or a machine, no pages: no layout and no title of their own. "Leave" is a way out.
FRAGMENTS = {"portal:suggest", "network:suggest", "jurisdiction:interface", "jurisdiction:leave",
             "network_now:worker", "network_now:manifest", "embed:colour",
             *(route for route in ROUTES if route.startswith(("hsds:", "taking:", "network_taking:", "outward:"))),
             *(route for route in ROUTES if route.startswith("paper:")),
             "mfa_login_webauthn", "mfa_download_recovery_codes", "networks:invite_again", "networks:switch",
             "openid_connect_login", "openid_connect_callback", "socialaccount_connections",
             "accounts_again_by_service",
             # buttons, and pages that are drawn by the template of another address
             "coordination:decline_join", "coordination:mark_handover", "coordination:move_partner",
             "coordination:send_mailing", "coordination:set_aside", "coordination:unit", "homes:give_back",
             "keeping:accept",
             "keeping:confirm_all", "keeping:confirm_contact_point", "keeping:confirm_offer", "keeping:remove_name",
             "keeping:restore", "keeping:send_back", "keeping:withdraw",
             # no address before somebody has sent a list: their pages come after what is done at "lists:upload"
             "lists:columns", "lists:report", "lists:refused", "lists:take", "lists:throw_away"}  # fmt: skip


@pytest.fixture(scope="module")
def tab(browser: Browser, portal: Server) -> Iterator[Page]:
    with open_context(browser, portal.origin) as context:
        yield context.new_page()


@pytest.fixture(scope="module", params=ADDRESSES, ids=lambda address: address.name)
def visited(request: pytest.FixtureRequest, tab: Page, portal: Server, places: dict[str, str]) -> Iterator[Visit]:
    """Open each page once; all tests look at the same one, the last of them at what it said meanwhile."""
    with visit(tab, portal.origin, request.param, request.param.path.format_map(places)) as visited:
        yield visited


def test_every_route_has_an_address():
    seen = set()
    for address in ADDRESSES:
        path = address.path.partition("?")[0].format_map(defaultdict(lambda: UUID(int=0)))
        try:
            with translation.override("en" if path.startswith("/en/") else "de"):
                seen.add(resolve(path).view_name)
        except Resolver404:
            assert address.status == 404

    assert seen | FRAGMENTS == ROUTES.keys(), "tests/journeys/addresses.py has to name every page"


def test_axe_finds_nothing_in_the_light(visited):
    visited.resize(DESKTOP)
    visited.page.emulate_media(color_scheme="light")

    assert visited.findings() == []


def test_axe_finds_nothing_in_the_dark(visited):
    visited.resize(DESKTOP)
    visited.page.emulate_media(color_scheme="dark")

    # In the dark a page differs in its colours, and in nothing else.
    assert visited.findings(*COLOUR_RULES) == []


def test_fits_with_letters_twice_as_large(visited):
    visited.resize(DESKTOP)
    visited.page.evaluate("document.documentElement.style.fontSize = '200%'")
    misplaced = visited.misplaced()
    visited.page.evaluate("document.documentElement.style.fontSize = ''")

    assert misplaced == []


def test_fits_on_a_telephone(visited):
    visited.resize(TELEPHONE)

    assert visited.misplaced() == []


def test_numbers_are_large_enough_for_a_thumb(visited):
    visited.resize(TELEPHONE)
    heights = visited.page.evaluate(HEIGHTS_OF_NUMBERS)

    assert heights
    assert [(number, height) for number, height in heights if height < SMALLEST_PHONE] == []


def test_says_nothing_asks_nobody_and_keeps_nothing(visited):
    kept = visited.page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]")

    assert visited.watch.complaints == []
    assert visited.watch.strangers == []
    assert {cookie["name"] for cookie in visited.page.context.cookies()} == visited.address.cookies
    assert kept == [[], []]
