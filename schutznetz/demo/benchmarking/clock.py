"""What the clock says, and what was worked meanwhile.

On a machine that others use as well, or whose processors a host lends to others, only the second says what a call
costs: the process of the application and the one that serves it in PostgreSQL take turns, so their work is the time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

STOLEN = 7  # which figure of the first line of /proc/stat


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one call."""

    ms: float
    work_ms: float


def taken(call: Callable[[], object]) -> Taken:
    began, began_work = time.perf_counter(), work()
    call()
    return Taken((time.perf_counter() - began) * 1000, (work() - began_work) / 1_000_000)


def stolen_percent(since: tuple[int, int] = (0, 0)) -> float:
    """Return how much of the processors the host gave to others since then, or since the start."""
    stolen, total = ticks()
    return round(100 * (stolen - since[0]) / max(total - since[1], 1), 1)


def ticks() -> tuple[int, int]:
    """Return what the host took away and everything, in ticks of the system; nothing where it does not say."""
    try:
        said = [int(value) for value in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    except (OSError, ValueError):
        return 0, 0
    return said[STOLEN], sum(said)


def work() -> int:
    """Return the nanoseconds that this process and its partner in the database have worked."""
    return time.process_time_ns() + _work_of_database()


def _work_of_database() -> int:
    process = getattr(getattr(connection.connection, "info", None), "backend_pid", None)  # SQLite has none
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0])
    except OSError:  # on another machine, or on a system that does not say
        return 0
