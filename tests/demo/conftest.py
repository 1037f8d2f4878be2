"""The demo is built once for all tests that only look at it.

Its command makes a file of SQLite, whatever the database of the tests: on a second kind it says nothing new.
"""

import os

import pytest
from django.db import connection

from schutznetz.common import kept
from schutznetz.demo.actions import build_demo
from schutznetz.directory.search import knowledge, places
from tests.factories import NOW, kept_for_module

collect_ignore = ["test_command.py"] if os.environ.get("DATABASE_URL", "").startswith("postgres") else []


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        build_demo(NOW)
        # PostgreSQL's own statistics come only after a commit; without them each of 600 lookups reads whole tables
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        knowledge.start_over()
        places.forget()
        yield


@pytest.fixture(autouse=True)
def _fresh_knowledge(request):
    """What the search knows of the demo is the same for all tests that only look at it: reading it takes a second."""
    if "demo" not in request.fixturenames:
        knowledge.start_over()
        places.forget()
    kept.forget_all()
