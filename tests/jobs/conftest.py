"""A database of its own for what needs real transactions and real processes: the queue, and a table of effects."""

import multiprocessing
import os
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections

from schutznetz.jobs.models import Job, MailRelay, OutgoingMail
from tests.jobs.nursery import connect, work

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.jobs.nursery"])


class Child:
    """A command that runs in a process of its own."""

    def __init__(self, url: str, arguments: tuple[str, ...], said: Path, changes: dict[str, object]) -> None:
        self._said = said
        self._process = FORKING.Process(target=work, args=(url, list(arguments), said, changes))
        self._process.start()

    def kill(self) -> None:
        """As the kernel does when memory runs out."""
        self._process.kill()
        self._process.join(10)

    def ask_to_stop(self) -> None:
        self._process.terminate()

    def wait(self) -> int:
        self._process.join(30)
        return self._process.exitcode

    def said(self) -> str:
        return self._said.read_text()


class Arena:
    """The database is the default one while the fixture lasts; ``start`` runs commands on it in processes."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self._folder = url, folder
        self.children: list[Child] = []

    def start(self, *arguments: str, **changes: object) -> Child:
        self.children.append(Child(self.url, arguments, self._folder / f"said-{uuid.uuid4().hex}", changes))
        return self.children[-1]

    @contextmanager
    def elsewhere(self, work) -> Iterator[None]:
        """Do ``work`` in a second thread with a connection of its own; what it raises is raised here."""
        raised = []

        def run() -> None:
            connect(self.url)
            try:
                work()
            except BaseException as error:  # noqa: BLE001 -- handed on below
                raised.append(error)
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        yield
        thread.join(30)
        assert not thread.is_alive()
        if raised:
            raise raised[0]

    def effects(self) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT said FROM effect ORDER BY said")
            return [said for (said,) in cursor.fetchall()]

    def let_leases_end(self) -> None:
        """As if time had passed."""
        Job.objects.open().update(due="2026-01-01T00:00:00Z")


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'arena.sqlite3'}"
        return
    name = f"arena_{uuid.uuid4().hex}"
    parameters = dj_database_url.parse(url)
    with psycopg.connect(
        host=parameters["HOST"], port=parameters["PORT"] or None, dbname=parameters["NAME"], user=parameters["USER"],
        password=parameters["PASSWORD"] or None, autocommit=True,
    ) as server:  # fmt: skip
        server.execute(f"CREATE DATABASE {name}")
        yield url[: url.rindex("/") + 1] + name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def default_database(url: str) -> Iterator[None]:
    before = connections["default"]
    connect(url)
    try:
        yield
    finally:
        connection.close()
        connections["default"] = before


@pytest.fixture(scope="module")
def _arena(tmp_path_factory, django_db_blocker) -> Iterator[Arena]:
    folder = tmp_path_factory.mktemp("arena")
    with empty_database(folder) as url:
        with django_db_blocker.unblock(), default_database(url):
            call_command("migrate", "jobs", verbosity=0)
            with connection.cursor() as cursor:
                cursor.execute("CREATE TABLE effect (said VARCHAR(200))")
        yield Arena(url, folder)


@pytest.fixture
def arena(_arena, django_db_blocker) -> Iterator[Arena]:
    with django_db_blocker.unblock(), default_database(_arena.url):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM effect")
        Job.objects.all().delete()
        OutgoingMail.objects.all().delete()
        MailRelay.objects.all().delete()
        yield _arena
        for child in _arena.children:
            child.kill()
        _arena.children.clear()
