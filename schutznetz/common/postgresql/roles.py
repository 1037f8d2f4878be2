"""The three roles of a database: one owns the tables, one runs the application, one saves everything (ADR 0020)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from psycopg import sql
from psycopg.errors import DuplicateObject, UniqueViolation

OWNER, APPLICATION, BACKUP = ROLES = ("schutznetz_owner", "schutznetz_application", "schutznetz_backup")
# Only the role of backups looks past the wall: pg_dump must not leave out rows.
BYPASSES = {OWNER: "NOBYPASSRLS", APPLICATION: "NOBYPASSRLS", BACKUP: "BYPASSRLS"}

# Everything in the schema that is not part of an extension and has another owner.
STRANGE = """
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, c.oid::regclass::text
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'S')
      AND pg_get_userbyid(c.relowner) <> %(owner)s
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND pg_get_userbyid(p.proowner) <> %(owner)s
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""

GRANTS = (
    "GRANT CONNECT ON DATABASE {database} TO {owner}, {application}, {backup}",
    "GRANT CREATE ON DATABASE {database} TO {owner}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {owner}, {application}, {backup}",
    "GRANT CREATE ON SCHEMA public TO {owner}",
)
# On what is there, and by default on what the owner will make.
FOR_TABLES = (
    "GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {application}",
    "GRANT SELECT ON {tables} TO {backup}",
)
FOR_SEQUENCES = ("GRANT USAGE, SELECT ON {sequences} TO {application}", "GRANT SELECT ON {sequences} TO {backup}")


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    is_new: bool
    bypasses: bool


def is_available() -> bool:
    return connection.vendor == "postgresql"


def prepare(passwords: Mapping[str, str]) -> list[Role]:
    """Make what is missing and set what is wrong; a second call changes nothing but passwords that are given."""
    new = {name for name in ROLES if _create(name)}
    with transaction.atomic():
        for name, bypasses in BYPASSES.items():
            _correct(name, bypasses)
        for name, password in passwords.items():
            _run("ALTER ROLE {role} PASSWORD {password}", role=sql.Identifier(name), password=sql.Literal(password))
        _hand_over()
        _grant()
    return [Role(name, name in new, BYPASSES[name] == "BYPASSRLS") for name in ROLES]


def _run(statement: str, **parts: sql.Composable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**parts))


def _ask(question: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def _create(name: str) -> bool:
    """Make a role; roles belong to the whole cluster, where somebody else may make it at the same moment."""
    if _ask("SELECT 1 FROM pg_roles WHERE rolname = %(name)s", name=name):
        return False
    try:
        with transaction.atomic():
            _run("CREATE ROLE {role} LOGIN " + BYPASSES[name], role=sql.Identifier(name))
    except Exception as error:
        if not isinstance(error.__cause__, DuplicateObject | UniqueViolation):
            raise
        return False
    return True


def _correct(name: str, bypasses: str) -> None:
    """Set attributes that somebody has changed."""
    wanted = bypasses == "BYPASSRLS"
    found = "SELECT rolsuper, rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = %(name)s"
    if _ask(found, name=name) != [(False, wanted, True)]:
        _run(f"ALTER ROLE {{role}} LOGIN NOSUPERUSER {bypasses}", role=sql.Identifier(name))


def _hand_over() -> None:
    for kind, name in _ask(STRANGE, owner=OWNER):
        _run(f"ALTER {kind} {name} OWNER TO {{owner}}", owner=sql.Identifier(OWNER))  # names as PostgreSQL quotes them


def _grant() -> None:
    names = dict(zip(("owner", "application", "backup"), map(sql.Identifier, ROLES), strict=True))
    for statement in GRANTS:
        _run(statement, database=sql.Identifier(connection.settings_dict["NAME"]), **names)
    for kind, statements in (("tables", FOR_TABLES), ("sequences", FOR_SEQUENCES)):
        for statement in statements:
            _run(statement, **{kind: sql.SQL(f"ALL {kind.upper()} IN SCHEMA public")}, **names)
            later = "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public " + statement
            _run(later, **{kind: sql.SQL(kind.upper())}, **names)
