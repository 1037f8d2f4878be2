"""Writes what was chosen as a file for people's own programs, or in the words of HSDS for other directories."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils import timezone

from schutznetz.common.databases import ours
from schutznetz.publishing.access import choosing
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.enums import PaperSize
from schutznetz.publishing.files import calendars, contacts, delimited, package, records, spreadsheet
from schutznetz.publishing.files.entry import Entry, entries_of

TITLE = "Schutznetz"


class _Counted:
    """Entries, counted while they go by."""

    def __init__(self, chosen: Chosen) -> None:
        self.chosen, self.number = chosen, 0

    def __iter__(self) -> Iterator[Entry]:
        for entry in entries_of(choosing.offers(self.chosen)):
            self.number += 1
            yield entry


def write_xlsx(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    return spreadsheet.write(_Counted(chosen), file)


def write_csv(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    found = _Counted(chosen)
    return _write(delimited.lines(found), found, file)


def write_vcard(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    found = _Counted(chosen)
    return _write(contacts.cards(found), found, file)


def write_ical(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    found = _Counted(chosen)
    name = chosen.network.name if chosen.network else TITLE
    return _write(calendars.calendar(found, timezone.localdate(), name), found, file)


def write_hsds(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    """Write one record a line; returns how many services and organisations there are, all from one moment."""
    number = 0
    with ours().snapshot():
        for line in records.lines(_records(chosen)):
            file.write(line)
            number += 1
    return number


def write_package(chosen: Chosen, _size: PaperSize, file: BinaryIO) -> int:
    """Write the same records as tables."""
    with ours().snapshot():
        rows = package.write(records.with_catalogues(_records(chosen)), timezone.now(), file)
    return rows.get("organization", 0) + rows.get("service", 0)


def _records(chosen: Chosen) -> records.Found:
    """Return everything where nothing was asked, also houses without an offer; else what was chosen and its houses."""
    return records.everything() if chosen == Chosen() else records.chosen(choosing.keys(chosen))


def _write(pieces: Iterable[bytes], found: _Counted, file: BinaryIO) -> int:
    file.writelines(pieces)
    return found.number
