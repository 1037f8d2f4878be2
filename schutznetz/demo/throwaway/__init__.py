"""Databases for one run: made empty, used, thrown away. For proofs that must not touch anybody's data."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from schutznetz.common.errors import DomainError
from schutznetz.demo.throwaway import postgres

KINDS = ("sqlite", "postgresql")
# Set in the process that works on such a database: it may fill it.
MARK = "SCHUTZNETZ_WEGWERF"


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database of this kind."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="schutznetz-") as folder:
            yield f"sqlite:///{Path(folder) / 'wegwerf.sqlite3'}"
        return
    binaries = postgres.find_binaries()
    if binaries is None:
        raise DomainError(f"PostgreSQL {postgres.OLDEST} oder neuer fehlt. Unter Debian hilft: {postgres.INSTALL}")
    with postgres.cluster(binaries) as url:
        yield url


def run_in(kind: str, arguments: Sequence[str], manage: Path) -> int:
    """Run ``manage.py`` with these arguments on a throw-away database; returns its exit code."""
    with database(kind) as url:
        environment = {**os.environ, "DATABASE_URL": url, MARK: "1", "SCHUTZNETZ_HTTPS": "0"}
        return subprocess.run([sys.executable, manage, *arguments], env=environment, check=False).returncode


def is_throwaway() -> bool:
    return os.environ.get(MARK) == "1"
