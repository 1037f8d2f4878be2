"""The context lives as long as its transaction: told before the first question, again when it changes, then gone."""

import pytest
from django.db import DataError, IntegrityError, OperationalError, ProgrammingError, connection, transaction
from django.urls import reverse
from psycopg import sql
from psycopg.pq import TransactionStatus

from schutznetz.accounts.models import Count
from schutznetz.common import rows
from schutznetz.common.databases import ours
from schutznetz.common.postgresql import base
from schutznetz.common.prepared import Prepared
from schutznetz.jobs.actions import post
from schutznetz.jobs.models import Job, Letter, OutgoingMail
from tests.people import PASSWORD, make_user
from tests.wall import as_application

pytestmark = pytest.mark.postgresql
SETTING = "SELECT current_setting('schutznetz.context', true), current_setting('schutznetz.reason', true)"


def told():
    """Return what the database knows now."""
    with connection.cursor() as cursor:
        cursor.execute(SETTING)
        return tuple(value or "" for value in cursor.fetchone())


def left():
    """Return what the connection still knows: asked past our backend."""
    return tuple(value or "" for value in connection.connection.execute(SETTING).fetchone())


def is_open():
    """Tell whether a transaction was left behind."""
    return connection.connection.info.transaction_status != TransactionStatus.IDLE


@pytest.fixture
def letter(transactional_db):
    with rows.public():
        post(to="a@example.org", subject="x", text="x", kind="sample")


