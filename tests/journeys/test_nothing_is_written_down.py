"""No street, no name and no question in any log, file or table: everything is asked, then everything is read.

The portal runs as in production, behind the shipped proxy; ``tests/common/test_logs.py`` has the bugs (500).
"""

import socket
from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode
from uuid import UUID

import pytest

from tests.journeys import server
from tests.journeys.addresses import ADDRESSES
from tests.journeys.server import Server
from tests.jurisdiction import proxy
from tests.jurisdiction.proxy import Proxy

MARKER = "Quittengasse"
FIELDS = ("q", "ort", "plz", "ortsteil", "strasse", "aufenthalt_ort", "aufenthalt_plz", "aufenthalt_strasse", "at",
          "beruf", "profession", "typ", "alter", "seite", "thema", "text", "reply_email", "betreff")  # fmt: skip
FORM = "application/x-www-form-urlencoded"
VALUES = (f"{MARKER} 12a, 00101", MARKER, f"<script>{MARKER}</script>", f"\0{MARKER}\ud800", MARKER * 400)
BOUNDARY = "grenze"
LARGE = 3_000_000  # Django lays down larger files than 2.5 MB, if nobody forbids it


def paths() -> list[str]:
    """Return every public address once, and some that do not exist."""
    nobody = defaultdict(lambda: UUID(int=0))
    known = {address.path.partition("?")[0].format_map(nobody) for address in ADDRESSES}
    others = {"/api/jetzt", "/api/hsds/v3/services", "/verlassen/", "/musterkreis/suche/vorschlaege/",
              "/musterkreis/jetzt/liste/helfer.js", "/musterkreis/jetzt/liste/app.webmanifest", "/jetzt/aushang/",
              "/static/fehlt.css"}  # fmt: skip
    return sorted(known | others)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor sends to a port."""

    port: int

    def ask(self, method: str, target: str, body: bytes = b"", kind: str = FORM) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, target, body or None, {"Content-Type": kind} if body else {})
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status

    def everything(self) -> set[int]:
        """Ask every address with the marker in every field, by GET and by POST; returns the kinds of answers."""
        seen = set()
        for path in paths():
            for value in VALUES:
                sent = urlencode(dict.fromkeys(FIELDS, value), errors="surrogatepass")
                seen.add(self.ask("GET", f"{path}?{sent}"[:14_000]))
            for value in (VALUES[0], VALUES[-1]):
                sent = urlencode(dict.fromkeys(FIELDS, value))
                seen.add(self.ask("POST", f"{path}?q={MARKER}", sent.encode()))
        seen.add(self.ask("POST", "/api/jetzt", f'{{"strasse": "{MARKER}", "at": 7'.encode(), "application/json"))
        seen.add(self.ask("POST", "/jetzt/", self.upload(50_000), f"multipart/form-data; boundary={BOUNDARY}"))
        seen.add(self.ask("PUT", f"/jetzt/?ort={MARKER}", MARKER.encode()))
        seen.add(self.ask("GET", f"/jetzt/?ort=%ff%fe{MARKER}&strasse={quote(MARKER)}"))
        return seen

    def upload(self, size: int) -> bytes:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="strasse"; filename="{MARKER}.txt"\r\n\r\n'
        return f"{head}{MARKER}{'x' * size}\r\n--{BOUNDARY}--\r\n".encode()

    def garbage(self) -> None:
        """Send what is no HTTP, with a question in it."""
        for line in (f"GET /jetzt/?ort={MARKER} {MARKER} HTTP/1.1", f"G{{}}T /?q={MARKER} HTTP/1.1",
                     f"GET /?q={MARKER} HTTP/9.9", f"GET /{'x' * 9000}?q={MARKER} HTTP/1.1"):  # fmt: skip
            with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line_open:
                line_open.sendall(f"{line}\r\nHost: localhost\r\n{MARKER}: ?{MARKER}\r\n\r\n".encode())
                line_open.recv(100)


def port_of(running: Server) -> int:
    return int(running.origin.rpartition(":")[2])


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the application lays down what it does not want to hold in memory."""
    return tmp_path_factory.mktemp("abgelegt")


@pytest.fixture(scope="module")
def nginx() -> str:
    found = proxy.find_nginx()
    if found is None:
        pytest.skip(proxy.INSTALL)
    return found


@pytest.fixture(scope="module")
def running(folder: Path, temporary: Path) -> Iterator[Server]:
    with server.serve(folder, "asked", TMPDIR=str(temporary), SCHUTZNETZ_HTTPS="0") as running:
        yield running


@pytest.fixture(scope="module")
def without_tables(folder: Path, temporary: Path) -> Iterator[Server]:
    gone = {"DATABASE_URL": f"sqlite:///{folder / 'gone.sqlite3'}", "SCHUTZNETZ_HTTPS": "0", "TMPDIR": str(temporary)}
    with server.serve(folder, "gone", **gone) as running:
        yield running


def assert_nothing(*places: Path) -> None:
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    betraying = [path for path in files if MARKER.casefold() in path.read_bytes().decode("latin-1").casefold()]

    assert files
    assert betraying == []


def front(nginx: str, work: Path, application: int) -> AbstractContextManager[Proxy]:
    return proxy.serve(nginx, work, work / "rueckfall", work, application)


def test_behind_the_proxy(nginx, running, folder, temporary, tmp_path):
    with front(nginx, tmp_path, port_of(running)) as shipped:
        seen = Asked(shipped.port).everything()
        Asked(shipped.port).garbage()
        written = shipped.written()

    assert seen >= {200, 303, 403, 404, 405, 413}
    assert "GET /jetzt/ 200" in written
    assert_nothing(tmp_path, folder, temporary)


def test_without_a_proxy(running, folder, temporary):
    direct = Asked(port_of(running))

    assert direct.everything() >= {200, 303, 403, 404, 405}
    assert direct.ask("POST", "/jetzt/", direct.upload(LARGE), f"multipart/form-data; boundary={BOUNDARY}") == 200
    direct.garbage()
    assert "Invalid request" in running.log.read_text()
    assert_nothing(folder, temporary)


def test_while_the_database_is_down(nginx, without_tables, folder, temporary, tmp_path):
    with front(nginx, tmp_path, port_of(without_tables)) as shipped:
        seen = Asked(shipped.port).everything()

    assert {200, 503} <= seen
    assert "OperationalError" in without_tables.log.read_text()
    assert_nothing(tmp_path, folder, temporary)


def test_while_the_application_is_down(nginx, tmp_path):
    with front(nginx, tmp_path, proxy.free_port()) as shipped:
        assert {303, 503} <= Asked(shipped.port).everything()

    assert_nothing(tmp_path)
