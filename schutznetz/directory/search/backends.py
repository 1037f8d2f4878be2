"""One plan, two renderers: the only place that asks which database it is (ADR 0004).

On PostgreSQL a generated ``tsvector`` column keeps the index. On SQLite ``index`` feeds FTS5 through ``add`` and
``remove``: triggers would need ``trusted_schema=ON``, which security.md 3.15 forbids. Either way an offer is
findable, or withdrawn, in the same commit as its change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from schutznetz.directory.search import scoring
from schutznetz.directory.search.plan import Alternative, Group, Term

TABLE = "directory_searchtext"
ENTRIES = "directory_searchentry"


@dataclass(frozen=True, slots=True)
class Match:
    """Pieces of SQL: the table of words with its entries (``e``), the condition, the score, and the parameters."""

    source: str
    score: str
    score_parameters: tuple[str, ...]
    condition: str
    condition_parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that an entry must have: all groups, or any; anywhere, or only in title and organisation (``is_narrow``).

    ``within`` narrows by marks (``marks.py``): of each list an entry must have one. Without groups only marks count.
    """

    groups: Sequence[Group] = ()
    any_group: bool = False
    is_narrow: bool = False
    within: Sequence[Sequence[str]] = ()


class Backend(Protocol):
    def create_index(self, connection: BaseDatabaseWrapper) -> None: ...
    def drop_index(self, connection: BaseDatabaseWrapper) -> None: ...
    def add(self, entry_ids: Sequence[int]) -> None: ...
    def remove(self, entry_ids: Sequence[int]) -> None: ...
    def clear(self) -> None: ...
    def purge(self) -> None: ...
    def match(self, asked: Asked) -> Match: ...


def _join(groups: Sequence[Group], render: Any, *, conjunction: str, disjunction: str, any_group: bool) -> str:
    """Write groups as text: alternatives by ``disjunction``, groups and terms by ``conjunction``."""

    def alternative(alternative: Alternative) -> str:
        return f"({conjunction.join(render(term) for term in alternative.terms)})"

    def group(group: Group) -> str:
        return f"({disjunction.join(alternative(a) for a in group.alternatives)})"

    return (disjunction if any_group else conjunction).join(group(g) for g in groups)


