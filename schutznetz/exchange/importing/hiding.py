"""Shelters whose home tells where they are: the place goes before the record is kept, out of every text of it (R50)."""

from collections.abc import Iterator
from typing import Any

from schutznetz.directory.importing.protection import guard_of
from schutznetz.directory.importing.values import address
from schutznetz.directory.importing.values.address import Address

PLACES = ("service_at_locations", "locations", "location", "addresses", "latitude", "longitude")
# What is cut there leads to somebody else, so it goes as a whole.
LINKS = {"url": "url", "website": "url", "uri": "url", "logo": "url", "email": "email"}
NUMBERS = {"number": "phone"}


def hidden_place(raw: dict[str, Any]) -> dict[str, Any]:
    """Return a record without its places, marked as ``redacted``; no text in it names them any more."""
    guard = guard_of(_addresses(raw))

    def hidden(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {below: hidden(one, below) for below, one in value.items() if below not in PLACES}
        if isinstance(value, list):
            return [hidden(one, name) for one in value]
        if not isinstance(value, str) or name == "id" or name.endswith("_id"):
            return value
        return guard.cut(value, LINKS.get(name) or NUMBERS.get(name, ""))

    found: dict[str, Any] = hidden(raw)
    return {**found, "redacted": True}


def _addresses(value: Any) -> Iterator[Address]:
    """Yield every postal address anywhere in a record."""
    if isinstance(value, dict):
        street, plz = value.get("address_1"), value.get("postal_code")
        if isinstance(street, str):
            found = address.street(street)
            yield Address(found.strasse or street, found.hausnummer, plz if isinstance(plz, str) else "")
        for below in value.values():
            yield from _addresses(below)
    elif isinstance(value, list):
        for below in value:
            yield from _addresses(below)
