"""Everything is sent while many change it: what arrives is one moment, and little of it is held in memory.

Each writer has two offers far apart in the order of the feed and gives both the same text in one transaction. Whoever
reads the directory at two moments gets a pair that differs.
"""

import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from schutznetz.api.views.frame import BASE
from schutznetz.demo.benchmarking import clock, memory
from schutznetz.directory.models import Offer

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

MOST_MIB = 150
ADDRESS = "services?full=true&format=ndjson"
# Between two changes of a writer: fifty of them are a hundred changes a second, which is more than all of Germany has.
PAUSE_SECONDS = 0.5
START_SECONDS = 120
Pair = tuple[UUID, UUID]
# How many changes there have been, for both processes. Python cannot fill in the type by itself.
Committed: TypeAlias = "Synchronized[int]"


@dataclass
class Read:
    """What a reader got: the text of each watched offer, how many records there were, and how long it took."""

    texts: dict[str, str] = field(default_factory=dict)
    records: int = 0
    seconds: float = 0
    cpu_seconds: float = 0
    added_mib: float = 0


def prove(writers: int) -> dict[str, Any]:
    """Send all services beside so many writers; ``ok`` if no pair was torn and memory kept its limit."""
    pairs = pairs_of(writers)
    with _writing(pairs) as committed:
        before = committed.value
        read = read_all({str(key) for pair in pairs for key in pair})
        changes = committed.value - before
    torn = torn_pairs(pairs, read.texts)
    return {
        "writers": writers, "changes_meanwhile": changes, "torn": len(torn), "older_than_now": _older(read.texts),
        "records": read.records, "seconds": read.seconds, "cpu_seconds": read.cpu_seconds,
        "added_mib": read.added_mib, "budget": {"torn": 0, "added_mib": MOST_MIB},
        "ok": not torn and changes >= writers and read.added_mib <= MOST_MIB,
    }  # fmt: skip


def pairs_of(number: int) -> list[Pair]:
    """Return pairs of public offers, the first with the last in the order of the feed and so on inwards."""
    keys = list(Offer.objects.public().order_by("created_at", "pk").values_list("pk", flat=True))
    if len(keys) < 2 * number:
        raise ValueError(f"There are {len(keys)} offers, too few for {number} pairs.")
    step = max(1, len(keys) // (4 * number))
    return [(keys[at * step], keys[-1 - at * step]) for at in range(number)]


def write(pair: Pair, number: int) -> None:
    """Give both offers of a pair the same text, in one transaction."""
    with transaction.atomic():
        for key in pair:
            Offer.objects.filter(pk=key).update(summary=f"Stand {number}", changed_at=timezone.now())


def read_all(watched: set[str]) -> Read:
    """Read the whole feed as a client does."""
    read = Read()
    with memory.watched() as grown:
        began, began_work = time.perf_counter(), clock.work()
        response = Client().get(BASE + ADDRESS, headers={"host": "localhost"})
        for line in _lines(response):
            read.records += 1
            if line[7:43].decode() in watched:  # {"id":"…"
                record = json.loads(line)
                read.texts[record["id"]] = record["description"].partition("\n")[0]
        read.seconds = round(time.perf_counter() - began, 1)
        read.cpu_seconds = round((clock.work() - began_work) / 1_000_000_000, 1)
    read.added_mib = grown[0]
    return read


def torn_pairs(pairs: Iterable[Pair], texts: dict[str, str]) -> list[Pair]:
    """Return the pairs that did not arrive as they were at one moment; one that is missing is torn, too."""
    return [pair for pair in pairs if len({texts.get(str(key), str(key)) for key in pair}) > 1]


def _lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield from part.splitlines()


def _older(texts: dict[str, str]) -> int:
    """Count the offers that have another text now: proof that they were changed behind the reader's back."""
    now = dict(Offer.objects.filter(pk__in=texts).values_list("pk", "summary"))
    return sum(texts[str(key)] != text for key, text in now.items())


@contextmanager
def _writing(pairs: list[Pair]) -> Iterator[Committed]:
    """Let writers write in a process of their own: their memory and their turns at Python are not the reader's."""
    forking = get_context("fork")
    committed, over = forking.Value("q", 0), forking.Event()
    connection.close()  # a forked child must not talk on its parent's connection
    process = forking.Process(target=_write_all, args=(pairs, committed, over))
    process.start()
    try:
        until = time.monotonic() + START_SECONDS
        while committed.value < len(pairs) and time.monotonic() < until:
            time.sleep(0.1)
        yield committed
    finally:
        over.set()
        process.join(START_SECONDS)
        process.terminate()


def _write_all(pairs: list[Pair], committed: Committed, over: Event) -> None:
    threads = [threading.Thread(target=_keep_writing, args=(pair, committed, over)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _keep_writing(pair: Pair, committed: Committed, over: Event) -> None:
    number = 0
    while not over.is_set():
        number += 1
        try:
            write(pair, number)
        except OperationalError:  # SQLite has one lock for all of them: who has waited for long tries again
            continue
        with committed.get_lock():
            committed.value += 1
        over.wait(PAUSE_SECONDS)
    connection.close()
