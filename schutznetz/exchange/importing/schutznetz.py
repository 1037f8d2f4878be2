"""Reading another Schutznetz: first everything, later only its list of changes.

Its positions are the only clock. An answer that a cache has kept too long, or that belongs to another question, counts
as a cut connection: the cursor stays, and the next run asks again.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing.asking import OK, Home
from schutznetz.exchange.importing.checking import sound
from schutznetz.exchange.importing.digests import digest_of
from schutznetz.exchange.importing.errors import ConnectionCut
from schutznetz.exchange.importing.files import line_said
from schutznetz.exchange.importing.pieces import SIZE, Fault, Gone, Item, Piece, Reader, Said, in_pieces

LISTS = {MirrorKind.ORGANIZATION: "organizations", MirrorKind.SERVICE: "services"}
WHOLE = {"format": "ndjson", "full": True}
MOST_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class _Noted:
    """What the home has noted last about a record."""

    position: int
    kind: MirrorKind
    key: UUID
    digest: str
    changed_at: str
    is_deleted: bool

    def fits(self, body: dict[str, Any]) -> bool:
        """Tell whether a body is the noted one: no older answer of a cache, and no newer one that may be taken back."""
        is_same = digest_of(body) == self.digest and body.get("last_modified") == self.changed_at
        return is_same and str(body.get("id", "")).lower() == str(self.key)


@dataclass(frozen=True, slots=True)
class _Changes:
    """One answer of ``/changes``: ``last`` is the highest position of the home, ``cursor`` that of this page."""

    last: int
    cursor: int
    more: bool
    rows: list[_Noted]


def is_schutznetz(home: Home) -> bool:
    answer = home.get("changes?after=0&per_page=1")
    return answer.status == OK and {"last", "after", "contents"} <= answer.document().keys()


def read_schutznetz(home: Home, cursor: str, *, whole: bool = False) -> Reader:
    """Return what reads on after a position.

    Everything is read where none is known, and where the home stands before ours: it was set back.
    """
    known = int(cursor) if cursor.isdecimal() else 0
    changes = _changes(home, known, SIZE)
    if whole or not known or changes.last < known:
        return Everything(home, starts_over=changes.last < known)
    return Later(home, known)


def _fetched(home: Home, noted: _Noted) -> Item:
    """Return a record as it was noted; whatever else is answered counts as a cut connection."""
    path = f"{LISTS[noted.kind]}/{noted.key}"
    body = home.get(path).document()
    if not noted.fits(body):
        raise ConnectionCut("Ein Eintrag der Heimat ist gerade ein anderer, als ihre Liste der Änderungen sagt.")
    return sound(body, path, kind=noted.kind, position=noted.position)


class Everything:
    """All records, as lines from one moment of the home; of them those that are as the home has noted them.

    What changes in this minute may be taken back before it is noted, and then nobody would ever tell. Such a record
    stays as it is here, and the cursor too: the next run reads it again.
    """

    is_whole = True

    def __init__(self, home: Home, *, starts_over: bool) -> None:
        self.home, self.starts_over, self.cursor = home, starts_over, ""
        self.noted: dict[tuple[MirrorKind, UUID], _Noted] = {}

    def pieces(self) -> Iterator[Piece]:
        position, more = 0, True
        while more:
            changes = _changes(self.home, position, MOST_AT_ONCE)
            position, more = changes.cursor, changes.more
            self.noted |= {(row.kind, row.key): row for row in changes.rows}
        missing = {key: row for key, row in self.noted.items() if not row.is_deleted}
        for kind, name in LISTS.items():
            yield from in_pieces(self._told(kind, name, missing))
        yield from in_pieces(self._asked(missing))
        self.cursor = "" if missing else str(position)

    def ask(self, kind: MirrorKind, key: UUID) -> Item | None:
        """Say what was noted about a record that was not told: it is gone, or it is just changing."""
        noted = self.noted.get((kind, key))
        if noted is None or noted.is_deleted:
            return Gone(kind, key, noted.position if noted else 0)
        return Fault(f"{LISTS[kind]}/{key}", "Der Eintrag ändert sich gerade; der nächste Lauf holt ihn.", key)

    def _told(self, kind: MirrorKind, name: str, missing: dict[tuple[MirrorKind, UUID], _Noted]) -> Iterator[Item]:
        for number, line in enumerate(self.home.lines(name, WHOLE), 1):
            for item in line_said(line, f"{name}, Zeile {number}"):
                if not isinstance(item, Said):
                    yield item
                elif (noted := missing.get((kind, item.key))) and noted.fits(item.body):
                    del missing[(kind, item.key)]
                    yield Said(kind, item.key, item.body, noted.position)

    def _asked(self, missing: dict[tuple[MirrorKind, UUID], _Noted]) -> Iterator[Item]:
        for key, noted in list(missing.items()):
            with suppress(ConnectionCut):
                yield _fetched(self.home, noted)
                del missing[key]


class Later:
    """What changed after a position."""

    is_whole, starts_over, cursor = False, False, ""

    def __init__(self, home: Home, position: int) -> None:
        self.home, self.position = home, position

    def pieces(self) -> Iterator[Piece]:
        """Yield the changes of one answer at a time; what comes before one that cannot be believed is kept."""
        more = True
        while more:
            changes = _changes(self.home, self.position, SIZE)
            more, items = changes.more, list[Item]()
            for row in changes.rows:
                try:
                    items.append(Gone(row.kind, row.key, row.position) if row.is_deleted else _fetched(self.home, row))
                except ConnectionCut:
                    yield Piece(items, str(self.position))
                    raise
                self.position = row.position
            if items:
                yield Piece(items, str(self.position))

    def ask(self, kind: MirrorKind, key: UUID) -> Item | None:
        return None


def _changes(home: Home, after: int, size: int) -> _Changes:
    """Return the next changes; whatever does not fit the question is refused."""
    said = home.get(f"changes?after={after}&per_page={size}").document()
    try:
        rows = [_noted(row) for row in said["contents"]]
        found = _Changes(int(said["last"]), int(said["cursor"]), bool(said["more"]), rows)
        is_answer = int(said["after"]) == after
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConnectionCut("Die Liste der Änderungen ist nicht zu verstehen.") from error
    positions = [row.position for row in rows]
    is_rising = positions == sorted({*positions}) and all(one > after for one in positions)
    if not (is_answer and is_rising and found.cursor == (positions[-1] if positions else after)):
        raise ConnectionCut("Die Antwort der Heimat gehört zu einer anderen Frage.")
    return found


def _noted(row: dict[str, Any]) -> _Noted:
    kind, key = MirrorKind(row["kind"]), UUID(row["id"])
    if kind not in LISTS:
        raise ValueError(kind)
    return _Noted(int(row["position"]), kind, key, str(row["digest"]), str(row["changed_at"]), bool(row["deleted"]))