class TestTelling:
    """What is sent to the database: everything first, then only what differs."""

    def test_beginning_says_everything_whatever_the_session_knows(self):
        text = base.telling(rows.NOBODY, rows.PUBLIC)

        assert text.startswith("SELECT set_config('schutznetz.context', 'public', true)")
        assert [name for name in base.NAMES if f"'schutznetz.{name}'" not in text] == []

    def test_change_says_what_differs_and_takes_back_what_no_longer_holds(self):
        text = base.telling(rows.Rows("system", reason="x"), rows.Rows("person", person="p"))

        said = [f"set_config('schutznetz.{name}', '{value}', true)"
                for name, value in (("context", "person"), ("person", "p"), ("reason", ""))]  # fmt: skip
        assert text == f"SELECT {', '.join(said)}"

    def test_after_a_rollback_to_a_savepoint_everything_is_said(self):
        assert base.telling(None, rows.PUBLIC) == base.telling(rows.NOBODY, rows.PUBLIC)

    @pytest.mark.django_db(transaction=True)
    def test_text_that_would_end_its_quotes_does_not(self):
        with rows.system("it's \\ 'all'; --"), transaction.atomic():
            assert told() == ("system", "it's \\ 'all'; --")

    @pytest.mark.django_db(transaction=True)
    def test_what_a_session_was_set_to_counts_for_nothing(self):
        connection.ensure_connection()
        connection.connection.execute("SELECT set_config('schutznetz.chain', 'plattform', false)")
        with rows.public(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('schutznetz.chain', true)")
            assert cursor.fetchone() == ("",)
        connection.close()


class TestTransactions:
    @pytest.mark.django_db(transaction=True)
    def test_nobody_is_told_nothing(self):
        with transaction.atomic():
            assert told() == ("", "")

    @pytest.mark.django_db(transaction=True)
    def test_only_what_names_a_protected_table_is_told(self):
        with rows.public(), transaction.atomic():
            Count.objects.exists()
            assert left() == ("", "")
            Letter.objects.exists()
            assert left() == ("public", "")

    @pytest.mark.django_db(transaction=True)
    def test_what_is_no_plain_text_is_told(self):
        with rows.public(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT 1"))
            assert left() == ("public", "")

    @pytest.mark.django_db(transaction=True)
    def test_each_transaction_is_told_and_leaves_nothing(self):
        for reason in ("one", "two"):
            with rows.system(reason), transaction.atomic():
                assert told() == ("system", reason)
            assert left() == ("", "")

    @pytest.mark.django_db(transaction=True)
    def test_change_inside_is_told_and_taken_back(self):
        with rows.public(), transaction.atomic():
            assert told() == ("public", "")
            with rows.system("step"):
                assert told() == ("system", "step")
            assert told() == ("public", "")

    @pytest.mark.django_db(transaction=True)
    def test_end_of_a_context_inside_a_transaction_is_nobody(self):
        with transaction.atomic():
            with rows.system("step"):
                assert told() == ("system", "step")
            assert told() == ("", "")

    @pytest.mark.django_db(transaction=True)
    def test_rollback_leaves_nothing(self):
        with rows.system("one"), transaction.atomic():
            told()
            transaction.set_rollback(True)

        assert left() == ("", "")

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("outside", [rows.public, lambda: rows.system("outside")])
    def test_rollback_to_a_savepoint_is_noticed(self, outside):
        with outside(), transaction.atomic():
            before = told()
            with transaction.atomic():
                with rows.system("inside"):
                    told()
                transaction.set_rollback(True)
            with rows.system("inside"):  # the last that was told, and taken back
                assert told() == ("system", "inside")
            assert told() == before

    @pytest.mark.django_db(transaction=True)
    def test_statement_that_fails_in_a_context_of_its_own_ends_its_savepoint_only(self):
        with rows.public(), transaction.atomic():
            told()
            with pytest.raises(ProgrammingError), transaction.atomic(), rows.system("inside"):
                connection.cursor().execute("SELECT nothing_like_that")
            assert told() == ("public", "")

    @pytest.mark.django_db(transaction=True)
    def test_new_connection_knows_nothing_of_the_old(self):
        with rows.system("one"):
            told()
            connection.close()
            assert told() == ("system", "one")
        assert left() == ("", "")


class TestOutsideOfTransactions:
    def test_statement_has_the_context_for_itself_alone(self, letter):
        with as_application():
            assert Letter.objects.count() == 0
            with rows.system("test"):
                assert Letter.objects.count() == 1
                assert [row.to for row in Letter.objects.iterator()] == ["a@example.org"]
            assert left() == ("", "")
            assert Letter.objects.count() == 0

    def test_what_it_writes_is_there_and_what_fails_is_not(self, letter):
        with as_application():
            with rows.system("test"):
                assert Letter.objects.update(text="anders") == 1
                with pytest.raises(IntegrityError):
                    Letter.objects.update(subject="")
                assert Letter.objects.get().text == "anders"
            assert left() == ("", "")
            assert Letter.objects.update(text="fremd") == 0

    def test_question_with_values_beside_it_has_it_for_itself_alone_too(self, letter):
        asked = Prepared(lambda to: Letter.objects.filter(to=to).values_list("subject"))
        with as_application():
            assert asked.rows(to="a@example.org") == []
            with rows.system("test"):
                assert asked.rows(to="a@example.org") == [("x",)]
            assert (left(), is_open()) == (("", ""), False)

    def test_one_that_fails_leaves_nothing_open(self, letter):
        with rows.system("test"), pytest.raises(DataError), ours().planned_cursor() as cursor:
            cursor.execute("SELECT 1 / %s FROM jobs_letter", [0])

        assert (left(), is_open()) == (("", ""), False)

    def test_wall_that_rises_is_noticed_by_statements_that_were_asked_before(self, transactional_db):
        question = "SELECT 1 FROM accounts_count"
        connection.ensure_connection()
        assert not connection._is_concerned(question)
        with transaction.atomic():
            connection.connection.execute("ALTER TABLE accounts_count ENABLE ROW LEVEL SECURITY")
            connection.forget_walls()
            assert connection._is_concerned(question)
            transaction.set_rollback(True)
        connection.forget_walls()

    def test_what_may_not_run_in_a_transaction_still_runs(self, transactional_db):
        with rows.system("command"), connection.cursor() as cursor:
            cursor.execute("VACUUM jobs_letter")


@pytest.mark.urls("tests.rows.urls")
class TestRequests:
    """A request is no transaction; its actions are."""

    @pytest.fixture(autouse=True)
    def _no_transaction_around(self, transactional_db):
        pass

    def test_visitor_asks_as_the_public_and_leaves_nothing(self, client):
        with rows.system("whoever came before"):
            assert client.get("/probe/").json() == {"context": "public", "atomic": False}
        assert (rows.current(), left()) == (rows.NOBODY, ("", ""))

    def test_person_asks_for_what_is_theirs(self, client):
        user = make_user("somebody")
        client.force_login(user)

        assert client.get("/probe/selbst/").json() == {"context": "person", "person": str(user.pk)}

    def test_what_a_page_wrote_is_kept_with_its_job(self, client):
        assert client.get("/probe/post/").status_code == 200
        assert (Letter.objects.count(), Job.objects.count()) == (1, 1)

    def test_action_that_raises_has_written_nothing(self, client, monkeypatch):
        def broken(*_, **__):
            raise ValueError

        client.raise_request_exception = False
        monkeypatch.setattr("schutznetz.jobs.actions.named", broken)

        assert client.get("/probe/post/").status_code == 500
        assert (Letter.objects.count(), OutgoingMail.objects.count(), Job.objects.count()) == (0, 0, 0)

    def test_try_at_the_door_counts_whatever_becomes_of_it(self, client, monkeypatch):
        def broken(*_, **__):
            raise ValueError

        client.raise_request_exception = False
        monkeypatch.setattr("allauth.account.forms.LoginForm.login", broken)
        user = make_user("somebody", password=PASSWORD)

        said = {"login": user.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), said).status_code == 500
        assert Count.objects.filter(number=1).exists()

    def test_leaving_needs_no_database(self, client, monkeypatch):
        def down(*_):
            raise OperationalError

        connection.close()
        with monkeypatch.context() as patch:
            patch.setattr(connection, "connect", down)

            assert client.get("/verlassen/").status_code == 303
            assert client.get("/probe/").status_code == 503
