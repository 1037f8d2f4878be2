"""Asking a home: the address of its API, and what it answers. How the bytes travel says ``Home``."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from schutznetz.exchange.importing.checking import Unsound, parsed
from schutznetz.exchange.importing.errors import ConnectionCut

OK, NOT_FOUND, GONE = 200, 404, 410
# Answers that say something about the question; all others say that the home has trouble.
REFUSED = {400, 404, 405, 410, 422}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def is_missing(self) -> bool:
        return self.status in {NOT_FOUND, GONE}

    def document(self) -> dict[str, Any]:
        """Return the object that was answered; half of one is a cut connection."""
        if self.status != OK:
            raise ConnectionCut(f"Die Heimat antwortet nicht (Status {self.status}).")
        try:
            found = parsed(self.body)
        except Unsound as error:
            raise ConnectionCut("Die Antwort der Heimat ist kein lesbares JSON.") from error
        if not isinstance(found, dict):
            raise ConnectionCut("Die Antwort der Heimat ist kein JSON-Objekt.")
        return found


class Home(Protocol):
    """Somebody who answers under one address; every failure on the way is a ``ConnectionCut``."""

    def get(self, path: str) -> Answer: ...

    def lines(self, path: str, asked: dict[str, Any]) -> Iterator[bytes]:
        """Ask by POST, which no cache on the way keeps, and yield the answer line by line."""
