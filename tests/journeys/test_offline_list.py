"""The list of emergency numbers without a net: only after a button, nothing but the list, and gone on demand."""

from playwright.sync_api import expect

HOLDS = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const response = await cache.match(url, { ignoreVary: true });
      found[new URL(url).pathname] = (await response.arrayBuffer()).byteLength;
    }
  }
  return found;
}"""
LIST = "/musterkreis/jetzt/liste/"
AGE_DAYS = 7


def save(page) -> None:
    page.goto("/musterkreis/jetzt/?ort=00101")
    page.get_by_role("button", name="Notfallnummern auf diesem Gerät speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()


def test_looking_keeps_nothing(page):
    for path in ("/musterkreis/jetzt/", LIST):
        page.goto(path)
        assert page.evaluate(HOLDS) == {}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_button_keeps_the_list_and_nothing_else(page):
    save(page)
    kept = page.evaluate(HOLDS)

    assert [path for path in kept if not path.startswith("/static/")] == [LIST]
    assert sum(kept.values()) <= 1_000_000


def test_opens_without_a_net_a_week_later_and_says_how_old_it_is(page):
    save(page)
    page.goto(LIST)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    page.clock.install()
    page.clock.fast_forward(AGE_DAYS * 24 * 3600 * 1000)
    page.goto(LIST)

    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallnummern")
    expect(page.locator("a[href='tel:+493023125310']").first).to_be_visible()
    expect(page.get_by_text("vor 7 Tagen")).to_be_visible()


def test_is_gone_on_demand(page):
    save(page)
    page.get_by_role("button", name="Wieder entfernen").click()
    expect(page.get_by_text("Entfernt.")).to_be_visible()

    assert page.evaluate(HOLDS) == {}
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_is_never_offered_to_a_child(page):
    page.goto("/musterkreis/jetzt/kind/")

    expect(page.get_by_text("auf diesem Gerät speichern")).to_have_count(0)
    expect(page.locator("link[rel=manifest]")).to_have_count(0)
