"""How we reach other directories: by HTTP, never inside of our own network, never without an end.

The address that was checked is the one that is connected to; a name that changes its meaning between both does not
help anybody. Redirects go through the same door.
"""

import http.client
import ipaddress
import json
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlsplit

from schutznetz.exchange.importing import limits
from schutznetz.exchange.importing.asking import OK, Answer
from schutznetz.exchange.importing.errors import ConnectionCut, SourceRefused

SECONDS = 30
BLOCK = 64 * 1024
HEADERS = {
    "User-Agent": "Schutznetz (sync_hsds)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
}
TROUBLES = (OSError, http.client.HTTPException)


class Web:
    """A home in the web; ``base`` ends with a slash."""

    def __init__(self, base: str, *, allows_private: bool = False) -> None:
        check_address(base)
        self.base = base if base.endswith("/") else f"{base}/"
        self._opener = _opener(allows_private=allows_private)

    def get(self, path: str) -> Answer:
        with self._answered(path, None) as (status, stream):
            return Answer(status, b"".join(_blocks(stream, limits.MOST_AT_ONCE)))

    def lines(self, path: str, asked: dict[str, Any]) -> Iterator[bytes]:
        with self._answered(path, json.dumps(asked).encode()) as (status, stream):
            if status != OK:
                raise ConnectionCut(f"Die Heimat antwortet nicht (Status {status}).")
            rest = b""
            for block in _blocks(stream, limits.MOST_BYTES):
                *lines, rest = (rest + block).split(b"\n")
                yield from lines
                if len(rest) > limits.MOST_LINE:
                    raise SourceRefused("Eine Zeile der Heimat ist zu lang.")
            yield rest

    def keep(self, path: str, target: IO[bytes]) -> str:
        """Copy an answer into a file; returns its media type."""
        with self._answered(path, None) as (status, stream):
            if status != OK:
                raise SourceRefused(f"Unter dieser Adresse ist nichts zu lesen (Status {status}).")
            target.writelines(_blocks(stream, limits.MOST_BYTES))
            return str(stream.headers.get_content_type())

    @contextmanager
    def _answered(self, path: str, body: bytes | None) -> Iterator[tuple[int, Any]]:
        headers = {**HEADERS, **({"Content-Type": "application/json"} if body is not None else {})}
        request = urllib.request.Request(self.base + path if path else self.base.removesuffix("/"), body, headers)  # noqa: S310 -- checked above
        try:
            with self._opener.open(request, timeout=SECONDS) as stream:
                yield stream.status, stream
        except urllib.error.HTTPError as error:
            with error:
                yield error.code, error
        except urllib.error.URLError as error:
            raise ConnectionCut(f"Die Heimat ist nicht zu erreichen ({error.reason}).") from error
        except TROUBLES as error:
            raise ConnectionCut("Die Verbindung zur Heimat ist abgerissen.") from error


def _blocks(stream: Any, most: int) -> Iterator[bytes]:
    """Yield an answer to its end; one that ends before its announced length is a cut connection."""
    read = 0
    while block := stream.read(BLOCK):
        read += len(block)
        if read > most:
            raise SourceRefused(f"Die Heimat schickt mehr, als gelesen wird: {most // limits.MEBIBYTE} MB.")
        yield block
    if getattr(stream, "length", None):
        raise ConnectionCut("Die Verbindung zur Heimat ist abgerissen.")


def check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_fine = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_fine = False
    if not is_fine or "@" in parts.netloc or any(sign <= " " for sign in address):
        raise SourceRefused(f"„{address}“ ist keine Adresse, die gelesen wird: http:// oder https://, ohne Passwort.")


def _opener(*, allows_private: bool) -> urllib.request.OpenerDirector:
    """Return what opens http and https only, knows no proxy, and connects to public addresses only."""
    opener = urllib.request.OpenerDirector()
    handlers = (
        _Http(allows_private=allows_private), _Https(allows_private=allows_private), _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    )  # fmt: skip
    for handler in handlers:
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        try:
            check_address(newurl)
        except SourceRefused as error:
            raise ConnectionCut("Die Heimat leitet an eine Adresse weiter, die nicht gelesen wird.") from error
        if req.type == "https" and not newurl.lower().startswith("https:"):
            raise ConnectionCut("Die Heimat leitet auf eine unverschlüsselte Adresse weiter.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, *, allows_private: bool) -> None:
        super().__init__()
        self.allows_private = allows_private

    def http_open(self, req: Any) -> Any:
        return self.do_open(_Plain, req, allows_private=self.allows_private)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, *, allows_private: bool) -> None:
        super().__init__()
        self.allows_private = allows_private

    def https_open(self, req: Any) -> Any:
        return self.do_open(_Secure, req, allows_private=self.allows_private)


class _Plain(http.client.HTTPConnection):
    def __init__(self, host: str, *, allows_private: bool = False, **options: Any) -> None:
        super().__init__(host, **options)
        self.allows_private = allows_private

    def connect(self) -> None:
        self.sock = _connected(self.host, self.port, self.timeout or SECONDS, allows_private=self.allows_private)


class _Secure(_Plain):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connected(host: str, port: int, timeout: float, *, allows_private: bool) -> socket.socket:
    """Connect to one of the addresses that a name has, if all of them are public."""
    found = {row[4][:2] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not allows_private and not all(_is_public(str(row[0])) for row in found):
        raise SourceRefused(
            f"„{host}“ liegt nicht im öffentlichen Netz. Ist das gewollt, erlaubt es SCHUTZNETZ_PRIVATE_QUELLEN=1."
        )
    trouble: OSError = OSError("no address")
    for address in sorted(found, key=str):
        try:
            return socket.create_connection((str(address[0]), port), timeout)
        except OSError as error:
            trouble = error
    raise trouble


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inside = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(inside.is_global and not inside.is_multicast)
