"""PostgreSQL as Django drives it, told in each transaction for whom it is asked (``common/rows.py``, ADR 0020).

The stubs of Django do not know the methods that a backend overrides, hence the remarks for mypy.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import fields
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.backends.postgresql import base
from psycopg import sql

from schutznetz.common import rows
from schutznetz.common.rows import NOBODY, Rows

NAMES = tuple(field.name for field in fields(Rows))
# ``true``: gone with the transaction, so nothing is left for whoever gets the connection next.
TELL = "set_config({}, {}, true)"
# Whoever asks for a setting wants to know what was told.
SETTINGS = "schutznetz."
# Behind a wall: every table with policies of its own.
WALLED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = current_schema()::regnamespace"
# Name of the cursor that sends values beside the SQL, so that the server knows a statement again.
PLANNED = "planned"
# So many wordings are remembered; some are made of what is asked, a filter or a list of any length.
MOST_KNOWN = 2000
# What can meet a protected row; anything else may have to run outside of a transaction.
ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(SELECT")


@lru_cache(maxsize=256)
def telling(told: Rows | None, wanted: Rows) -> str:
    """Return what to send: everything at the beginning of a transaction, whatever the session says; then what differs.

    Finished text, because filling in eight values costs more time than the database takes for them.
    """
    before = told or NOBODY
    new = [name for name in NAMES if before == NOBODY or getattr(before, name) != getattr(wanted, name)]
    parts = (sql.SQL(TELL).format(f"schutznetz.{name}", getattr(wanted, name)) for name in new)
    return sql.SQL("SELECT {}").format(sql.SQL(", ").join(parts)).as_string(None)


def _takes_two(cursor: Any) -> bool:
    """Say whether a cursor sends finished text, which may hold two statements; the others send values beside it."""
    return type(cursor) is base.Cursor  # type: ignore[attr-defined]


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells the context with the first statement that names a protected table, and again when it changes.

    Both go in one text, which PostgreSQL takes as one transaction: outside of another one the statement has the context
    for itself alone, and no way to the database is added. Without a context nothing is told: no row is there.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._told: Rows | None = NOBODY
        self._is_savepoint = False
        self._walled: tuple[str, ...] = ()
        self._concerned: dict[str, bool] = {}
        self.execute_wrappers.append(self._tell_before)

    def _tell_before(self, execute: Callable[..., Any], query: Any, params: Any, many: bool, context: Any) -> Any:
        # Most statements are of no concern, and comparing two contexts costs more than looking that up.
        if self._is_savepoint or not self._is_concerned(query) or (wanted := rows.current()) == self._told:
            return execute(query, params, many, context)
        is_within = self.in_atomic_block or not self.autocommit
        if not is_within and not (isinstance(query, str) and query.lstrip()[:7].upper().startswith(ROWS)):
            return execute(query, params, many, context)
        if many or not isinstance(query, str) or not _takes_two(context["cursor"].cursor):
            return self._tell_apart(wanted, is_within, lambda: execute(query, params, many, context))
        said = telling(self._told, wanted)
        result = execute(f"{said if params is None else said.replace('%', '%%')};{query}", params, many, context)
        context["cursor"].cursor.nextset()  # the first answer is that of the telling
        if is_within:
            self._told = wanted
        return result

    def _tell_apart(self, wanted: Rows, is_within: bool, execute: Callable[[], Any]) -> Any:
        """Tell in a statement of its own where the cursor takes only one; both need one transaction."""
        said = telling(self._told, wanted)
        if not is_within:
            with self._own_transaction(said):
                return execute()
        with self.wrap_database_errors:
            self.connection.execute(said)
        self._told = wanted
        return execute()

    @contextmanager
    def _own_transaction(self, said: str) -> Iterator[None]:
        """Begin with what is told, in one text: psycopg's own block would take one more way to the database."""
        with self.wrap_database_errors:
            self.connection.execute(f"BEGIN;{said}")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.commit()

    def _is_concerned(self, query: Any) -> bool:
        """Say whether a statement names a protected table, or asks what was told; what cannot be read does.

        Looked up, because a page asks the same statements as the one before, with other values.
        """
        if not isinstance(query, str):
            return True
        if (known := self._concerned.get(query)) is not None:
            return known
        found = any(name in query for name in self._walled or self._read_walled())
        if len(self._concerned) < MOST_KNOWN:
            self._concerned[query] = found
        return found

    def _read_walled(self) -> tuple[str, ...]:
        """Ask once in the life of a connection which tables are protected."""
        names = tuple(name for (name,) in self.connection.execute(WALLED).fetchall())
        self._walled = (*names, SETTINGS)
        return self._walled

    def forget_walls(self) -> None:
        """Ask again: a migration has raised a wall, or torn one down."""
        self._walled = ()
        self._concerned.clear()

    def get_connection_params(self) -> dict[str, Any]:
        """What a ``planned_cursor`` asks is planned at once, and for all values alike."""
        found = super().get_connection_params()
        wanted = f"{found.get('options', '')} -c plan_cache_mode=force_generic_plan".strip()
        return {**found, "prepare_threshold": 0, "options": wanted}

    def planned_cursor(self) -> Any:
        """Return a cursor whose statements the server plans once in the life of a connection (ADR 0017)."""
        return self._cursor(PLANNED)  # type: ignore[attr-defined]

    def create_cursor(self, name: str | None = None) -> Any:
        if name != PLANNED:
            return super().create_cursor(name)
        usual = self.connection.cursor_factory
        self.connection.cursor_factory = base.ServerBindingCursor  # type: ignore[attr-defined]
        try:
            return super().create_cursor()
        finally:
            self.connection.cursor_factory = usual

    def brief_wait(self) -> AbstractContextManager[None]:
        """Nothing to do here: only one row is locked, and for a moment. SQLite has one lock for everything."""
        return nullcontext()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything that is read inside see the same moment; inside another transaction its moment holds."""
        if self.in_atomic_block:
            yield
            return
        with transaction.atomic(using=self.alias):
            # Not through a cursor of Django: it would first tell for whom it asks, and then it is too late for this.
            self.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def _commit(self) -> Any:
        self._told = NOBODY
        return super()._commit()  # type: ignore[misc]

    def _rollback(self) -> Any:
        self._told = NOBODY
        return super()._rollback()  # type: ignore[misc]

    def connect(self) -> None:
        self._told = NOBODY
        self.forget_walls()
        super().connect()

    def _savepoint(self, sid: str) -> None:
        with self._in_savepoint():
            super()._savepoint(sid)  # type: ignore[misc]

    def _savepoint_commit(self, sid: str) -> None:
        with self._in_savepoint():
            super()._savepoint_commit(sid)  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        """What was told after the savepoint is taken back with everything else."""
        with self._in_savepoint():
            super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None

    @contextmanager
    def _in_savepoint(self) -> Iterator[None]:
        """A transaction that failed takes nothing but its end."""
        self._is_savepoint = True
        try:
            yield
        finally:
            self._is_savepoint = False
