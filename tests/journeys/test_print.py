"""Paper shows whom to call, and nothing that can only be clicked."""

import pytest
from playwright.sync_api import expect

PAGES = {"results": "/musterkreis/suche/?q=Jugendamt", "offer": "/musterkreis/angebot/{offer}/",
         "organisation": "/musterkreis/einrichtung/{organisation}/"}  # fmt: skip
# Navigation, forms and buttons: on screen there, on paper gone.
EVERYWHERE = ("nav", "footer", ".sn-tool", ".sn-pin")
CLICKED = {
    "results": (*EVERYWHERE, "form[role=search]", "form.sn-filter", "button", "a[href*='/filter/']"),
    "offer": EVERYWHERE,
    "organisation": EVERYWHERE,
}


@pytest.fixture(params=PAGES)
def name(request):
    return request.param


@pytest.fixture
def shown(name, page, places):
    page.goto(PAGES[name].format_map(places))
    return page


def displayed(page, selector: str) -> bool:
    return any(element.is_visible() for element in page.locator(selector).all())


def test_paper_hides_what_can_only_be_clicked(name, shown):
    assert {part: displayed(shown, part) for part in CLICKED[name]} == dict.fromkeys(CLICKED[name], True)

    shown.emulate_media(media="print")

    assert {part: displayed(shown, part) for part in CLICKED[name]} == dict.fromkeys(CLICKED[name], False)


def test_paper_shows_whom_to_call(shown):
    shown.emulate_media(media="print")

    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    expect(shown.locator("main a[href^='tel:']").first).to_be_visible()
    expect(shown.locator(".sn-help a[href='tel:112']").first).to_be_visible()


def test_paper_is_black_on_white_in_the_dark_too(shown):
    shown.emulate_media(media="print", color_scheme="dark")
    colours = shown.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")

    assert colours[0] == "rgb(0, 0, 0)"
    assert colours[1] in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
