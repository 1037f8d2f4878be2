"""How much memory something takes at its peak, beside what the process has anyway."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KIB = 1024
EVERY_SECONDS = 0.01
# Memory of our own; what SQLite has mapped of its file belongs to the cache of the system and counts for nobody.
OWN = "RssAnon:"


@contextmanager
def watched() -> Iterator[list[float]]:
    """Yield a list that holds the MiB by which the process has grown at most inside, once that is over.

    Looked at a hundred times a second, beside the work. Where the system does not say, the list holds -1: nothing is
    known, which is better than nought.
    """
    grown, over, before = [-1.0], threading.Event(), _own()
    highest = [before]
    watcher = threading.Thread(target=_watch, args=(highest, over))
    watcher.start()
    try:
        yield grown
    finally:
        over.set()
        watcher.join()
    if before:
        grown[0] = round((max(*highest, _own()) - before) / KIB, 1)


def _watch(highest: list[int], over: threading.Event) -> None:
    while not over.wait(EVERY_SECONDS):
        highest[0] = max(highest[0], _own())


def _own() -> int:
    """Return the KiB of the process, or 0."""
    try:
        said = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in said.splitlines() if line.startswith(OWN)), 0)
