"""Keeping entries on a telephone: few taps, and nothing lost when two people change the same."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.insiders import KEYS
from tests.journeys.visits import TELEPHONE, open_context


@pytest.fixture
def telephone(browser, portal):
    """Return a telephone in the hands of the Leitung."""
    with open_context(browser, portal.origin, viewport=TELEPHONE, has_touch=True) as context:
        context.add_cookies([{"name": "sid", "value": KEYS["lead"], "url": portal.origin}])
        yield context.new_page()


def to_hours(page):
    page.goto("/konto/")
    page.get_by_role("link", name="Einträge der Einrichtung").tap()
    page.get_by_role("link", name="Zeiten und Telefon").first.tap()


def save(page, text):
    page.get_by_label(re.compile("^Zeiten")).fill(text)
    page.get_by_role("button", name="Speichern").tap()


def test_hours_are_changed_with_few_taps(telephone):
    to_hours(telephone)

    save(telephone, "Mo-Do 8-15 Uhr, Fr 8-12 Uhr")

    main = telephone.get_by_role("main")
    expect(main).to_contain_text("Das steht jetzt so im Portal")
    expect(main).to_contain_text("Mo–Do 8–15 Uhr; Fr 8–12 Uhr")


def test_second_of_two_sees_both_and_loses_no_word(telephone):
    to_hours(telephone)
    other = telephone.context.new_page()
    to_hours(other)
    save(telephone, "Mo-Mi 8-15 Uhr")
    expect(telephone.get_by_role("main")).to_contain_text("Das steht jetzt so im Portal")

    save(other, "Mo-Di 9-14 Uhr")

    main = other.get_by_role("main")
    expect(main).to_contain_text("Noch nicht gespeichert")
    expect(main).to_contain_text("Mo–Mi 8–15 Uhr")
    expect(other.get_by_label(re.compile("^Zeiten"))).to_have_value("Mo-Di 9-14 Uhr")
    other.get_by_role("button", name="Speichern").tap()
    expect(main).to_contain_text("Mo–Di 9–14 Uhr")
