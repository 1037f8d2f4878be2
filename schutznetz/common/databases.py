"""What our two backends can do beyond Django's, said once for type checkers (``sqlite``, ``postgresql``)."""

from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


class Ours(Protocol):
    def planned_cursor(self) -> AbstractContextManager[Any]: ...

    def snapshot(self) -> AbstractContextManager[None]: ...

    def brief_wait(self) -> AbstractContextManager[None]: ...

    def forget_walls(self) -> None: ...


def ours(of: BaseDatabaseWrapper | None = None) -> Ours:
    """Return a connection, or the one of this thread, with everything that a backend of ours has."""
    return cast("Ours", of or connection)
