"""Walks through the portal as people take them: type what moves them, read the first cards, open one."""

import sqlite3
import tomllib
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

WALKS = Path(__file__).parent / "gaenge.toml"
START = "/musterkreis/"
# So many cards somebody reads before opening one.
READ = 3
NOTICE = "#treffer [role=note]"


@dataclass(frozen=True, slots=True)
class Walk:
    """``kinds`` are the offer types that fit; with ``acute`` the emergency numbers must stand on top."""

    who: str
    typed: str
    needs: str
    kinds: tuple[str, ...]
    place: str = ""
    acute: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a walk ended: the offer's title, whom it belongs to, how many steps it took, and whether that fits."""

    walk: Walk
    title: str
    organisation: str
    steps: int
    fits: bool
    is_warned: bool


def walks() -> list[Walk]:
    rows = tomllib.loads(WALKS.read_text(encoding="utf-8"))["walk"]
    return [Walk(**{**row, "kinds": tuple(row["kinds"])}) for row in rows]


def kinds_of_offers(folder: Path) -> dict[str, str]:
    """Return the offer type of every offer of the demo, by its id without hyphens."""
    with sqlite3.connect(f"file:{folder / 'demo.sqlite3'}?mode=ro", uri=True) as database:
        return dict(database.execute("SELECT id, offer_type_id FROM directory_offer"))


def take(page: Page, walk: Walk, kinds: dict[str, str], screenshot: Path | None = None) -> Arrival:
    """Take one walk: a step is a page that somebody has to wait for."""
    page.goto(START)
    page.get_by_label("Was suchen Sie?").fill(walk.typed)
    page.get_by_label("Ort oder Postleitzahl").fill(walk.place)
    page.get_by_role("button", name="Suchen").click()
    page.wait_for_url("**/suche/**")
    if screenshot:
        page.screenshot(path=screenshot)
    is_warned = page.locator(NOTICE).filter(has_text="110").count() > 0
    cards = page.get_by_role("article").get_by_role("heading").get_by_role("link")
    hrefs = [cards.nth(at).get_attribute("href") or "" for at in range(min(READ, cards.count()))]
    found = [(href, kinds.get(href.rstrip("/").rpartition("/")[2].replace("-", ""), "")) for href in hrefs]
    if not found:
        return Arrival(walk, "nichts gefunden", "", 1, fits=False, is_warned=is_warned)
    href, kind = next((row for row in found if row[1] in walk.kinds), found[0])
    page.goto(href)
    title = page.get_by_role("heading", level=1).inner_text()
    owner = page.locator("main a[href*='/einrichtung/']").first
    organisation = owner.inner_text() if owner.count() else ""
    return Arrival(walk, title, organisation, 2, kind in walk.kinds, is_warned)
