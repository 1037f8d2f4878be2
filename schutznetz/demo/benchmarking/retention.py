"""The nightly deletion of many rows while visitors read: does anybody wait for it?"""

import time
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from schutznetz.common.retention import rule_of
from schutznetz.jobs.actions import apply_rule
from schutznetz.jobs.enums import JobState
from schutznetz.jobs.models import DeletionLog, Job

TABLE = "jobs.job"
BATCH = 5000
# As many seconds in peace before, so that both have the same machine.
CALM_SECONDS = 10
# A reader who waits longer than this was held up; the rest is the machine.
LONGEST_MS = 1000
PAGE = "/messung/suche/?q=Beratung"
OK = 200


def prove(number: int) -> dict[str, Any]:
    """Delete so many rows whose period is over; measure a page that is read all the time, before and meanwhile."""
    _fill(number)
    # A forked child must not talk on its parent's connection.
    connection.close()
    ours, theirs = get_context("fork").Pipe()
    reader = get_context("fork").Process(target=_read, args=(theirs,))
    reader.start()
    ours.recv()
    time.sleep(CALM_SECONDS)
    ours.send("calm")
    began = time.perf_counter()
    deleted = apply_rule(rule_of(TABLE), timezone.now(), wet_run=True).rows
    seconds = time.perf_counter() - began
    ours.send("deleting")
    calm, meanwhile = ours.recv()
    reader.join()
    written = DeletionLog.objects.get(table=TABLE).rows
    return {
        "seconds": round(seconds, 1),
        "rows": deleted,
        "reads_calm": len(calm),
        "reads_meanwhile": len(meanwhile),
        "calm_p50_ms": _percentile(calm, 50),
        "p50_ms": _percentile(meanwhile, 50),
        "calm_max_ms": max(calm),
        "max_ms": max(meanwhile),
        "budget": {"max_ms": LONGEST_MS},
        "ok": deleted == written == number and max(meanwhile) <= LONGEST_MS,
    }


def _fill(number: int) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    for first in range(0, number, BATCH):
        Job.objects.bulk_create(
            Job(name="measured", due=long_ago, state=JobState.DONE, finished=long_ago)
            for _ in range(min(BATCH, number - first))
        )


def _read(parent: Connection) -> None:
    """Read the page again and again until told twice; answer with the milliseconds of both times."""
    client = Client(SERVER_NAME="localhost")
    found: list[list[float]] = []
    now: list[float] = []
    for _ in range(3):
        client.get(PAGE, secure=True)
    parent.send("ready")
    while len(found) < len(("calm", "deleting")):
        began = time.perf_counter()
        status = client.get(PAGE, secure=True).status_code
        now.append(round((time.perf_counter() - began) * 1000, 1))
        if status != OK:
            raise RuntimeError(f"{PAGE} answered {status}.")
        if parent.poll():
            parent.recv()
            found.append(now)
            now = []
    parent.send(found)


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[len(values) * percent // 100]
