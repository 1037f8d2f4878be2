"""A morning of the coordination: ten rows of "Zu tun", one after the other, and never out of the list."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import server
from tests.journeys.insiders import KEYS
from tests.journeys.visits import open_context

# What is done on the page behind a verb: the buttons that may be there, the first one counts.
BUTTONS = {
    "Freigeben": "Freigeben",
    "Ansehen": "Freigeben",
    "Bestätigen": "Bestätigen",
    "Entscheiden": "Aufnehmen|Behalten",
    "Nachfragen": "Stimmt alles, bestätigen",
    "Hinweis lesen": "Erledigt",
    "Einladen": "Einladung schicken",
    "Nachfolge einladen": "Einladung schicken",
    "Anrufen und eintragen": "Eintragen",
}
TEN = 10
# Of each kind so many: what is left out shows that the place in the list is kept.
OF_A_KIND = 3


@pytest.fixture(scope="module")
def morning(built_portal, tmp_path_factory):
    """A portal of its own: what is worked off here is looked at by others."""
    folder = Path(shutil.copytree(built_portal, tmp_path_factory.mktemp("morning"), dirs_exist_ok=True))
    with server.serve(folder, "morning") as running:
        yield running


@pytest.fixture
def desk(browser, morning):
    with open_context(browser, morning.origin) as context:
        context.add_cookies([{"name": "sid", "value": KEYS["coordination"], "url": morning.origin}])
        page = context.new_page()
        page.goto("/konto/zu-tun/?alle")
        yield page


def act(page, verb, number):
    """Do what a row asks for, on the page behind it."""
    if verb.endswith("inladen"):
        page.get_by_label("E-Mail-Adresse").fill(f"neu{number}@haus.example")
    if verb == "Anrufen und eintragen":
        page.get_by_role("radio").first.check()
    page.get_by_role("button", name=re.compile(f"^({BUTTONS[verb]})")).first.click()


def test_ten_rows_are_worked_off_without_leaving_the_list(desk):
    done, place = Counter(), 0
    while done.total() < TEN:
        cards = desk.locator(".sn-card")
        verb = cards.nth(place).locator(".sn-card__reach").inner_text().strip()
        if verb not in BUTTONS or done[verb] == OF_A_KIND:
            place += 1
            continue
        row = cards.nth(place).inner_text()
        cards.nth(place).get_by_role("link").first.click()
        expect(desk.get_by_role("navigation", name="Sie sind hier")).to_contain_text("Zu tun")

        act(desk, verb, done.total())

        expect(desk.get_by_role("heading", level=1)).to_have_text("Zu tun")
        assert desk.url.endswith(f"/konto/zu-tun/?alle&ab={place}#hier"), row
        assert desk.locator("#hier").inner_text().strip(), f"nobody says what was done: {row}"
        assert desk.locator("#hier + .sn-card").count() == 1
        assert row not in cards.all_inner_texts()
        done[verb] += 1

    assert len(done) >= 6, done
