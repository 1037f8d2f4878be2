"""What may become a mail. Nothing that is refused here is quoted: it may be what a person wrote."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from schutznetz.common.errors import DomainError
from schutznetz.jobs.models import LONGEST_ADDRESS, LONGEST_KEY, LONGEST_SUBJECT

LONGEST_TEXT = 20_000
KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")
# Control characters, halves of characters, and what some programs take for the end of a line.
UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}
NOT_AN_ADDRESS = "Diese E-Mail-Adresse ist nicht gültig. Bitte prüfen Sie die Schreibweise."


def is_printable(text: str, *, also: str = "") -> bool:
    return all(character in also or unicodedata.category(character) not in UNPRINTABLE for character in text)


def address(to: str) -> str:
    """Return the address in ASCII; raises ``DomainError`` for anything but one bare address."""
    # Quoted names and addresses of computers are legal, and nobody has one.
    if not is_printable(to) or set(to) & set('"[]<>(),;'):
        raise DomainError(NOT_AN_ADDRESS)
    try:
        validate_email(to)
        name, domain = to.rsplit("@", 1)
        ascii_only = f"{name}@{punycode(domain)}"
    except (ValidationError, UnicodeError):
        raise DomainError(NOT_AN_ADDRESS) from None
    if len(ascii_only) > LONGEST_ADDRESS or not ascii_only.isascii():
        raise DomainError(NOT_AN_ADDRESS)
    return ascii_only


def subject(subject: str) -> str:
    if not subject.strip() or len(subject) > LONGEST_SUBJECT or not is_printable(subject):
        raise ValueError("A subject is one line of fixed text.")
    return subject


def text(text: str) -> str:
    """Return the text with line ends of one kind."""
    text = text.replace("\r\n", "\n")
    if not text.strip() or len(text) > LONGEST_TEXT or not is_printable(text, also="\n\t"):
        raise ValueError("A mail has a text, without control characters, of limited length.")
    return text


def kind(kind: str) -> str:
    if not KIND.fullmatch(kind):
        raise ValueError("A kind is a short code in lower case.")
    return kind


def key(key: str | None) -> str | None:
    if key is not None and (not key or len(key) > LONGEST_KEY or "@" in key):
        raise ValueError("A key is made of ids: no address, no content.")
    return key
