"""Reading what others say in the words of HSDS: every form becomes the same stream of whole records.

Nothing here touches the database. What is sound goes on, the rest is named with file and place (``Fault``).
"""

from schutznetz.exchange.importing.files import read_path
from schutznetz.exchange.importing.opening import opened
from schutznetz.exchange.importing.pieces import Fault, Gone, Item, Piece, Reader, Said

__all__ = ["Fault", "Gone", "Item", "Piece", "Reader", "Said", "opened", "read_path"]
