"""SQLite as Django drives it, without the one check that a careful connection refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.sqlite3 import base

# What can be left out waits no longer for the one write lock.
BRIEF_MS = 50


class DatabaseWrapper(base.DatabaseWrapper):
    """With ``trusted_schema=OFF`` no table may call ``JSON_VALID``, neither ours nor those of packages.

    Whatever is written goes through the encoder of the field, so it is JSON all the same.
    """

    data_type_check_constraints = {
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }

    def planned_cursor(self) -> Any:
        """Nothing to do here: the driver keeps what it has planned."""
        return self.cursor()

    def forget_walls(self) -> None:
        """There are none."""

    @contextmanager
    def brief_wait(self) -> Iterator[None]:
        """Give up soon where somebody else writes: for what may be left undone."""
        self.ensure_connection()
        usual = int(1000 * float(self.settings_dict["OPTIONS"].get("timeout", 5)))
        self.connection.execute(f"PRAGMA busy_timeout = {BRIEF_MS}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {usual}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let everything that is read inside see the same moment, without the lock that writers need."""
        if self.in_atomic_block:
            yield
            return
        self.ensure_connection()
        self.connection.execute("BEGIN")  # deferred: it only reads, whatever ``transaction_mode`` says
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")
