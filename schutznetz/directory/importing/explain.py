"""What the import makes of one value: for people who prepare a list, and for tests of other lists."""

import re
from dataclasses import dataclass
from typing import Literal

from schutznetz.common import phones
from schutznetz.directory.importing.area_codes import AreaCodes
from schutznetz.directory.importing.values import address, contact, hours_text, plain

Kind = Literal["phone", "fax", "hours", "address"]
KINDS: tuple[Kind, ...] = ("phone", "fax", "hours", "address")
Value = list[str] | str | dict[str, str] | None
_STREET_WORD = re.compile(
    r"(?:straße|weg|platz|allee|ring|gasse|markt|chaussee|ufer|hof|damm|steig|berg)$", re.IGNORECASE
)
TOO_LONG = "Der Wert ist zu lang. Bitte kürzen Sie ihn."


@dataclass(frozen=True, slots=True)
class Explanation:
    """``value`` is a list of numbers, an ``opening_hours`` text or the parts of an address; None if not understood."""

    understood: bool
    value: Value
    message: str

    def as_json(self) -> dict[str, object]:
        return {"understood": self.understood, "value": self.value, "message": self.message}


def explain(kind: Kind, text: str, *, plz: str = "", ort: str = "") -> Explanation:
    text = plain.clean(text)
    if len(text) > plain.LONGEST_PARSED:
        return Explanation(understood=False, value=None, message=TOO_LONG)
    if kind == "hours":
        return _hours(text)
    return _address(text) if kind == "address" else _numbers(kind, text, plz, ort)


def _hours(text: str) -> Explanation:
    expression, problem = hours_text.parse(text)
    if problem:
        return Explanation(understood=False, value=None, message=problem.message)
    return Explanation(understood=True, value=expression, message="Verstanden.")


def _numbers(kind: Kind, text: str, plz: str, ort: str) -> Explanation:
    codes = AreaCodes()
    is_fax = kind == "fax"
    known, certain = codes.known(plz, ort), codes.certain(text, plz, ort)
    numbers, problem = contact.telephone(text, certain, known, is_fax=is_fax)
    wanted = [number.number for number in numbers if number.is_fax == is_fax]
    if problem or not wanted:
        message = problem.message if problem else "Darin steht keine solche Nummer."
        return Explanation(understood=False, value=wanted or None, message=message)
    others = [phones.display(number.number) for number in numbers if number.is_fax != is_fax]
    beside = f" Daneben {'Telefon' if is_fax else 'Fax'}: {', '.join(others)}." if others else ""
    return Explanation(understood=True, value=wanted, message=f"Verstanden.{beside}")


def _address(text: str) -> Explanation:
    found = address.parse(text)
    is_sure = found.plz or found.ort or (found.strasse and (found.hausnummer or _STREET_WORD.search(found.strasse)))
    if not is_sure:
        message = "Das ist nicht sicher eine Anschrift. Bitte schreiben Sie sie so: „Straße 1, 01234 Ort“."
        return Explanation(understood=False, value=None, message=message)
    return Explanation(understood=True, value=dict(found.filled()), message="Verstanden.")
