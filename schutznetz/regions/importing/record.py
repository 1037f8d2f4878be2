"""What an official file says: a register is whole and has a day, a map is neither."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from schutznetz.common.errors import DomainError

# "Bautzen/Budyšin": the second name is Sorbian.
_SORBIAN = re.compile(r"\s*/\s*(?=[^/]*[ěšćžłčńóśź]).*$|\s+[-–]\s+(?=.*[ěšćžłčńśź]).*$", re.IGNORECASE)
_TITLE = re.compile(r",.*$")


@dataclass(frozen=True, slots=True)
class KreisRecord:
    ags: str
    official_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class GemeindeRecord:
    """``centre`` is latitude and longitude in degrees, where the file has a geometry."""

    ags: str
    official_name: str
    centre: tuple[float, float] | None = None

    @property
    def name(self) -> str:
        """Return the name to show: without title and without the Sorbian part."""
        return shown(self.official_name)


@dataclass(frozen=True, slots=True)
class Register:
    """``stand`` is the day of the territory; without one (a map) nothing can end, because parts may be cut out.

    ``uninhabited`` are forests and lakes with a key of their own: they are not taken up, and none of them has ended.
    """

    stand: date | None
    gemeinden: dict[str, GemeindeRecord]
    kreise: dict[str, KreisRecord] = field(default_factory=dict)
    uninhabited: frozenset[str] = frozenset()

    @property
    def laender(self) -> frozenset[str]:
        return frozenset(ags[:2] for ags in self.gemeinden)


def shown(official: str) -> str:
    return _SORBIAN.sub("", _TITLE.sub("", official)).strip()


def text_of(path: Path) -> str:
    """Return the text of an official file: UTF-8 today, ISO 8859-1 until 2019."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DomainError(f"„{path.name}“ ist nicht zu lesen ({error.strerror}). Bitte den Pfad prüfen.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("iso-8859-1")
