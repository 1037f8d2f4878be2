"""When nothing works any more, the numbers still do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.server import Server
from tests.journeys.steps import Address
from tests.journeys.visits import TELEPHONE, Visit, open_context, visit

BROKEN = Address("broken", "/musterkreis/suche/", "Das Verzeichnis ist gerade nicht erreichbar", status=503)


@pytest.fixture(scope="module")
def failed(browser: Browser, broken: Server) -> Iterator[Visit]:
    with (
        open_context(browser, broken.origin) as context,
        visit(context.new_page(), broken.origin, BROKEN, BROKEN.path) as visited,
    ):
        yield visited


@pytest.mark.parametrize("number", ["110", "112", "116111", "08001110550"])
def test_names_whom_to_call(failed, number):
    link = failed.page.locator(f"a[href='tel:{number}']")

    expect(link).to_be_visible()
    assert link.inner_text().replace(" ", "") == number


def test_error_page_does_not_fail_itself(failed, broken):
    said = broken.log.read_text()

    assert "OperationalError" in said
    assert "django.template" not in said.rpartition("OperationalError")[2]
    assert failed.watch.complaints == []
    assert failed.watch.strangers == []


def test_error_page_is_as_accessible_as_all_others(failed):
    light = failed.findings()
    failed.page.emulate_media(color_scheme="dark")
    dark = failed.findings()
    failed.page.set_viewport_size(TELEPHONE)

    assert light == []
    assert dark == []
    assert failed.misplaced() == []


def test_way_out_leads_to_the_start(failed):
    expect(failed.page.get_by_role("link", name="Zur Startseite")).to_have_attribute("href", "/")
