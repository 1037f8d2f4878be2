"""The roles of a real installation: what ``database_roles`` makes, and that commands and jobs get by with them."""

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from schutznetz.common import rows
from schutznetz.jobs.models import Letter, OutgoingMail
from schutznetz.jobs.queue.worker import Worker
from schutznetz.networks.models import Invitation, Membership
from tests.people import World
from tests.wall import as_application

pytestmark = pytest.mark.postgresql
NAMES = ["schutznetz_owner", "schutznetz_application", "schutznetz_backup"]
LAST_WITHOUT = {"networks": "0003", "audit": "0002", "jobs": "0002", "directory": "0004"}
ROLES = "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = ANY (%s)"
OWNERS = """SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')"""


def asked(question, *values):
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall()


def told(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def as_role(role, statement):
    """Try a statement as a role and take it back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {role}")
            cursor.execute(statement)
            transaction.set_rollback(True)
    except ProgrammingError:
        return "refused"
    return "done"


@pytest.mark.django_db
class TestRoles:
    def test_only_backups_look_past_the_wall(self):
        assert sorted(asked(ROLES, NAMES)) == [
            ("schutznetz_application", False, False, False, True),
            ("schutznetz_backup", False, True, False, True),
            ("schutznetz_owner", False, False, False, True),
        ]

    def test_everything_belongs_to_the_owner(self):
        assert asked(OWNERS) == [("schutznetz_owner",)]

    def test_second_call_changes_nothing_and_says_so(self):
        said = json.loads(told("database_roles", "--json"))

        assert [(role["name"], role["is_new"]) for role in said["roles"]] == [(name, False) for name in NAMES]
        assert told("database_roles").count("in Ordnung") == 3

    def test_role_that_somebody_made_mighty_is_put_right(self):
        with transaction.atomic():
            asked_none("ALTER ROLE schutznetz_application BYPASSRLS")
            told("database_roles")
            assert asked(ROLES, NAMES[1:2]) == [("schutznetz_application", False, False, False, True)]

    def test_password_comes_from_the_settings_only(self, settings):
        settings.ROLE_PASSWORDS = (None, "ein langes Kennwort", None)

        said = told("database_roles")

        stored = dict(asked("SELECT rolname, rolpassword IS NOT NULL FROM pg_authid WHERE rolname = ANY (%s)", NAMES))
        assert stored == {NAMES[0]: False, NAMES[1]: True, NAMES[2]: False}
        assert "Kennwort" not in said

    @pytest.mark.parametrize(
        ("role", "statement", "expected"),
        [
            ("schutznetz_application", "SELECT 1 FROM networks_network", "done"),
            ("schutznetz_application", "DELETE FROM networks_network", "done"),
            ("schutznetz_application", "SELECT nextval('audit_entry_id_seq')", "done"),
            ("schutznetz_application", "TRUNCATE networks_network CASCADE", "refused"),
            ("schutznetz_application", "CREATE TABLE other (id int)", "refused"),
            ("schutznetz_application", "ALTER TABLE networks_holder DISABLE ROW LEVEL SECURITY", "refused"),
            ("schutznetz_application", "DROP POLICY rows_select ON networks_holder", "refused"),
            ("schutznetz_application", "SET LOCAL ROLE schutznetz_owner", "done"),  # the superuser's session, see below
            ("schutznetz_owner", "CREATE TABLE other (id int)", "done"),
            ("schutznetz_backup", "SELECT 1 FROM jobs_letter", "done"),
            ("schutznetz_backup", "DELETE FROM jobs_letter", "refused"),
        ],
    )
    def test_role_may_do_what_it_is_for(self, role, statement, expected):
        assert as_role(role, statement) == expected

    def test_owner_builds_the_wall_and_can_take_it_down(self):
        before = asked("SELECT * FROM pg_policies ORDER BY tablename, policyname")
        connection.check_constraints()
        asked_none("SET LOCAL ROLE schutznetz_owner")
        left = [len(before)]
        with rows.system("command"):
            for app, last in LAST_WITHOUT.items():
                call_command("migrate", app, last, verbosity=0)
                left += asked("SELECT count(*) FROM pg_policies")[0]
            call_command("migrate", verbosity=0)
        asked_none("RESET ROLE")

        assert asked("SELECT * FROM pg_policies ORDER BY tablename, policyname") == before
        assert left == sorted({*left}, reverse=True), "each app takes down its own part"
        assert left[-1] == 0

    def test_tables_of_later_versions_are_granted_too(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE schutznetz_owner")
            cursor.execute("CREATE TABLE later (id serial)")
            cursor.execute("SET LOCAL ROLE schutznetz_application")
            cursor.execute("INSERT INTO later DEFAULT VALUES RETURNING id")
            assert cursor.fetchall() == [(1,)]
            cursor.execute("RESET ROLE")


def asked_none(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


class TestCommandsAndJobs:
    """As ``manage.py`` runs them: with the role of the application, outside of any transaction."""

    def test_operator_invites_and_ends_and_the_log_is_whole(self, transactional_db):
        World()
        with as_application(), rows.system("command"):
            said = told("invite", "--network", "auental", "--organisation", "kita", "--role", "steward",
                        "--email", "neu@example.org")  # fmt: skip
            told("end_membership", "neu@example.org", "--ground", "left")
            checked = json.loads(told("audit_verify", "--json"))

        assert "/einladung/" in said
        assert (checked["ok"], checked["entries"]) == (True, 2)
        assert not Invitation.objects.exists()

    def test_owner_gets_no_further_than_its_context(self, transactional_db):
        World()
        connection.connection.execute("SET ROLE schutznetz_owner")
        try:
            assert Membership.objects.count() == 0
        finally:
            connection.connection.execute("RESET ROLE")

    def test_worker_sends_what_a_page_posted(self, transactional_db, settings):
        from schutznetz.jobs.actions import post

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        with as_application():
            with rows.public():
                post(to="a@example.org", subject="Betreff", text="Text", kind="sample")
            Worker().work(once=True)

        assert [letter.to for letter in mail.outbox] == [["a@example.org"]]
        assert OutgoingMail.objects.get().state == "sent"

    def test_retention_finds_what_it_has_to_delete(self, transactional_db):
        with rows.public():
            post_long_ago()
        with as_application(), rows.system("command"):
            told("retention", "--wet-run")

        assert Letter.objects.count() == 0


def post_long_ago():
    from datetime import timedelta

    from django.utils import timezone

    from schutznetz.jobs.actions import post

    mail_ = post(to="a@example.org", subject="x", text="x", kind="sample")
    ended = timezone.now() - timedelta(days=20)
    OutgoingMail.objects.filter(pk=mail_.pk).update(state="sent", finished_at=ended)
