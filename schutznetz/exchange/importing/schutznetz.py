"""Reading another Schutznetz: first everything, later only its list of changes.

Its positions are the only clock. An answer that a cache has kept too long, or that belongs to another question, counts
as a cut connection: the cursor stays, and the next run asks again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing.asking import Answer, Home
from schutznetz.exchange.importing.checking import Unsound, parsed, sound
from schutznetz.exchange.importing.digests import digest_of
from schutznetz.exchange.importing.errors import ConnectionCut
from schutznetz.exchange.importing.files import line_said
from schutznetz.exchange.importing.pieces import SIZE, Gone, Item, Piece, Reader, in_pieces

LISTS = {MirrorKind.ORGANIZATION: "organizations", MirrorKind.SERVICE: "services"}
FIELDS = {"kind", "id", "changed_at", "deleted", "digest"}
ANOTHER_QUESTION = "Die Antwort der Heimat gehört zu einer anderen Frage."
WHOLE = {"format": "ndjson", "full": True}


@dataclass(frozen=True, slots=True)
class _Changes:
    """One answer of ``/changes``: ``last`` is the highest position of the home, ``cursor`` that of this page."""

    last: int
    cursor: int
    more: bool
    rows: list[dict[str, Any]]


def is_schutznetz(home: Home) -> bool:
    answer = home.get("changes?after=0&per_page=1")
    return answer.status == 200 and {"last", "after", "contents"} <= answer.document().keys()


def read_schutznetz(home: Home, cursor: str, *, whole: bool = False) -> Reader:
    """Return what reads on after a position.

    Everything is read where none is known, and where the home stands before ours: it was set back.
    """
    known = int(cursor) if cursor.isdecimal() else 0
    changes = _changes(home, known)
    if whole or not known or changes.last < known:
        return Everything(home, changes.last, starts_over=changes.last < known)
    return Later(home, known)


class _Asking:
    def __init__(self, home: Home, position: int) -> None:
        self.home, self.position = home, position

    def ask(self, kind: MirrorKind, key: UUID) -> Item | None:
        """Believe that a record is gone only if the answer says that it belongs to this question.

        One that is there, but was not among all: a cache on the way has kept it, or it has just come back.
        """
        if kind not in LISTS:
            return Gone(kind, key, self.position)
        answer = self._answer(kind, key)
        if answer.is_missing:
            if not str(_problem(answer).get("instance", "")).endswith(f"/{LISTS[kind]}/{key}"):
                raise ConnectionCut(ANOTHER_QUESTION)
            return Gone(kind, key, self.position)
        raise ConnectionCut("Die Heimat widerspricht sich, oder auf dem Weg hat jemand eine Antwort aufgehoben.")

    def _answer(self, kind: MirrorKind, key: UUID) -> Answer:
        return self.home.get(f"{LISTS[kind]}/{key}")


class Everything(_Asking):
    """All records, as lines from one moment of the home each."""

    is_whole = True

    def __init__(self, home: Home, position: int, *, starts_over: bool) -> None:
        super().__init__(home, position)
        self.starts_over, self.cursor = starts_over, str(position)

    def pieces(self) -> Iterator[Piece]:
        for name in LISTS.values():
            yield from in_pieces(self._said(name))

    def _said(self, name: str) -> Iterator[Item]:
        for number, line in enumerate(self.home.lines(name, WHOLE), 1):
            yield from line_said(line, f"{name}, Zeile {number}", self.position)


class Later(_Asking):
    """What changed after a position."""

    is_whole, starts_over, cursor = False, False, ""

    def pieces(self) -> Iterator[Piece]:
        """Yield the changes of one answer at a time; what comes before one that cannot be believed is kept."""
        more = True
        while more:
            changes = _changes(self.home, self.position)
            more, items = changes.more, list[Item]()
            for row in changes.rows:
                try:
                    items.append(self._item(row))
                except ConnectionCut:
                    yield Piece(items, str(self.position))
                    raise
                self.position = row["position"]
            if items:
                yield Piece(items, str(self.position))

    def _item(self, row: dict[str, Any]) -> Item:
        """Return the record as it was noted: with another digest it is older, or newer and not noted yet."""
        kind, key = MirrorKind(row["kind"]), UUID(row["id"])
        if row["deleted"]:
            return Gone(kind, key, row["position"])
        body = self._answer(kind, key).document()
        if digest_of(body) != row["digest"] or body.get("last_modified") != row["changed_at"]:
            raise ConnectionCut("Ein Eintrag der Heimat ist gerade ein anderer, als ihre Liste der Änderungen sagt.")
        if str(body.get("id", "")).lower() != str(key):
            raise ConnectionCut(ANOTHER_QUESTION)
        return sound(body, f"{LISTS[kind]}/{key}", kind=kind, position=row["position"])


def _problem(answer: Answer) -> dict[str, Any]:
    try:
        found = parsed(answer.body)
    except Unsound:
        return {}
    return found if isinstance(found, dict) else {}


def _changes(home: Home, after: int) -> _Changes:
    """Return the next changes; whatever does not fit the question is refused."""
    said = home.get(f"changes?after={after}&per_page={SIZE}").document()
    try:
        found = _Changes(int(said["last"]), int(said["cursor"]), bool(said["more"]), list(said["contents"]))
        positions = [int(row["position"]) for row in found.rows]
        is_fitting = int(said["after"]) == after and found.cursor == (positions[-1] if positions else after)
        is_fitting = is_fitting and positions == sorted({*positions}) and all(one > after for one in positions)
        is_fitting = is_fitting and all(row.keys() >= FIELDS for row in found.rows)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConnectionCut("Die Liste der Änderungen ist nicht zu verstehen.") from error
    if not is_fitting:
        raise ConnectionCut(ANOTHER_QUESTION)
    return found