class SQLite:
    FTS = "directory_searchtext_fts"
    COLUMNS = "title, organisation, body, marks"

    def create_index(self, connection: BaseDatabaseWrapper) -> None:
        statement = (
            f"CREATE VIRTUAL TABLE {self.FTS} USING fts5({self.COLUMNS}, content='{TABLE}', content_rowid='entry_id', "
            "prefix='3 5', tokenize='unicode61 remove_diacritics 0')"
        )
        _execute(connection, [statement])

    def drop_index(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, [f"DROP TABLE {self.FTS}"])

    def add(self, entry_ids: Sequence[int]) -> None:
        self._feed(f"INSERT INTO {self.FTS}(rowid, {self.COLUMNS}) SELECT entry_id, {self.COLUMNS}", entry_ids)

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Withdraw entries that are still in their table: FTS5 needs the words to forget them."""
        command = f"INSERT INTO {self.FTS}({self.FTS}, rowid, {self.COLUMNS}) SELECT 'delete', entry_id, {self.COLUMNS}"
        self._feed(command, entry_ids)

    def clear(self) -> None:
        """Forget everything, also what is no longer in the table or is written there in other words."""
        _execute(connection, [f"INSERT INTO {self.FTS}({self.FTS}) VALUES ('delete-all')"])  # noqa: S608 -- constants

    def purge(self) -> None:
        """Write the index anew as one segment: until then deleted words lie about in the older ones."""
        _execute(connection, [f"INSERT INTO {self.FTS}({self.FTS}) VALUES ('optimize')"])  # noqa: S608 -- constants

    def _feed(self, command: str, entry_ids: Sequence[int]) -> None:
        if not entry_ids:
            return
        places = ", ".join(["%s"] * len(entry_ids))
        with connection.cursor() as cursor:
            cursor.execute(f"{command} FROM {TABLE} WHERE entry_id IN ({places})", list(entry_ids))

    def match(self, asked: Asked) -> Match:
        words = _join(asked.groups, self._term, conjunction=" AND ", disjunction=" OR ", any_group=asked.any_group)
        scope = "{title organisation} : " if asked.is_narrow else ""
        marks = [f"marks : ({' OR '.join(wanted)})" for wanted in asked.within]
        query = " AND ".join([f"{scope}({words})"] * bool(words) + marks)
        # CROSS JOIN keeps the order: from the hits to their entries, never the other way round
        entries = f"{self.FTS} f CROSS JOIN {ENTRIES} e ON e.id = f.rowid"
        source = f"{entries} CROSS JOIN {TABLE} x ON x.entry_id = f.rowid" if words else entries
        fit = (f"{scoring.NAME}(x.title, x.organisation, x.body, %s)", (scoring.as_parameter(asked.groups),))
        score, parameters = fit if words else ("0.0", ())
        return Match(source, score, parameters, f"{self.FTS} MATCH %s", (query,))

    @staticmethod
    def _term(term: Term) -> str:
        return f'"{term.text}"{"*" if term.is_prefix else ""}'


class PostgreSQL:
    """Three columns in one index, so that no query names a weight: GIN knows none and would read every row again."""

    WEIGHTS = {
        "words": (("title", "A"), ("organisation", "B"), ("body", "D")),
        "names": (("title", "A"), ("organisation", "B")),
        "marked": (("marks", "D"),),
    }

    def create_index(self, connection: BaseDatabaseWrapper) -> None:
        statements = [
            f"ALTER TABLE {TABLE} ADD COLUMN {name} tsvector GENERATED ALWAYS AS ({self._weighted(parts)}) STORED"
            for name, parts in self.WEIGHTS.items()
        ]
        index = f"CREATE INDEX {TABLE}_vectors ON {TABLE} USING gin ({', '.join(self.WEIGHTS)})"
        _execute(connection, [*statements, index])

    @staticmethod
    def _weighted(parts: Sequence[tuple[str, str]]) -> str:
        return " || ".join(f"setweight(to_tsvector('simple', {column}), '{weight}')" for column, weight in parts)

    def drop_index(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, [f"ALTER TABLE {TABLE} DROP COLUMN {name}" for name in self.WEIGHTS])

    def add(self, entry_ids: Sequence[int]) -> None:
        """Nothing to do: the columns are generated."""

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Nothing to do: the row takes its index along."""

    def clear(self) -> None:
        """Nothing to do, for the same reason."""

    def purge(self) -> None:
        """Nothing to do: autovacuum takes away what a deleted row has left."""

    def match(self, asked: Asked) -> Match:
        words = _join(asked.groups, self._term, conjunction=" & ", disjunction=" | ", any_group=asked.any_group)
        column = "x.names" if asked.is_narrow else "x.words"
        marks = " & ".join(f"({' | '.join(wanted)})" for wanted in asked.within)
        score = f"ts_rank('{{0.05, 0.0, 0.4, 1.0}}', {column}, %s::tsquery)" if words else "0.0"
        wanted = [(column, words)] * bool(words) + [("x.marked", marks)] * bool(marks)
        condition = " AND ".join(f"{name} @@ %s::tsquery" for name, _ in wanted)
        parameters = tuple(query for _, query in wanted)
        # OFFSET 0 keeps the order: without it a filter that many entries pass makes the planner read all of them
        entries = f"CROSS JOIN LATERAL (SELECT * FROM {ENTRIES} s WHERE s.id = x.entry_id OFFSET 0) e"  # noqa: S608 -- constants
        return Match(f"{TABLE} x {entries}", score, (words,) if words else (), condition, parameters)

    @staticmethod
    def _term(term: Term) -> str:
        return f"'{term.text}'{':*' if term.is_prefix else ''}"


BACKENDS: dict[str, Backend] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def current(on: BaseDatabaseWrapper | None = None) -> Backend:
    """Return the renderer for the database in use."""
    return BACKENDS[(on or connection).vendor]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def prepare(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Teach a new connection what the search needs; called by Django's signal ``connection_created``."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(scoring.NAME, 4, scoring.fit, deterministic=True)


def create_index(apps: Any, schema_editor: Any) -> None:
    """Migration step forward."""
    current(schema_editor.connection).create_index(schema_editor.connection)


def drop_index(apps: Any, schema_editor: Any) -> None:
    """Migration step back."""
    current(schema_editor.connection).drop_index(schema_editor.connection)
