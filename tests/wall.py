"""On PostgreSQL, requests of tests come as the role of the application: the wall of protected rows is up (ADR 0020).

What a test prepares and looks up beside them stays with the superuser, whom no policy holds back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ROLE = "schutznetz_application"


@contextmanager
def as_application() -> Iterator[None]:
    """Do something as the application; past Django's cursors, so that no test counts it as a question."""
    if connection.vendor != "postgresql" or connection.connection is None:
        yield
        return
    connection.connection.execute(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        if not connection.connection.closed:
            connection.connection.execute("RESET ROLE")
