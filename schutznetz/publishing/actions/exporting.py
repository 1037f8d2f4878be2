"""Gives out what was chosen in one of the formats, as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias

from django.utils import translation

from schutznetz.common.errors import DomainError
from schutznetz.publishing.access.choosing import Chosen
from schutznetz.publishing.actions import brochures, files, sheets
from schutznetz.publishing.actions.writing import whole
from schutznetz.publishing.enums import PaperSize


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that lies in ``path``, and how many offers it tells of."""

    path: Path
    records: int
    bytes: int


# Writes what was chosen into a file and returns the number of its records. The size is only for what is set on paper.
Writer: TypeAlias = Callable[[Chosen, PaperSize, BinaryIO], int]
WRITERS: Mapping[str, Writer] = {
    "brochure": brochures.write_brochure,
    "offer_sheet": sheets.write_sheet,
    "csv": files.write_csv,
    "xlsx": files.write_xlsx,
    "vcard": files.write_vcard,
    "ical": files.write_ical,
    "hsds": files.write_hsds,
}
# Where the ending of the file says more than the format.
BY_ENDING: Mapping[str, Writer] = {"hsds.zip": files.write_package}


def export(kind: str, chosen: Chosen, target: Path, size: PaperSize = PaperSize.A5) -> Exported:
    """Write a file of a kind (a key of ``WRITERS``): whole or not at all."""
    if kind not in WRITERS:
        raise DomainError(f"Die Ausgabe „{kind}“ gibt es nicht. Möglich: {', '.join(WRITERS)}.")
    writer = BY_ENDING.get(f"{kind}{target.suffix}", WRITERS[kind])
    with translation.override("de"), whole(target) as file:
        records = writer(chosen, size, file)
    return Exported(target, records, target.stat().st_size)
