"""Hands one mail to the mail server and says what its answer means."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime, parseaddr
from enum import Enum, auto
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.encoding import punycode

from schutznetz.jobs.models import LONGEST_CODE, Letter, OutgoingMail
from schutznetz.jobs.outbox import files, returns

CLOSING = 421


class Answer(Enum):
    ACCEPTED = auto()
    REFUSED = auto()  # this mail, for good
    LATER = auto()  # this mail
    TROUBLE = auto()  # whatever ails the server, or a mail that upsets it


@dataclass(frozen=True, slots=True)
class Verdict:
    answer: Answer
    code: str = ""


class Unreachable(Exception):
    """The server takes no mail now; ``code`` says why without any of its words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Courier:
    """One connection for many mails."""

    def __init__(self) -> None:
        files.prepare()
        self._connection = get_connection()

    def open(self) -> None:
        """Connect, unless connected; raises ``Unreachable``."""
        try:
            self._connection.open()
        except Exception as error:  # noqa: BLE001 -- the border: names, sockets, TLS, passwords fail in many ways
            raise Unreachable(_code(error)) from None

    def close(self) -> None:
        """Say goodbye; what goes wrong now changes nothing about what was accepted."""
        with suppress(Exception):
            self._connection.close()

    def deliver(self, letter: Letter) -> Verdict:
        try:
            self._connection.send_messages([message(letter)])
        except Exception as error:  # noqa: BLE001 -- the border: no mail may stop the others
            verdict = judge(error)
            if verdict.answer == Answer.TROUBLE:
                self.close()
                self._connection = get_connection()
            return verdict
        return Verdict(Answer.ACCEPTED)


def judge(error: Exception) -> Verdict:
    """Say what an error means: the server's number decides, and at which of our words it came."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            number = next((code for code, _ in error.recipients.values()), 0)
            return Verdict(_by_number(number, Answer.LATER), str(number))
        case smtplib.SMTPSenderRefused():
            # Our own address, or our password: no fault of this mail.
            return Verdict(Answer.TROUBLE, str(error.smtp_code))
        case smtplib.SMTPDataError():
            return Verdict(_by_number(error.smtp_code, Answer.TROUBLE), str(error.smtp_code))
        case smtplib.SMTPException() | OSError():
            return Verdict(Answer.TROUBLE, _code(error))
        case ValueError():
            # A mail that cannot be written down: it will not be better tomorrow.
            return Verdict(Answer.REFUSED, _code(error))
        case _:
            return Verdict(Answer.TROUBLE, _code(error))


def _by_number(number: int, otherwise: Answer) -> Answer:
    if number == CLOSING:
        return Answer.TROUBLE
    return Answer.REFUSED if number // 100 == 5 else otherwise


def _code(error: Exception) -> str:
    number = getattr(error, "smtp_code", None)
    return str(number or type(error).__name__)[:LONGEST_CODE]


def message(letter: Letter) -> EmailMessage:
    """Write the mail down, each time with the same number and date, so that a second copy shows itself as one."""
    headers = {
        "Message-ID": message_id(letter.mail),
        "Date": format_datetime(timezone.localtime(letter.mail.created_at)),
        "Auto-Submitted": "auto-generated",
    }
    back = returns.envelope(letter.mail)
    if back:
        headers["From"] = settings.DEFAULT_FROM_EMAIL
    return EmailMessage(letter.subject, letter.text, back or settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers)


def message_id(mail: OutgoingMail) -> str:
    ours = urlsplit(settings.PUBLIC_ADDRESS).hostname
    return f"<{mail.pk}@{punycode(ours or parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2])}>"
