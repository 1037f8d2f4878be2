"""Filters and suggestions that change a part of the page, and the Back button that undoes it."""

import pytest
from playwright.sync_api import expect

ALIVE = "window.stillTheSamePage"


@pytest.fixture
def results(page):
    page.goto("/musterkreis/suche/?q=Beratung")
    page.evaluate(f"{ALIVE} = true")
    return page


def heading(page):
    return page.locator("#treffer > h2")


def choose(page) -> None:
    kinds = page.get_by_label("Art der Hilfe")
    kinds.focus()
    kinds.select_option("erziehungsberatung")
    page.wait_for_url("**typ=erziehungsberatung*")


def test_changes_hits_address_and_announcement_without_reload(results):
    everything = heading(results).inner_text()
    choose(results)
    expect(heading(results)).not_to_have_text(everything)
    fewer = heading(results).inner_text()

    expect(results.get_by_role("status")).to_have_text(fewer)
    expect(results.get_by_label("Art der Hilfe")).to_have_value("erziehungsberatung")
    expect(results.get_by_label("Art der Hilfe")).to_be_focused()
    expect(results.get_by_label("Was suchen Sie?")).to_have_value("Beratung")
    assert results.evaluate(ALIVE) is True
    # Whoever is sent this address sees the same.
    results.goto(results.url)
    expect(heading(results)).to_have_text(fewer)


def test_back_restores_question_and_hits(results):
    everything, address = heading(results).inner_text(), results.url
    choose(results)
    expect(heading(results)).not_to_have_text(everything)

    results.go_back()

    expect(heading(results)).to_have_text(everything)
    expect(results.get_by_label("Art der Hilfe")).to_have_value("")
    assert results.url == address


def test_leaves_nothing_on_the_device(results):
    everything = heading(results).inner_text()
    choose(results)
    expect(heading(results)).not_to_have_text(everything)

    assert results.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]
    assert results.context.cookies() == []


def test_suggests_while_somebody_types(page):
    page.goto("/musterkreis/")
    page.get_by_label("Was suchen Sie?").press_sequentially("Heb", delay=20)
    expect(page.locator("#vorschlaege-q option[value*='Hebamme']").first).to_be_attached()

    page.get_by_label("Ort oder Postleitzahl").press_sequentially("Auen", delay=20)
    expect(page.locator("#vorschlaege-ort option[value*='Auenrode']").first).to_be_attached()
