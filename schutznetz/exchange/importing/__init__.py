"""Reading what others say in the words of HSDS: every form becomes the same stream of whole records.

Nothing here touches the database. What is sound goes on, the rest is named with file and place (``Fault``).
"""

from schutznetz.exchange.importing.files import read_path
from schutznetz.exchange.importing.pieces import Fault, Gone, Piece, Reader, Said

__all__ = ["Fault", "Gone", "Piece", "Reader", "Said", "read_path"]
