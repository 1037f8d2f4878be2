"""In which formats people take offers along from a page, and what each is called."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from schutznetz.publishing.files import calendars, contacts, delimited, spreadsheet
from schutznetz.publishing.files.entry import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` gets the entries, the day from which times count, and what the whole is called."""

    media_type: str
    write: Callable[[Iterable[Entry], date, str], bytes]


def _spreadsheet(entries: Iterable[Entry], _today: date, _name: str) -> bytes:
    target = BytesIO()
    spreadsheet.write(entries, target)
    return target.getvalue()


FORMATS = {
    "xlsx": Format(spreadsheet.MEDIA_TYPE, _spreadsheet),
    "csv": Format(delimited.MEDIA_TYPE, lambda entries, _today, _name: b"".join(delimited.lines(entries))),
    "vcf": Format(contacts.MEDIA_TYPE, lambda entries, _today, _name: b"".join(contacts.cards(entries))),
    "ics": Format(
        calendars.MEDIA_TYPE, lambda entries, today, name: b"".join(calendars.calendar(entries, today, name))
    ),
}
