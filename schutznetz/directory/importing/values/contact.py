"""E-mail and web addresses, telephone cells."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from schutznetz.common import phones
from schutznetz.directory.importing.values.problem import Problem

LONGEST_URL = 200
LONGEST_EMAIL = 254
_AT = re.compile(r"\s*[\[({<]\s*(?:at|ät|@)\s*[\])}>]\s*|(?<=\w)\s+(?:at|ät)\s+(?=\w)", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({]\s*(?:dot|punkt|\.)\s*[\])}]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;/|]+|\s+(?:oder|und)\s+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:frau|herrn?|fr\.|hr\.|dr\.)\s", re.IGNORECASE)
_FAX = re.compile(r"\bfax\b", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_valid_url = URLValidator(schemes=["http", "https"])
NOTE_LENGTH = 60


def emails(text: str) -> tuple[list[str], Problem | None]:
    """Return the mail addresses of a cell, with "[at]" repaired; two that run into each other are refused."""
    repaired = _DOT.sub(".", _AT.sub("@", text.replace("mailto:", " ")))
    found: list[str] = []
    wrong: list[str] = []
    for part in filter(None, _BETWEEN.split(repaired)):
        address = part.strip("<>()[].:")
        if _is_email(address):
            found.append(address)
        elif "@" in part:
            wrong.append(part)
    if wrong or not found:
        problem = Problem(
            "email", "Das ist keine E-Mail-Adresse. Bitte berichtigen Sie sie in der Liste.", ", ".join(wrong)
        )
        return found, problem
    return list(dict.fromkeys(found)), None


def _is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_EMAIL


def url(text: str) -> tuple[str, Problem | None]:
    """Return a web address with its scheme. A list's "www.…" gets https, as browsers do; other schemes are refused."""
    first = next(iter(text.replace("\\", "/").split()), "").rstrip(",;")
    address = first if _SCHEME.match(first) and not re.match(r"[\w.-]+\.\w+:\d", first) else f"https://{first}"
    try:
        _valid_url(address)
        host = urlsplit(address).hostname or ""
    except (ValidationError, ValueError):
        host = ""
    if "." not in host or "@" in address or len(address) > LONGEST_URL:
        return "", Problem("url", "Das ist keine Internetadresse. Bitte tragen Sie sie vollständig ein (https://…).")
    return address, None


def telephone(
    text: str, area_code: str, known_codes: Sequence[str], *, is_fax: bool
) -> tuple[list[phones.Number], Problem | None]:
    """Return the numbers of a cell. A note that names a person is dropped: names wait for consent."""
    if _SCIENTIFIC.search(text):
        return [], Problem(
            "phone_rounded",
            "Die Tabellenkalkulation hat die Nummer gerundet. Bitte formatieren Sie die Spalte als Text und tragen Sie "
            "die Nummer neu ein.",
        )
    # A cell that labels its fax itself says with it that the other number is none.
    reading = phones.read(text, area_code, known_codes, is_fax=is_fax and not _FAX.search(text))
    numbers = [
        phones.Number(found.number, found.is_fax, "" if _PERSON.search(f"{found.note} ") else found.note[:NOTE_LENGTH])
        for found in reading.numbers
    ]
    if not reading.leftovers:
        return numbers, None
    return numbers, Problem(
        "phone",
        "Diese Nummer ist nicht eindeutig. Bitte tragen Sie sie mit Vorwahl ein, mehrere mit Komma getrennt.",
        ", ".join(reading.leftovers),
    )
