"""What a first visit costs, all files together, as they travel; ``pytest -rP`` shows the figures."""

import pytest
from playwright.sync_api import BrowserContext

BUDGET = 120_000
BUDGET_NOW = 60_000
NOW = {"now": "/jetzt/", "answered": "/musterkreis/jetzt/?ort=00101", "child": "/jetzt/kind/"}
PAGES = {"welcome": "/", "start": "/musterkreis/", "results": "/musterkreis/suche/?q=Hebamme&ort=00101",
         "offer": "/musterkreis/angebot/{offer}/"}  # fmt: skip
KINDS = {"document", "font", "script", "stylesheet"}


def weigh(context: BrowserContext, path: str) -> dict[str, int]:
    """Return the bytes of each file of a first visit, headers included."""
    page = context.new_page()
    network = context.new_cdp_session(page)
    names, sizes = {}, {}
    network.on("Network.requestWillBeSent", lambda sent: names.setdefault(sent["requestId"], sent["request"]["url"]))
    network.on("Network.loadingFinished", lambda done: sizes.update({done["requestId"]: done["encodedDataLength"]}))
    network.send("Network.enable")
    page.goto(path, wait_until="networkidle")
    # The icon comes last of all, when the network has already been called idle.
    for _ in range(50):
        if names.keys() <= sizes.keys():
            break
        page.wait_for_timeout(100)
    return {name: int(sizes[key]) for key, name in names.items() if not name.startswith("data:")}


@pytest.mark.parametrize("name", PAGES)
def test_first_visit_is_light(name, context, places):
    kinds = set()
    context.on("request", lambda request: kinds.add(request.resource_type))
    sizes = weigh(context, PAGES[name].format_map(places))
    for url, size in sorted(sizes.items(), key=lambda item: -item[1]):
        print(f"{size:>8} {url.rpartition('/')[2] or url}")
    print(f"{sum(sizes.values()):>8} {name}")

    assert kinds >= KINDS
    assert sum(sizes.values()) <= BUDGET


@pytest.mark.parametrize("name", NOW)
def test_help_now_is_lighter_still(name, context):
    sizes = weigh(context, NOW[name])
    print(f"{sum(sizes.values()):>8} {name}")

    assert not [url for url in sizes if "fira" in url or "htmx" in url]
    assert sum(sizes.values()) <= BUDGET_NOW
