"""A database with real transactions for writers that come at the same time."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from tests.jobs.conftest import default_database, empty_database


@pytest.fixture
def shared(tmp_path, django_db_blocker) -> Iterator[str]:
    """Return the address of a database that several threads can write to; it is the default one meanwhile."""
    with empty_database(tmp_path) as url, django_db_blocker.unblock(), default_database(url):
        call_command("migrate", "audit", verbosity=0)
        call_command("migrate", "jobs", verbosity=0)
        yield url
