"""Debian's nginx with the shipped configuration on a port of its own, before an application that can be stopped."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from tests.house import ROOT

INSTALL = "apt-get install nginx-light"
SHIPPED = ROOT / "deploy/nginx.conf"
SECONDS_TO_START = 10
# What nginx itself needs; in Debian these lines stand in /etc/nginx/nginx.conf.
AROUND = """{user}
pid {folder}/pid;
daemon off;
worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


def find_nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    all_headers: list[tuple[str, str]]
    text: str

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.all_headers)


@dataclass(frozen=True, slots=True)
class Proxy:
    port: int
    folder: Path

    def ask(self, method: str, path: str, body: str = "") -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read().decode())
        connection.close()
        return answer

    def written(self) -> str:
        """Return everything that nginx has written down, in whatever file."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and path.name != "nginx.conf"]
        return "\n".join(path.read_text(errors="replace") for path in files)


class Application:
    """Stands for the application: answers, answers with an error, thinks for too long, or is not there."""

    def __init__(self) -> None:
        self.status, self.hurry = 200, Event()
        self.hurry.set()
        self.seen: list[tuple[str, str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self.hurry.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        application = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode()
                application.seen.append((self.command, str(self.headers.get("Host")), body))
                application.hurry.wait(10)
                content = b"Anwendung"
                self.send_response(application.status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                with suppress(ConnectionError):  # nobody waits any more
                    self.wfile.write(content)

            do_GET = do_POST = _answer  # noqa: N815 -- names of http.server

            def log_message(self, *_args: object) -> None:
                """Keep the output of the tests clean."""

        return Handler


def site(folder: Path, pages: Path, static: Path, port: int, application: int) -> str:
    """Return the shipped file with this test's values; every one that its head tells to change is really there."""
    text = SHIPPED.read_text(encoding="utf-8")
    redirect = re.compile(r"server \{\n    listen 80;.*?\n\}\n", re.DOTALL)
    text, count = redirect.subn("", text)
    assert count == 1
    for shipped, own in (
        ("    listen 443 ssl http2;", f"    listen 127.0.0.1:{port};"),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("    ssl_certificate /etc/ssl/schutznetz/fullchain.pem;\n", ""),
        ("    ssl_certificate_key /etc/ssl/schutznetz/privkey.pem;\n", ""),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{application};"),
        ("/srv/schutznetz/var/rueckfall", str(pages)),
        ("/srv/schutznetz/var/static/", f"{static}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert shipped in text, f"deploy/nginx.conf has no {shipped!r} any more"
        text = text.replace(shipped, own)
    return text


@contextmanager
def serve(nginx: str, folder: Path, pages: Path, static: Path, application: int) -> Iterator[Proxy]:
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers may not read the test's folder
    configuration = folder / "nginx.conf"
    configuration.write_text(
        AROUND.format(user=user, folder=folder, site=site(folder, pages, static, port, application))
    )
    said = (folder / "start.log").open("w")
    command = [nginx, "-p", str(folder), "-e", str(folder / "early.log"), "-c", str(configuration)]
    process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _wait(process, port, folder)
        yield Proxy(port, folder)
    finally:
        process.terminate()
        process.wait(timeout=10)
        said.close()


def _wait(process: "subprocess.Popen[bytes]", port: int, folder: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = f"nginx did not start:\n{(folder / 'start.log').read_text()}{(folder / 'early.log').read_text()}"
    raise AssertionError(message)
