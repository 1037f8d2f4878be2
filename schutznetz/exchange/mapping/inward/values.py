"""Single fields of a foreign record as our columns can hold them; whatever does not fit counts as not said."""

from contextlib import suppress
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from schutznetz.common.hours import ZONE
from schutznetz.common.words import squeeze, storable
from schutznetz.exchange.enums import MirrorKind, Obstacle
from schutznetz.exchange.mapping.records import Record

LONGEST_ADDRESS = 200
KNOWN_YEARS = range(2000, 2100)
_is_web = URLValidator(schemes=("http", "https"))
_is_mail = EmailValidator()


class NotShown(Exception):
    """Why the portal can show nothing of a record."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.label)
        self.obstacle = obstacle


def said(record: Record, name: str) -> str:
    """Return a text with its line breaks."""
    value = record.get(name)
    return storable(value).strip() if isinstance(value, str) else ""


def line(record: Record, name: str, most: int) -> str:
    """Return a text in one line, cut where a column ends."""
    return cut(said(record, name), most)


def cut(text: str, most: int) -> str:
    text = squeeze(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def below(record: Record, name: str) -> list[Record]:
    """Return the records under a name; whatever else stands there is left out."""
    value = record.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def inside(record: Record, name: str) -> Record:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def number(record: Record, name: str) -> float | None:
    value = record.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole(record: Record, name: str, most: int) -> int | None:
    """Return a whole number from 0 to ``most``."""
    value = number(record, name)
    return int(value) if value is not None and value == int(value) and 0 <= value <= most else None


def day(record: Record, name: str) -> date | None:
    """Return the day of a date or of a moment."""
    with suppress(ValueError):
        found = date.fromisoformat(said(record, name)[:10])
        return found if found.year in KNOWN_YEARS else None
    return None


def begin_of(found: date | None) -> datetime | None:
    return datetime.combine(found, time(0), tzinfo=ZONE) if found else None


def web(record: Record, name: str) -> str:
    return checked_web(said(record, name))


def checked_web(text: str) -> str:
    """Return an address of the web; one that hides another in front of an @ is none."""
    with suppress(ValidationError, ValueError):
        if len(text) <= LONGEST_ADDRESS and "@" not in urlsplit(text).netloc:
            _is_web(text)
            return text
    return ""


def mail(record: Record, name: str) -> str:
    text = said(record, name)
    with suppress(ValidationError):
        _is_mail(text)
        return text if len(text) <= LONGEST_ADDRESS else ""
    return ""


def key_of(text: Any) -> UUID | None:
    with suppress(ValueError, AttributeError, TypeError):
        return UUID(text)
    return None


def owner_of(kind: str, record: UUID, body: Record) -> UUID | None:
    """Return the organization that a record belongs to; of what is no service and no organization there is none."""
    if kind == MirrorKind.ORGANIZATION:
        return record
    if kind != MirrorKind.SERVICE:
        return None
    return key_of(body.get("organization_id")) or key_of(inside(body, "organization").get("id"))
