"""What the database itself shows and refuses, whatever the code above it asks."""

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from tests.rows.matrix import expected
from tests.rows.tables import FREE, PROTECTED

pytestmark = pytest.mark.postgresql

FLAGS = "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = ANY (%s)"
POLICIES = "SELECT tablename, policyname, cmd FROM pg_policies ORDER BY 1, 2"


def asked(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def tell(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_everybody_sees_and_does_what_the_table_says(everything):
    assert everything.tell() == expected()


@pytest.mark.django_db
def test_wall_stands_before_every_table_of_the_list_for_its_owner_too():
    assert sorted(asked(FLAGS, list(PROTECTED))) == sorted((table, True, True) for table in PROTECTED)


@pytest.mark.django_db
def test_policies_are_those_of_the_list():
    found = {(table, policy.removeprefix("rows_"), act.lower()) for table, policy, act in asked(POLICIES)}

    assert found == {(table, act, act) for table, acts in PROTECTED.items() for act in acts}


@pytest.mark.django_db
def test_nothing_in_the_database_reads_a_protected_table_for_a_statement_that_does_not_name_it():
    """The backend tells its context to whatever names one (ADR 0020)."""
    views = asked("SELECT viewname, definition FROM pg_views WHERE schemaname = current_schema()")
    triggers = asked(
        "SELECT tgrelid::regclass::text, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal"
    )
    reading = {name for name, source in views + triggers if any(table in source for table in PROTECTED)}

    assert triggers, "the log has some"
    assert reading - set(PROTECTED) == set()


def names_persons(model):
    """Tell whether a table hangs on who acts, or keeps the address of a mailbox."""
    targets = {"Membership", "Holder"}
    return any(
        isinstance(field, models.EmailField) or (field.is_relation and field.related_model.__name__ in targets)
        for field in model._meta.local_fields
    ) or model._meta.label in {"mfa.Authenticator", "usersessions.UserSession", "socialaccount.SocialAccount"}


def test_every_table_that_names_persons_is_behind_the_wall_or_says_why_not():
    found = {model._meta.db_table for model in apps.get_models() if names_persons(model)}

    assert found - set(PROTECTED) - set(FREE) == set(), "a new table: policies in a migration, and a line in tables.py"
    assert set(FREE) - found == set()


def mutants():
    """Yield each policy taken away, and each made to allow everything; and each table with its wall down."""
    for table, acts in PROTECTED.items():
        yield table, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
        for act in acts:
            allowing = {"insert": "WITH CHECK (true)", "update": "USING (true) WITH CHECK (true)"}
            yield table, f"DROP POLICY rows_{act} ON {table}"
            yield table, f"ALTER POLICY rows_{act} ON {table} {allowing.get(act, 'USING (true)')}"


def test_no_policy_can_be_missing_or_too_wide_unnoticed(everything):
    survivors = []
    for table, mutation in mutants():
        kind = table.partition("_")[2]
        with transaction.atomic():
            tell(mutation)
            if everything.is_as_expected(kind):
                survivors.append(mutation)
            transaction.set_rollback(True)

    assert survivors == [], "\n".join(survivors)
