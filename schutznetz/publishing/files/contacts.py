"""Contacts for a telephone's address book: vCard 3.0, one card for each contact point.

Version 3, because every telephone and every mail program reads it; Outlook refuses version 4, and older Android imports
it without numbers. A card is of a function, never of a person: it stays in a telephone long after a consent has ended.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC

from schutznetz.common import phones
from schutznetz.publishing.files.content_lines import folded, line
from schutznetz.publishing.files.entry import Entry

MEDIA_TYPE = "text/vcard; charset=utf-8"


def cards(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield a card for each contact point with a number or an address, in the order of the offers."""
    together: dict[object, list[Entry]] = {}
    for entry in entries:
        if entry.phones or entry.email:
            together.setdefault(entry.point, []).append(entry)
    for offers in together.values():
        yield folded(_card(offers))


def _card(offers: list[Entry]) -> Iterator[str]:
    entry = offers[0]
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield line("PRODID", "-//Schutznetz//Verzeichnis//DE")
    yield f"UID:urn:uuid:{entry.point}"
    yield line("FN", f"{entry.organisation}: {entry.function}")
    yield "N:;;;;"
    yield line("ORG", entry.organisation, entry.function)
    yield "X-ABShowAs:COMPANY"
    yield from (f"TEL;TYPE=WORK,VOICE:{_dialled(number)}" for number in entry.phones)
    yield from (f"TEL;TYPE=WORK,FAX:{number}" for number in entry.faxes)
    if entry.email:
        yield line("EMAIL;TYPE=INTERNET", entry.email)
    if entry.website or entry.page:
        yield f"URL:{entry.website or entry.page}"
    if entry.town and (entry.street or entry.plz):
        yield line("ADR;TYPE=WORK", "", "", entry.street, entry.town, "", entry.plz, "Deutschland")
    yield line("NOTE", _note(offers))
    yield "CATEGORIES:Schutznetz"
    yield f"REV:{max(offer.changed_at for offer in offers).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield "END:VCARD"


def _dialled(number: str) -> str:
    return phones.href(number).removeprefix("tel:")


def _note(offers: list[Entry]) -> str:
    entry = offers[0]
    confirmed = f"zuletzt bestätigt am {entry.confirmed_on:%d.%m.%Y}" if entry.confirmed_on else "noch nicht bestätigt"
    said = [", ".join(dict.fromkeys(offer.title for offer in offers)), entry.week, confirmed, entry.page]
    return "\n".join(filter(None, said))
