"""From the start page to a telephone number without touching a mouse."""

from playwright.sync_api import Locator, Page, expect

FARTHEST = 80


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus; on the whole way the focus has to be visible."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        here = focused(page)
        style = here.evaluate("(element) => [getComputedStyle(element).outlineStyle, element.checkVisibility()]")
        box = here.bounding_box()
        assert style[0] != "none", f"no visible focus: {here.evaluate('(element) => element.outerHTML')}"
        assert style[1]
        assert box is not None
        assert box["x"] >= 0
        assert box["y"] >= 0
        if target.evaluate("(element) => element === document.activeElement"):
            return
    message = f"not reached with Tab: {target}"
    raise AssertionError(message)


def skip_to_content(page: Page) -> None:
    """The first stop of each page leads past the header and the numbers."""
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Zum Inhalt")
    expect(focused(page)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_from_the_start_to_a_telephone_number(page):
    page.goto("/")
    skip_to_content(page)
    tab_to(page, page.get_by_label("Ort oder Postleitzahl"))
    page.keyboard.type("00101")
    page.keyboard.press("Enter")
    page.wait_for_url("**/musterkreis/?ort=00101")

    skip_to_content(page)
    tab_to(page, page.get_by_label("Was suchen Sie?"))
    page.keyboard.type("Hebamme")
    page.keyboard.press("Enter")
    page.wait_for_url("**/musterkreis/suche/?q=Hebamme*")

    skip_to_content(page)
    first = page.get_by_role("article").first.get_by_role("heading").get_by_role("link")
    title = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/musterkreis/angebot/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    skip_to_content(page)
    tab_to(page, page.locator("main a[href^='tel:']").first)


def test_numbers_open_and_close_without_a_mouse(page):
    page.goto("/musterkreis/")
    bar = page.locator(".sn-help__all")
    tab_to(page, bar.locator("summary"))

    page.keyboard.press("Enter")
    tab_to(page, bar.locator("a[href='tel:116111']"))
    page.keyboard.press("Escape")

    expect(bar).not_to_have_attribute("open", "")
    expect(bar.locator("summary")).to_be_focused()
