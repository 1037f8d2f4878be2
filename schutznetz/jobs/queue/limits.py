"""Stops a task that takes too long."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A timer set to zero would never ring.
SOONEST = 0.001


class TimeIsUp(KeyboardInterrupt):
    """The task took too long.

    No ``Exception``, so that no ``except`` of the task swallows it. An interrupt, because psycopg cancels the running
    statement for that and for nothing else; the server would go on with it, and keep its locks.
    """


@contextmanager
def time_limit(deadline: float) -> Iterator[None]:
    """Raise ``TimeIsUp`` inside when ``time.monotonic()`` passes the deadline. Main thread only."""
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, max(deadline - time.monotonic(), SOONEST))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: FrameType | None) -> None:
    raise TimeIsUp
