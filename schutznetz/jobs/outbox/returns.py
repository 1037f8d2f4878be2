"""Mails that come back: each has an envelope sender of its own, so that nobody has to guess which one it was.

The key of the mail stands in it with a signature: whoever makes an address up is not believed (ADR 0022). Of a returned
mail only the status of its delivery report is read (RFC 3464), never a text.
"""

import hmac
import re
from base64 import b32decode, b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from schutznetz.jobs.models import OutgoingMail

# Bytes of the signature; key and signature in base 32 are 26 and 16 characters.
SIGNED, KEY_LENGTH = 10, 26
SALT = "schutznetz.jobs.returns"
# Where mail servers write whom a returned mail was for.
RECEIVERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
PERMANENT = re.compile(r"5\.\d{1,3}\.\d{1,3}")
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Return:
    mail: UUID
    code: str


def envelope(mail: OutgoingMail) -> str:
    """Return the address that a mail comes back to; empty where the operator has named none."""
    if not settings.RETURN_ADDRESS:
        return ""
    name, _, domain = settings.RETURN_ADDRESS.rpartition("@")
    return f"{name}+{_text(mail.pk.bytes)}{_text(_signature(mail.pk.bytes))}@{domain}"


def read(raw: bytes) -> Return | None:
    """Return which mail came back for good, and why; nothing for whatever else arrives at such an address."""
    try:
        report = message_from_bytes(raw[:LARGEST], policy=policy.default)
        mail, code = _mail_of(report), _status_of(report)
    except Exception:  # noqa: BLE001 -- the border: strangers write what they like, and parsers fail in many ways
        return None
    return Return(mail, code) if mail and code else None


def _mail_of(report: EmailMessage) -> UUID | None:
    if not settings.RETURN_ADDRESS:
        return None
    name, _, domain = settings.RETURN_ADDRESS.rpartition("@")
    ours = re.compile(rf"{re.escape(name)}\+([a-z2-7]{{42}})@{re.escape(domain)}", re.IGNORECASE)
    for line in (str(value) for header in RECEIVERS for value in report.get_all(header, [])):
        for text in ours.findall(line):
            if mail := _believed(text):
                return mail
    return None


def _believed(text: str) -> UUID | None:
    key, signature = _bytes(text[:KEY_LENGTH]), _bytes(text[KEY_LENGTH:])
    return UUID(bytes=key) if hmac.compare_digest(signature, _signature(key)) else None


def _status_of(report: EmailMessage) -> str:
    """Return the status of a delivery that has failed for good, or nothing: a delay is no failure."""
    for fields in _fields(report):
        status = str(fields.get("Status", "")).strip()
        found = PERMANENT.match(status)
        if found and str(fields.get("Action", "")).strip().lower() == "failed":
            return found.group()
    return ""


def _fields(report: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the groups of fields of a delivery report, one for each receiver."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (cast("EmailMessage", group) for group in part.get_payload())


def _signature(key: bytes) -> bytes:
    return salted_hmac(SALT, key, algorithm="sha256").digest()[:SIGNED]


def _text(value: bytes) -> str:
    return b32encode(value).decode().rstrip("=").lower()


def _bytes(text: str) -> bytes:
    return b32decode(text.upper() + "=" * (-len(text) % 8))
