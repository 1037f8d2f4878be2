"""What an imported offer is called on a page, and what a list's title says."""

import re
from collections.abc import Callable

from schutznetz.directory.importing.values.address import house_number

LONGEST_TITLE = 200
LABELS = {"kita": "Kita", "hort": "Hort", "schule": "Schule"}
_QUOTED = re.compile(r"[\"“”„‟»«](?P<inside>[^\"“”„‟»«]+)[\"“”„‟»«]")
_IN_TOWN = re.compile(
    r"\b(?:in|der\s+Stadt|Stadt)\s+(?P<town>[A-ZÄÖÜ][^\W\d_]+(?:[ -][A-ZÄÖÜ][^\W\d_]+)*)\s*(?:\([^()]*\))?\s*$"
)


def town_of_title(title: str) -> str:
    """Return the town that a list's title names at its end: "Grundschulen in Chemnitz"."""
    match = _IN_TOWN.search(title)
    return match["town"] if match else ""


def of_name(name: str, street: str, number: str, label: str, names_type: Callable[[str], object]) -> str:
    """Return a readable title for a name; a name that is only the address gets the type before it.

    "Am Anger 3 "IGEL"" → "Kita „IGEL“"; "Am Heim 15a" → "Kita Am Heim 15a". The organisation
    keeps the name as the list has it, and the site has the address, so nothing is lost.
    """
    rest = _behind_address(name, street, number)
    if rest is None:
        return shortened(_typographic(name))
    if not rest:
        return shortened(f"{label} {name}".strip())
    if (match := _QUOTED.fullmatch(rest)) and label:
        inside = match["inside"].strip()
        return shortened(inside if names_type(inside) else f"{label} „{inside}“")
    return shortened(_typographic(rest))


def _behind_address(name: str, street: str, number: str) -> str | None:
    """Return what follows the address in a name, "" if nothing does, None if the name does not begin with it."""
    if not street or not name.lower().startswith(street.lower()):
        return None
    rest = name[len(street) :].strip()
    match = re.match(r"\d+\s?[a-z]?(?:\s*[-–/+]\s*\d+\s?[a-z]?)*(?![^\W\d_])", rest, re.IGNORECASE)
    if not match or not re.match(rf"{re.escape(number)}(?!\d)", house_number(match.group()), re.IGNORECASE):
        return None
    return rest[match.end() :].strip(" ,-–")


def of_offer(offer: str, site_name: str, street: str, number: str, town: str) -> str:
    """Return a title for a row without a name: what is offered, and where."""
    where = site_name or " ".join(filter(None, (street, number))) or town
    offer = f"{offer[:1].upper()}{offer[1:]}"
    return shortened(f"{offer}, {where}" if where else offer)


def _typographic(text: str) -> str:
    return _QUOTED.sub(lambda match: f"„{match['inside'].strip()}“", text)


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def quoted(text: str) -> str:
    """Return a text in quotation marks; its own become single ones."""
    return f"„{text.replace('„', '‚').replace('“', '‘')}“"
