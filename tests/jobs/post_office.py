"""A mail server in a process of its own. The name before the @ says what it does to a mail."""

import asyncio
import json
import smtplib
import socket
import time
from contextlib import suppress
from email import message_from_bytes

from aiosmtpd.smtp import SMTP, AuthResult


class Clerk:
    def __init__(self, book, delay):
        self.book, self.delay, self.seen = book, delay, set()

    def write(self, **entry):
        with self.book.open("a") as file:
            file.write(json.dumps(entry) + "\n")

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 -- names of aiosmtpd
        self.write(hello=True)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        name = address.split("@")[0]
        if name == "gibt-es-nicht":
            return f"550 5.1.1 <{address}> unknown"
        if name == "spaeter" and address not in self.seen:
            self.seen.add(address)
            return f"451 4.7.1 <{address}> greylisted"
        if name == "auflegen":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        name = envelope.rcpt_tos[0].split("@")[0]
        if name in {"voll", "verdaechtig"}:
            return {"voll": "452 4.3.1 full", "verdaechtig": f"554 5.7.1 {envelope.rcpt_tos[0]} spam"}[name]
        mail = message_from_bytes(envelope.content)
        text = mail.get_payload(decode=True).decode()
        self.write(to=envelope.rcpt_tos, text=text, number=mail["Message-ID"], date=mail["Date"])
        # accepted and written down, and the answer is still on its way
        await asyncio.sleep(self.delay)
        return "250 OK"


def login(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == b"richtig", handled=False)


def serve(port, book, delay, with_password):
    """Run until killed."""
    clerk = Clerk(book, delay)
    locked = {"authenticator": login, "auth_required": True, "auth_require_tls": False} if with_password else {}

    async def run():
        make = lambda: SMTP(clerk, enable_SMTPUTF8=False, **locked)  # noqa: E731
        server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", port)
        await server.serve_forever()

    asyncio.run(run())


class PostOffice:
    """The server as tests see it: open or closed, always at the same port."""

    def __init__(self, context, folder):
        self._context, self._process = context, None
        self.book = folder / "book"
        self.book.write_text("")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def settings(self):
        return {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": self.port}  # fmt: skip

    def open(self, *, delay=0.0, with_password=False):
        self._process = self._context.Process(target=serve, args=(self.port, self.book, delay, with_password))
        self._process.start()
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(OSError), smtplib.SMTP("127.0.0.1", self.port, timeout=5):
                return
            time.sleep(0.02)
        raise TimeoutError

    def close(self):
        if self._process:
            self._process.kill()
            self._process.join(10)
            self._process = None

    def entries(self):
        return [json.loads(line) for line in self.book.read_text().splitlines()]

    def letters(self):
        return [entry for entry in self.entries() if "to" in entry]

    def arrived(self):
        return [entry["to"][0].split("@")[0] for entry in self.letters()]

    def connections(self):
        return sum("hello" in entry for entry in self.entries())
