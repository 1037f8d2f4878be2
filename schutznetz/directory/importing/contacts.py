"""How a row is reached: telephone, fax, mail, web, hours. What is not understood is named, never guessed."""

import re
from dataclasses import dataclass

from schutznetz.directory.importing.area_codes import AreaCodes
from schutznetz.directory.importing.record import Phone
from schutznetz.directory.importing.rows import Cells
from schutznetz.directory.importing.values import contact, hours_text
from schutznetz.directory.importing.values.address import Address
from schutznetz.directory.importing.values.problem import Problem

LONGEST_HOURS = 500
MILLISECONDS_A_MINUTE = 60_000
NO_DAYS = "Wochentage nicht angegeben"
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::00)?(?:\s*Uhr)?|(\d{1,2})\s*Uhr", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contact:
    phones: tuple[Phone, ...]
    email: str
    more_emails: tuple[str, ...]
    url: str


def read_contact(row: Cells, area_codes: AreaCodes, place: Address) -> Contact:
    addresses = _emails(row)
    return Contact(_phones(row, area_codes, place), next(iter(addresses), ""), tuple(addresses[1:]), _url(row))


def _phones(row: Cells, area_codes: AreaCodes, place: Address) -> tuple[Phone, ...]:
    found: dict[tuple[str, bool], Phone] = {}
    known = area_codes.known(place.plz, place.ort)
    for target in ("phone", "fax"):
        for column, text in row.all(target):
            certain = area_codes.certain(text, place.plz, place.ort)
            numbers, problem = contact.telephone(text, certain, known, is_fax=target == "fax")
            if problem:
                row.warn(target, problem, text, column)
            for number in numbers:
                phone = Phone(number.number, number.is_fax, number.note)
                found.setdefault((phone.number, phone.is_fax), phone)
    return tuple(found.values())


def _emails(row: Cells) -> list[str]:
    found: list[str] = []
    for column, text in row.all("email"):
        addresses, problem = contact.emails(text)
        found += [address for address in addresses if address not in found]
        if problem:
            row.warn("email", problem, text, column)
    return found


def _url(row: Cells) -> str:
    text = row.first("url")
    if not text:
        return ""
    address, problem = contact.url(text)
    if problem:
        row.warn("url", problem)
    return address


def read_hours(row: Cells) -> str:
    """Return the hours of a row. Prose that is not understood is kept as a remark that never counts as open."""
    text = row.first("hours")
    if not text:
        return _from_two_columns(row)
    expression, problem = hours_text.parse(text)
    if problem:
        row.warn("hours", problem)
        expression = hours_text.kept(text)
    return _on_known_days(row, expression)


def _from_two_columns(row: Cells) -> str:
    begin, end = row.first("hours_from"), row.first("hours_to")
    if not begin and not end:
        return ""
    minutes = [_minutes(begin), _minutes(end)]
    start, stop = minutes
    if start is None or stop is None or stop <= start:
        text = "Diese Zeiten sind nicht verständlich. Bitte tragen Sie Uhrzeiten ein, etwa 7:30 und 16:00."
        row.warn("hours_from", Problem("hours", text), f"{begin} bis {end}")
        return ""
    return _on_known_days(row, f"{start // 60:02d}:{start % 60:02d}-{stop // 60:02d}:{stop % 60:02d}")


def _minutes(text: str) -> int | None:
    """Read a clock time, or milliseconds since midnight as databases export them."""
    if text.isdecimal() and int(text) % MILLISECONDS_A_MINUTE == 0 and int(text) >= 60 * MILLISECONDS_A_MINUTE:
        minutes = int(text) // MILLISECONDS_A_MINUTE
    elif match := _CLOCK.fullmatch(text):
        minutes = int(match.group(1) or match.group(3)) * 60 + int(match.group(2) or 0)
    else:
        return None
    return minutes if minutes <= 24 * 60 else None


def _on_known_days(row: Cells, expression: str) -> str:
    """Times without days are certain on no day: they are shown, but never count as open."""
    if hours_text.names_no_day(expression) and '"' not in expression:
        text = "Zu den Zeiten fehlen die Wochentage; der Eintrag gilt dadurch nie als offen. Bitte ergänzen Sie sie."
        row.warn("hours" if row.first("hours") else "hours_from", Problem("hours_without_days", text), expression)
        expression = f'{expression} unknown "{NO_DAYS}"'
    if len(expression) > LONGEST_HOURS:
        row.warn(
            "hours", Problem("hours_too_long", "Diese Zeiten sind zu lang und bleiben leer. Bitte kürzen Sie sie.")
        )
        return ""
    return expression
