"""The columns of CSV and Excel: one row an offer, in the order in which people read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from schutznetz.common import phones
from schutznetz.publishing.files.entry import Entry

Cell = str | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A head, how wide it is in Excel (in digits), and what stands below it."""

    head: str
    width: int
    cell: Callable[[Entry], Cell]


def _town(entry: Entry) -> str:
    return entry.town or entry.place


PLZ = Column("PLZ", 8, lambda entry: entry.plz)
TOWN = Column("Ort", 24, _town)
# A CSV file cannot say that a cell is text. Excel takes "01796" for a number and drops its zero; "01796 Dohma" stays.
PLZ_AND_TOWN = Column("PLZ und Ort", 24, lambda entry: f"{entry.plz} {_town(entry)}".strip())

_BEFORE = (
    Column("Angebot", 36, lambda entry: entry.title),
    Column("Art der Hilfe", 24, lambda entry: entry.kind),
    Column("Für wen", 28, lambda entry: entry.for_whom),
    Column("Beschreibung", 50, lambda entry: _in_one_line(entry.text)),
    Column("Einrichtung", 32, lambda entry: entry.organisation),
    Column("Träger", 28, lambda entry: entry.holder),
    Column("Straße und Hausnummer", 26, lambda entry: entry.street),
)
_AFTER = (
    Column("Ortsteil", 18, lambda entry: entry.ortsteil),
    Column("Ansprechstelle", 24, lambda entry: entry.function),
    Column("Telefon", 18, lambda entry: _printed(entry.phones[:1])),
    Column("Weitere Nummern", 24, lambda entry: _printed(entry.phones[1:])),
    Column("Fax", 18, lambda entry: _printed(entry.faxes)),
    Column("E-Mail", 30, lambda entry: entry.email),
    Column("Internet", 30, lambda entry: entry.website),
    Column("Zeiten", 40, lambda entry: entry.week),
    Column("Zugang", 22, lambda entry: entry.access),
    Column("Kosten", 20, lambda entry: entry.cost),
    Column("Sprachen", 20, lambda entry: entry.languages),
    Column("Einzugsgebiet", 24, lambda entry: entry.area),
    Column("Barrierefreiheit", 18, lambda entry: entry.barrier),
    Column("Zuletzt bestätigt", 16, lambda entry: entry.confirmed_on),
    Column("Bestätigt durch", 24, lambda entry: entry.confirmed_by),
    Column("Stand", 12, lambda entry: timezone.localtime(entry.changed_at).date()),
    Column("Quelle", 28, lambda entry: entry.source),
    Column("Seite im Verzeichnis", 40, lambda entry: entry.page),
)
TYPED = (*_BEFORE, PLZ, TOWN, *_AFTER)
UNTYPED = (*_BEFORE, PLZ_AND_TOWN, *_AFTER)


def _printed(numbers: tuple[str, ...]) -> str:
    """Return numbers as one dials them here: abroad begins with 00, for a cell that begins with + is a formula."""
    shown = (phones.display(number) for number in numbers)
    return ", ".join(f"00{text[1:]}" if text.startswith("+") else text for text in shown)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
