"""A mail server that takes what it is given, writes down for whom, and fails for a while half-way. For measurements."""

import contextlib
import socketserver
import time
from pathlib import Path
from typing import ClassVar

CLOSING = b"421 4.3.2 not now\r\n"


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as our outbox speaks."""

    server: "PostOffice"

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            if self.server.is_failing():
                self.wfile.write(CLOSING)
                return
            self.wfile.write(b"220 here\r\n")
            receiver = ""
            while line := self.rfile.readline():
                verb = line[:4].upper()
                if self.server.is_failing():
                    self.wfile.write(CLOSING)
                    return
                if verb == b"RCPT":
                    receiver = line.decode().partition("<")[2].partition(">")[0]
                if verb == b"DATA":
                    self._take(receiver)
                self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT":
                    return

    def _take(self, receiver: str) -> None:
        self.wfile.write(b"354 go on\r\n")
        while self.rfile.readline() not in {b".\r\n", b""}:
            pass
        self.server.keep(receiver)


class PostOffice(socketserver.ThreadingTCPServer):
    """``book`` gets a line for each mail; after ``fails_after`` of them nothing is taken for some seconds."""

    allow_reuse_address = True
    daemon_threads = True
    downtime: ClassVar[float] = 5.0

    def __init__(self, book: Path, fails_after: int) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self._book, self._fails_after, self._taken, self._until = book, fails_after, 0, 0.0

    def keep(self, receiver: str) -> None:
        with self._book.open("a") as file:
            file.write(f"{receiver}\n")
        self._taken += 1
        if self._taken == self._fails_after:
            self._until = time.monotonic() + self.downtime

    def is_failing(self) -> bool:
        return time.monotonic() < self._until
