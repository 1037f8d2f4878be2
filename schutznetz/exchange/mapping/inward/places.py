"""Locations as sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from schutznetz.directory.enums import Barrier
from schutznetz.directory.importing.values import address as addresses
from schutznetz.exchange.mapping.inward.known import Known
from schutznetz.exchange.mapping.inward.values import below, inside, line, number, said
from schutznetz.exchange.mapping.records import Record

GERMANY = ("", "DE")
_PLZ = re.compile(r"[0-9]{5}")
_BARRIERS = {str(barrier.label): barrier for barrier in Barrier}


@dataclass(frozen=True, slots=True)
class SiteTold:
    """``key`` is what the home calls the place; ``values`` are the fields of a site."""

    key: str
    values: dict[str, Any]

    @property
    def kreis(self) -> str | None:
        kreis: str | None = self.values["kreis_id"]
        return kreis


def sites_told(locations: list[Record], known: Known) -> Iterator[SiteTold]:
    for location in locations:
        if found := site_told(location, known):
            yield found


def site_told(location: Record, known: Known) -> SiteTold | None:
    """Return the place of a location; nothing where no Kreis in Germany is certain."""
    postal: Record = next(iter(below(location, "addresses")), {})
    if said(postal, "country") not in GERMANY:
        return None
    plz = said(postal, "postal_code")
    plz = plz if _PLZ.fullmatch(plz) else ""
    town = line(postal, "city", 100)
    gemeinde, kreis = _where(location, plz, town, known)
    if kreis is None:
        return None
    name = line(location, "name", 200)
    street, house_number = _street(line(postal, "address_1", 120), name)
    lat, lon = _position(location)
    return SiteTold(said(location, "id"), {
        "name": name, "street": street, "house_number": house_number, "plz": plz, "town": town,
        "ortsteil": line(postal, "ortsteil", 100), "gemeinde_id": gemeinde, "kreis_id": kreis,
        "lat": lat, "lon": lon, "barrier": _barrier(location), "directions": line(location, "transportation", 120),
    })  # fmt: skip


def _street(text: str, name: str) -> tuple[str, str]:
    """Return street and number; a place without a street is told by its name, which stands there already."""
    if text == name:
        return "", ""
    found = addresses.street(text)
    return (text, "") if found.zusatz else (found.strasse, found.hausnummer[:30])


def _where(location: Record, plz: str, town: str, known: Known) -> tuple[str | None, str | None]:
    """Return Gemeinde and Kreis: by the keys of the register, else by the postal address."""
    ags, of_kreis = said(location, "ags"), said(location, "ags_kreis")
    if ags and (kreis := known.kreis_of(ags)):
        return ags, kreis
    if of_kreis and known.has_kreis(of_kreis):
        return None, of_kreis
    return known.place_of(plz, town) if plz else (None, None)


def _position(location: Record) -> tuple[float | None, float | None]:
    lat, lon = number(location, "latitude"), number(location, "longitude")
    is_on_earth = lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180
    return (lat, lon) if is_on_earth else (None, None)


def _barrier(location: Record) -> str:
    words = [said(one, "description") for one in below(location, "accessibility")]
    return next((_BARRIERS[word] for word in words if word in _BARRIERS), Barrier.UNKNOWN)


def first_location(service: Record) -> Record:
    """Return the place at which a service stands."""
    return next((inside(link, "location") for link in below(service, "service_at_locations")), {})
