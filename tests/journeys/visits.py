"""One look at a page: what it says, what it asks for, what it complains about, and how it is laid out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response, expect

from tests.journeys.steps import Address

DESKTOP = {"width": 1200, "height": 900}
TELEPHONE = {"width": 360, "height": 740}
# Only what it objects to: the lists of what is fine take long to make and to send.
AXE = {"resultTypes": ["violations"], "preload": False}
SCRIPT = Axe().axe_script
LAYOUT = (Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
# A blocked resource is an event of the page; said aloud, it arrives with everything else on the console.
# What the browser gives up by itself because the page is being left, the icon above all. A broken connection,
# a refused one and a blocked one have names of their own.
GIVEN_UP = "net::ERR_ABORTED"
REPORT_BLOCKED = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`blocked by policy: ${event.violatedDirective} ${event.blockedURI}`))"""


@contextmanager
def open_context(browser: Browser, origin: str, **options: Any) -> Iterator[BrowserContext]:
    """Open a fresh profile: empty cache, no cookies, light, no motion."""
    options = {"viewport": DESKTOP, "locale": "de-DE", "color_scheme": "light", "reduced_motion": "reduce", **options}
    context = browser.new_context(base_url=origin, **options)
    context.add_init_script(REPORT_BLOCKED)
    context.set_default_timeout(10_000)
    context.set_default_navigation_timeout(30_000)  # the first page of a server, on a machine with much else to do
    yield context
    context.close()


@dataclass
class Watch:
    """Writes down what nobody should have to see: complaints, failures, requests to somebody else."""

    origin: str
    expected: str = ""
    """Address whose error status is meant."""
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        for event, noted in self._notes.items():
            page.on(event, noted)  # type: ignore[call-overload]

    def leave(self, page: Page) -> None:
        for event, noted in self._notes.items():
            page.remove_listener(event, noted)

    @property
    def _notes(self) -> dict[str, Any]:
        return {
            "console": self._console, "pageerror": self._error, "request": self._request,
            "requestfailed": self._failed, "response": self._response,
        }  # fmt: skip

    def _console(self, message: ConsoleMessage) -> None:
        if message.location["url"] != self.expected and "409 (Conflict)" not in message.text:
            self.complaints.append(f"console: {message.type} {message.text}")

    def _error(self, error: Error) -> None:
        self.complaints.append(f"error: {error}")

    def _failed(self, request: Request) -> None:
        if request.failure != GIVEN_UP:
            self.complaints.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.strangers.append(request.url)

    def _response(self, response: Response) -> None:
        is_meant = response.url == self.expected or response.status == HTTPStatus.CONFLICT  # two people, one entry
        if response.status >= 400 and not is_meant:
            self.complaints.append(f"status {response.status}: {response.url}")


@dataclass(frozen=True, slots=True)
class Visit:
    address: Address
    page: Page
    watch: Watch

    def resize(self, size: dict[str, int]) -> None:
        resize(self.page, size)

    def findings(self, *rules: str) -> list[str]:
        """Return what axe objects to, one line a place; with ``rules`` only these are asked."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(SCRIPT)
        options = {**AXE, "runOnly": {"type": "rule", "values": rules}} if rules else AXE
        violations = self.page.evaluate("(options) => axe.run(options)", options)["violations"]
        return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in violations for node in rule["nodes"]]

    def misplaced(self) -> list[str]:
        """Return what stands outside the screen, is cut off or lies under something else."""
        return list(self.page.evaluate(f"({LAYOUT})()"))


def resize(page: Page, size: dict[str, int]) -> None:
    """Change the size of the screen if it is another one: the browser lays out the page anew even for the same."""
    if page.viewport_size != size:
        page.set_viewport_size(size)  # type: ignore[arg-type]


@contextmanager
def visit(page: Page, origin: str, address: Address, path: str) -> Iterator[Visit]:
    """Open the page without any cookie, bring it into its state, and make sure that this is the state it is in.

    The tab is the same for every visit: a new one costs more than the page in it.
    """
    page.context.clear_cookies()
    resize(page, DESKTOP)
    page.emulate_media(color_scheme="light")
    watch = Watch(origin, expected=f"{origin}{path}" if address.status != 200 else "")
    watch.over(page)
    try:
        response = page.goto(path)
        assert response is not None
        assert response.status == address.status
        if address.prepare:
            address.prepare(page)
        expect(page.locator("body")).to_contain_text(address.shows)
        yield Visit(address, page, watch)
    finally:
        watch.leave(page)
