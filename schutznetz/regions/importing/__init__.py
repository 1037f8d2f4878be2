"""Reads the official files of Destatis and BKG into records; no database."""

from schutznetz.regions.importing.gv100ad import read_gv100ad
from schutznetz.regions.importing.record import GemeindeRecord, KreisRecord, Register
from schutznetz.regions.importing.successors import Successor, read_successors
from schutznetz.regions.importing.vg250 import read_vg250

__all__ = [
    "GemeindeRecord", "KreisRecord", "Register", "Successor", "read_gv100ad", "read_successors", "read_vg250",
]  # fmt: skip
