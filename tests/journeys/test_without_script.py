"""Everything works where JavaScript does not."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visits import open_context


@pytest.fixture
def page(browser, portal):
    with open_context(browser, portal.origin, java_script_enabled=False) as context:
        yield context.new_page()


def press(page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def follow(link) -> None:
    with link.page.expect_navigation():
        link.click()


def total(page) -> int:
    found = re.fullmatch(r"(\d+) Angebote?", page.locator("#treffer > h2").inner_text())
    assert found
    return int(found[1])


def test_from_the_place_to_the_organisation(page):
    page.goto("/")
    page.get_by_label("Ort oder Postleitzahl").fill("00101")
    press(page, "Hilfe zeigen")
    expect(page.get_by_label("Ort oder Postleitzahl")).to_have_value("00101 Musterstadt")

    page.get_by_label("Was suchen Sie?").fill("Beratung")
    press(page, "Suchen")
    everything = total(page)
    page.get_by_label("Art der Hilfe").select_option("erziehungsberatung")
    press(page, "Auswahl anwenden")
    of_one_kind = total(page)
    assert 0 < of_one_kind < everything

    follow(page.get_by_role("link", name="Alle Filter"))
    expect(page.get_by_label("Art der Hilfe")).to_have_value("erziehungsberatung")
    page.get_by_label("Art der Hilfe").select_option("")
    press(page, "Angebote zeigen")
    assert total(page) == everything

    card = page.get_by_role("article").first
    title = card.get_by_role("heading").inner_text()
    follow(card.get_by_role("heading").get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    organisation = page.locator("main a[href*='/einrichtung/']").first
    name = organisation.inner_text()
    follow(organisation)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("article").filter(has_text=title)).to_have_count(1)


def test_all_numbers_open(page):
    page.goto("/musterkreis/")
    page.get_by_text("Alle Nummern", exact=True).click()

    expect(page.locator(".sn-help__all a[href='tel:116111']")).to_be_visible()


def test_next_page_and_back(page):
    page.goto("/musterkreis/suche/?q=Jugendamt")
    first = page.get_by_role("article").first.inner_text()
    follow(page.get_by_role("link", name="Weiter"))
    assert page.get_by_role("article").first.inner_text() != first

    follow(page.get_by_role("link", name="Zurück"))
    assert page.get_by_role("article").first.inner_text() == first


def test_keeps_an_offer_and_lets_everything_go(page):
    page.goto("/musterkreis/suche/?q=Hebamme")
    card = page.get_by_role("article").first
    title = card.get_by_role("heading").inner_text()
    follow(card.get_by_role("link", name="Merken"))
    press(page, "Auf die Merkliste")
    expect(page.get_by_text("Gemerkt.").first).to_be_visible()

    follow(page.get_by_role("link", name="Merkliste", exact=True))
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article").get_by_role("heading")).to_have_text(title)

    press(page, "Alles löschen")
    expect(page.get_by_role("article")).to_have_count(0)
    assert page.context.cookies() == []


def test_reports_a_mistake(page):
    page.goto("/musterkreis/suche/?q=Hebamme")
    follow(page.get_by_role("article").first.get_by_role("heading").get_by_role("link"))
    follow(page.locator("main").get_by_role("link", name="Stimmt hier etwas nicht?"))
    press(page, "Hinweis abschicken")
    expect(page.get_by_role("heading", name="Bitte prüfen Sie")).to_be_visible()

    page.get_by_label("Die Zeiten stimmen nicht").check()
    press(page, "Hinweis abschicken")
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke, Ihr Hinweis ist da")
