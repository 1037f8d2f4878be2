"""Marks in the index beside the words: what kind of help an entry is, and where.

A search in one Kreis, around one place or for one kind of help never touches the rest of the country.
"""

import math
import re
from uuid import UUID

# Cells of about 55 × 50 km: a search around a place needs four, rarely nine.
CELL_LAT, CELL_LON = 0.5, 0.75
KM_PER_DEGREE = 111.32
# Offers without a place of their own: nationwide and statewide lines.
FAR = "ohneort"
# No id is longer; what somebody writes into an address may be, and PostgreSQL refuses a word of 2 kB.
LONGEST = 64
_NO_LETTER = re.compile(r"[^a-z0-9]")


def offer_type(type_id: str) -> str:
    """Return the mark of a kind of help, made of letters and digits whatever somebody asks for."""
    return f"typ{_NO_LETTER.sub('', type_id)}"[:LONGEST]


def kreis(ags: str) -> str:
    return f"kreis{ags}"


def home(ags: str) -> str:
    """Return the token of what serves a Kreis without a place of its own: home visits, shelters."""
    return f"heim{ags}"


def network(pk: UUID) -> str:
    return f"netz{pk.hex}"


def cell(lat: float, lon: float) -> str:
    return _cell(math.floor((lat + 90) / CELL_LAT), math.floor((lon + 180) / CELL_LON))


def _cell(row: int, column: int) -> str:
    return f"zelle{row}x{column}"


def cells_around(lat: float, lon: float, radius_km: float) -> list[str]:
    """Return all cells that a circle can touch."""
    tall = radius_km / KM_PER_DEGREE
    wide = radius_km / (KM_PER_DEGREE * max(math.cos(math.radians(lat)), 0.01))
    rows = range(math.floor((lat - tall + 90) / CELL_LAT), math.floor((lat + tall + 90) / CELL_LAT) + 1)
    columns = range(math.floor((lon - wide + 180) / CELL_LON), math.floor((lon + wide + 180) / CELL_LON) + 1)
    return [_cell(row, column) for row in rows for column in columns]
