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

from schutznetz.directory.search.plan import Alternative, Group, Term

TABLE = "directory_searchentry"


@dataclass(frozen=True, slots=True)
class Match:
    """Pieces of SQL: where the rows come from, their key, the condition, the score, and the parameters in order."""

    key: str
    source: str
    score: str
    score_parameters: tuple[str, ...]
    condition: str
    condition_parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that an entry must have: all groups, or any; anywhere, or only in title and organisation (``is_narrow``).

    ``within`` narrows to places: of each list of tokens (``places.py``) an entry must have one.
    """

    groups: Sequence[Group]
    any_group: bool = False
    is_narrow: bool = False
    within: Sequence[Sequence[str]] = ()


class Backend(Protocol):
    def create_index(self, connection: BaseDatabaseWrapper) -> None: ...
    def drop_index(self, connection: BaseDatabaseWrapper) -> None: ...
    def add(self, entry_ids: Sequence[int]) -> None: ...
    def remove(self, entry_ids: Sequence[int]) -> None: ...
    def clear(self) -> None: ...
    def match(self, asked: Asked) -> Match: ...


def _join(groups: Sequence[Group], render: Any, *, conjunction: str, disjunction: str, any_group: bool) -> str:
    """Write groups as text: alternatives by ``disjunction``, groups and terms by ``conjunction``."""

    def alternative(alternative: Alternative) -> str:
        return f"({conjunction.join(render(term) for term in alternative.terms)})"

    def group(group: Group) -> str:
        return f"({disjunction.join(alternative(a) for a in group.alternatives)})"

    return (disjunction if any_group else conjunction).join(group(g) for g in groups)


class SQLite:
    FTS = "directory_searchentry_fts"
    COLUMNS = "title, organisation, body, place"

    def create_index(self, connection: BaseDatabaseWrapper) -> None:
        statement = (
            f"CREATE VIRTUAL TABLE {self.FTS} USING fts5({self.COLUMNS}, content='{TABLE}', content_rowid='id', "
            "prefix='3 5', tokenize='unicode61 remove_diacritics 0')"
        )
        _execute(connection, [statement])

    def drop_index(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, [f"DROP TABLE {self.FTS}"])

    def add(self, entry_ids: Sequence[int]) -> None:
        self._feed(f"INSERT INTO {self.FTS}(rowid, {self.COLUMNS}) SELECT id, {self.COLUMNS}", entry_ids)

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Withdraw entries that are still in their table: FTS5 needs the words to forget them."""
        command = f"INSERT INTO {self.FTS}({self.FTS}, rowid, {self.COLUMNS}) SELECT 'delete', id, {self.COLUMNS}"
        self._feed(command, entry_ids)

    def clear(self) -> None:
        """Forget everything, also what is no longer in the table or is written there in other words."""
        _execute(connection, [f"INSERT INTO {self.FTS}({self.FTS}) VALUES ('delete-all')"])  # noqa: S608 -- constants

    def _feed(self, command: str, entry_ids: Sequence[int]) -> None:
        if not entry_ids:
            return
        places = ", ".join(["%s"] * len(entry_ids))
        with connection.cursor() as cursor:
            cursor.execute(f"{command} FROM {TABLE} WHERE id IN ({places})", list(entry_ids))

    def match(self, asked: Asked) -> Match:
        words = _join(asked.groups, self._term, conjunction=" AND ", disjunction=" OR ", any_group=asked.any_group)
        if asked.is_narrow:
            words = f"{{title organisation}} : ({words})"
        places = [f"place : ({' OR '.join(tokens)})" for tokens in asked.within]
        query = " AND ".join([f"({words})", *places])
        return Match("rowid", self.FTS, f"-bm25({self.FTS}, 10, 4, 1, 0)", (), f"{self.FTS} MATCH %s", (query,))

    @staticmethod
    def _term(term: Term) -> str:
        return f'"{term.text}"{"*" if term.is_prefix else ""}'


class PostgreSQL:
    def create_index(self, connection: BaseDatabaseWrapper) -> None:
        weighted = " || ".join(
            f"setweight(to_tsvector('simple', {column}), '{weight}')"
            for column, weight in (("title", "A"), ("organisation", "B"), ("body", "D"), ("place", "C"))
        )
        statements = [
            f"ALTER TABLE {TABLE} ADD COLUMN document tsvector GENERATED ALWAYS AS ({weighted}) STORED",
            f"CREATE INDEX {TABLE}_document ON {TABLE} USING gin (document)",
        ]
        _execute(connection, statements)

    def drop_index(self, connection: BaseDatabaseWrapper) -> None:
        _execute(connection, [f"ALTER TABLE {TABLE} DROP COLUMN document"])

    def add(self, entry_ids: Sequence[int]) -> None:
        """Nothing to do: the column is generated."""

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Nothing to do: the row takes its document along."""

    def clear(self) -> None:
        """Nothing to do, for the same reason."""

    def match(self, asked: Asked) -> Match:
        render = self._narrow_term if asked.is_narrow else self._term
        words = _join(asked.groups, render, conjunction=" & ", disjunction=" | ", any_group=asked.any_group)
        places = [f"({' | '.join(f'{token}:C' for token in tokens)})" for tokens in asked.within]
        query = " & ".join([f"({words})", *places])
        score = "ts_rank('{0.05, 0.0, 0.4, 1.0}', e.document, %s::tsquery)"
        return Match("e.id", f"{TABLE} e", score, (f"{words}",), "e.document @@ %s::tsquery", (query,))

    @staticmethod
    def _term(term: Term) -> str:
        return f"'{term.text}':{'*' if term.is_prefix else ''}ABD"

    @staticmethod
    def _narrow_term(term: Term) -> str:
        return f"'{term.text}':{'*' if term.is_prefix else ''}AB"


BACKENDS: dict[str, Backend] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def current(on: BaseDatabaseWrapper | None = None) -> Backend:
    """Return the renderer for the database in use."""
    return BACKENDS[(on or connection).vendor]


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def create_index(apps: Any, schema_editor: Any) -> None:
    """Migration step forward."""
    current(schema_editor.connection).create_index(schema_editor.connection)


def drop_index(apps: Any, schema_editor: Any) -> None:
    """Migration step back."""
    current(schema_editor.connection).drop_index(schema_editor.connection)
