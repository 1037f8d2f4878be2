"""Policies as migrations write them: one sentence in SQL for each thing that can be done with a row.

Settings stand in a sub-select, so that PostgreSQL reads them once for a statement and not once for a row. After a
transaction a setting is empty and not NULL, hence ``nullif``. The conditions never replace those of a query.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

from schutznetz.common.databases import ours

CLAUSES = {
    "select": "FOR SELECT USING ({0})",
    "insert": "FOR INSERT WITH CHECK ({0})",
    "update": "FOR UPDATE USING ({0}) WITH CHECK ({0})",
    "delete": "FOR DELETE USING ({0})",
}


def setting(name: str, kind: str = "text") -> str:
    return f"(SELECT nullif(current_setting('schutznetz.{name}', true), '')::{kind})"


SYSTEM = f"{setting('context')} = 'system'"
ANYBODY = f"{setting('context')} IS NOT NULL"
PERSON = setting("person", "uuid")
ORGANISATIONS = f"({setting('organisations', 'uuid[]')})::uuid[]"
NETWORK = setting("network", "uuid")
LOOKS_OVER = f"{setting('looks_over')} = '1'"
TOKEN = setting("token")
CHAIN = setting("chain")


def protect(table: str, **policies: str) -> RunPython:
    """Raise the wall around a table: what no policy allows is not there, for its owner neither. No wall on SQLite.

    ``policies`` are named after what they allow (select, insert, update, delete).
    """
    up = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]
    up += [f"CREATE POLICY rows_{act} ON {table} {CLAUSES[act].format(when)}" for act, when in policies.items()]
    down = [f"DROP POLICY rows_{act} ON {table}" for act in policies]
    down += [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
    return on_postgresql(up, down)


def on_postgresql(up: Sequence[str], down: Sequence[str]) -> RunPython:
    def run(statements: Sequence[str], editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in statements:
                editor.execute(statement, params=None)
            ours(editor.connection).forget_walls()

    return RunPython(lambda _apps, editor: run(up, editor), lambda _apps, editor: run(down, editor))
