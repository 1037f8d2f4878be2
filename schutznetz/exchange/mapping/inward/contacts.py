"""Contacts as contact points of functions. Names of persons are left out: only their home knows of a consent (R82)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from schutznetz.common import phones
from schutznetz.directory.enums import PhoneKind
from schutznetz.exchange.mapping.inward.times import hours_told
from schutznetz.exchange.mapping.inward.values import begin_of, below, day, inside, line, mail, said, web
from schutznetz.exchange.mapping.records import Record
from schutznetz.networks.enums import FunctionRole

UNNAMED = "Kontakt"
_KINDS = {"fax": PhoneKind.FAX}


@dataclass(frozen=True, slots=True)
class ContactTold:
    """How one function is reached. Two that say the same are one, whichever record tells them.

    ``numbers`` are (number, kind, note). ``confirmed_at`` and ``confirmed_by`` say when and by which function.
    """

    title: str
    role: str
    unit: str
    email: str
    url: str
    hours: str
    numbers: tuple[tuple[str, str, str], ...]
    confirmed_at: datetime | None = field(default=None, compare=False)
    confirmed_by: str = field(default="", compare=False)

    @property
    def is_empty(self) -> bool:
        return not (self.email or self.url or self.numbers)

    def reaches(self, other: "ContactTold") -> bool:
        """Tell whether both lead to the same function by the same ways; only a service says when and on which page."""
        mine = (self.title, self.role, self.unit, self.email, self.numbers)
        return mine == (other.title, other.role, other.unit, other.email, other.numbers)


def contact_of(service: Record) -> ContactTold | None:
    """Return how a service is reached: its first contact, with what the service itself says."""
    first: Record = next(iter(below(service, "contacts")), {})
    found = _told(first, service)
    return None if found.is_empty else found


def contacts_told(organization: Record) -> Iterator[ContactTold]:
    for contact in below(organization, "contacts"):
        found = _told(contact, {})
        if not found.is_empty:
            yield found


def _told(contact: Record, service: Record) -> ContactTold:
    role, freshness = said(contact, "function"), inside(contact, "freshness") or inside(service, "freshness")
    return ContactTold(
        title=line(contact, "title", 120) or UNNAMED,
        role=role if role in FunctionRole.values else FunctionRole.OFFICE,
        unit=line(contact, "department", 120),
        email=mail(contact, "email") or mail(service, "email"),
        url=web(service, "url"),
        hours=hours_told(service),
        numbers=tuple(_numbers(below(contact, "phones") or below(service, "phones"))),
        confirmed_at=begin_of(day(freshness, "confirmed_on") or day(service, "assured_date")),
        confirmed_by=line(freshness, "confirmed_by", 120),
    )


def _numbers(told: list[Record]) -> Iterator[tuple[str, str, str]]:
    """Yield each number once; what is no number that Germany can dial is left out."""
    known = set[tuple[str, str]]()
    for phone in told:
        kind = _KINDS.get(said(phone, "type"), PhoneKind.PHONE)
        text, note = said(phone, "number"), line(phone, "description", 60)
        numbers = [text] if _is_plain(text) else [found.number for found in phones.read(text).numbers]
        for number in numbers:
            if (number, kind) not in known:
                known.add((number, kind))
                yield number, kind.value, note


def _is_plain(text: str) -> bool:
    """Tell whether a number stands as we write it: E.164, or a short one."""
    digits = text.removeprefix("+")
    is_short = digits.startswith("1") and 3 <= len(digits) <= 6
    return digits.isascii() and digits.isdecimal() and (7 <= len(digits) <= 15 if text[:1] == "+" else is_short)
