"""The test bench: strict where production is tolerant."""

import gc
import logging.config
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.client import ClientHandler

from schutznetz.common import kept
from schutznetz.directory.search import knowledge, places
from tests.journeys import server
from tests.scheduling import Scheduling
from tests.triggers import triggers_off
from tests.wall import as_application

STRICT = os.environ.get("SCHUTZNETZ_OHNE_SKIP") == "1"
# playwright's synchronous interface keeps an event loop running in the thread that also talks to the database
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Whether an example takes 200 ms says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("bench", deadline=None)
hypothesis.settings.load_profile("bench")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With SCHUTZNETZ_OHNE_SKIP=1 a skip is a failure: in CI everything is installed."""
    outcome = yield
    report = outcome.get_result()
    if STRICT and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid}: übersprungen, obwohl nichts fehlen darf: {call.excinfo and call.excinfo.value}"
        )


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what lives as long as the run, and look after the rest less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on SQLite what only PostgreSQL has: the second run of the test command does it."""
    if settings.DATABASES["default"]["ENGINE"] != "schutznetz.common.postgresql":
        without = [item for item in items if item.get_closest_marker("postgresql")]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if item not in without]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> Any:
    """Check once what is kept for many tests: PostgreSQL would check all its foreign keys again after each of them."""
    value = yield
    if fixturedef.scope != "function" and connection.in_atomic_block:
        connection.check_constraints()
    return value


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Folder with real lists (SCHUTZNETZ_TESTDATEN); a test that needs it skips where it is absent."""
    folder = os.environ.get("SCHUTZNETZ_TESTDATEN", "")
    if not Path(folder).is_dir() or not folder:
        pytest.skip("braucht die Testdaten: SCHUTZNETZ_TESTDATEN auf ihren Ordner setzen")
    return Path(folder)


@pytest.fixture(scope="session")
def built_portal(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a portal as ``manage.py demo`` makes it; one of all processes builds it, and each works on a copy."""
    base = tmp_path_factory.getbasetemp()
    return server.built((base if worker_id == "master" else base.parent) / "portal")


@pytest.fixture(autouse=True, scope="session")
def _flush_in_spite_of_triggers() -> Iterator[None]:
    """Let Django empty the tables between tests; the triggers of the log would rightly refuse that."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def without_triggers(self: Any, statements: list[str]) -> None:
        with triggers_off(self.connection):
            flush(self, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Give the test database the roles of a real one."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            call_command("database_roles", stdout=StringIO())


@pytest.fixture(autouse=True, scope="session")
def _requests_come_as_the_application() -> Iterator[None]:
    """Whatever page a test asks for on PostgreSQL has to do with what its context may see."""
    answer = ClientHandler.__call__

    def walled(self: ClientHandler, environ: dict[str, Any]) -> Any:
        with as_application():
            return answer(self, environ)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClientHandler, "__call__", walled)
        yield


@pytest.fixture(autouse=True)
def _fresh_knowledge() -> None:
    """The search keeps words in the memory of the process; a test must not see those of another."""
    knowledge.start_over()
    places.forget()
    kept.forget_all()


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What the settings of production write to the console, from here on."""
    said = StringIO()
    monkeypatch.setattr("sys.stderr", said)
    logging.config.dictConfig(settings.LOGGING)
    yield said
    monkeypatch.undo()
    logging.config.dictConfig(settings.LOGGING)
