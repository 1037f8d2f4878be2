"""Takes the fifty walks of ``tests/journeys/gaenge.toml`` in Chromium and writes ``docs/gaenge.md``.

    .venv/bin/python maintenance/walks.py [--screenshots FOLDER] [--width 1200]

Fails if fewer than 45 end at help that fits.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.journeys import server, walking  # noqa: E402 -- found only with the line above
from tests.journeys.conftest import ARGUMENTS  # noqa: E402
from tests.journeys.visits import open_context  # noqa: E402

HEAD = """# Fünfzig Gänge durch das Portal

Fünfzig Menschen tippen in der Demo ein, was sie bewegt. Jeder Gang beginnt auf der Startseite des Musterkreises, liest
die ersten drei Karten und öffnet davon die erste, die passt, sonst die oberste. Ein Schritt ist eine Seite, auf die man
wartet. „Warnung“ heißt: Über den Treffern stehen ungefragt die Notrufnummern.

Die Tabelle schreibt `maintenance/walks.py`, die Gänge stehen in `tests/journeys/gaenge.toml`; ein Test verlangt, dass
mindestens 45 bei passender Hilfe enden.

| Nr. | Wer | Was eingetippt wurde | Ort | Gesucht | Gelandet bei | Schritte | Warnung | Passt |
|---|---|---|---|---|---|---|---|---|
"""
FEWEST_FITTING = 45


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--screenshots", type=Path)
    options.add_argument("--width", type=int, default=1200)
    chosen = options.parse_args()
    arrivals = take_all(chosen.screenshots, chosen.width)
    fitting = sum(arrival.fits for arrival in arrivals)
    rows = "\n".join(row(number, arrival) for number, arrival in enumerate(arrivals, 1))
    text = f"{HEAD}{rows}\n\n{fitting} von {len(arrivals)} enden bei passender Hilfe.\n"
    (ROOT / "docs" / "gaenge.md").write_text(text, encoding="utf-8")
    print(f"{fitting} von {len(arrivals)} passen")
    return 0 if fitting >= FEWEST_FITTING else 1


def take_all(screenshots: Path | None, width: int) -> list[walking.Arrival]:
    """Build the demo in a folder that goes away again, and take every walk in it."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        server.build(folder)
        kinds = walking.kinds_of_offers(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        if screenshots:
            screenshots.mkdir(parents=True, exist_ok=True)
        with (
            server.serve(folder, "walks") as portal,
            open_context(browser, portal.origin, viewport={"width": width, "height": 900}) as context,
        ):
            page = context.new_page()
            pictures = [screenshots / f"gang-{at:02}.png" if screenshots else None for at in range(1, 51)]
            arrivals = [
                walking.take(page, walk, kinds, picture)
                for walk, picture in zip(walking.walks(), pictures, strict=True)
            ]
        browser.close()
    return arrivals


def row(number: int, arrival: walking.Arrival) -> str:
    walk = arrival.walk
    where = f"{arrival.title} ({arrival.organisation})" if arrival.organisation else arrival.title
    warned, fits = "ja" if arrival.is_warned else "", "ja" if arrival.fits else "nein"
    cells = [str(number), walk.who, f"„{walk.typed}“", walk.place, walk.needs, where, str(arrival.steps), warned, fits]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
