"""The long proof of the queue: many jobs, several workers, and somebody who kills them (stack.md 6a)."""

import time
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from random import SystemRandom
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import leases, task
from schutznetz.jobs.queue.worker import Worker

WORKERS = 3
KILLS = 30
# Leases so short that a killed worker's job does not wait forty seconds for the next one, and yet longer than three
# workers wait for SQLite's only write lock.
BRIEF, SLACK = timedelta(seconds=5), timedelta(seconds=1)
MARK = "benchmarking.mark"
GIVE_UP_SECONDS = 600


@task(timeout=BRIEF)
def leave_mark(number: int, seconds: float) -> None:
    """Leave a row that nobody works on, in the transaction of the job."""
    Job.objects.create(name=MARK, args={"number": number}, due=timezone.now())
    time.sleep(seconds)


def prove(number: int) -> dict[str, Any]:
    """Run so many jobs in peace, then as many while workers are killed at random; count what each has left."""
    calm = _run(number, kills=0, seconds_each=0)
    stormy = _run(number, kills=KILLS, seconds_each=0.005)
    return {
        "seconds": calm["seconds"],
        "jobs_per_s": round(number / calm["seconds"]),
        "seconds_with_kills": stormy["seconds"],
        "kills": stormy["kills"],
        "lost": calm["lost"] + stormy["lost"],
        "doubled": calm["doubled"] + stormy["doubled"],
        "ok": not any(run[what] for run in (calm, stormy) for what in ("lost", "doubled")),
    }


def _run(number: int, *, kills: int, seconds_each: float) -> dict[str, Any]:
    Job.objects.all().delete()
    with transaction.atomic():
        for each in range(number):
            leave_mark.enqueue(number=each, seconds=seconds_each)
    began = time.perf_counter()
    killed = _work(kills)
    marks = Job.objects.filter(name=MARK).values("args__number").annotate(times=Count("id"))
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "kills": killed,
        "lost": number - len(marks),
        "doubled": sum(mark["times"] - 1 for mark in marks),
    }


def _work(kills: int) -> int:
    """Let workers work until nothing is open, and kill so many of them meanwhile; returns how many were killed."""
    # A forked child must not talk on its parent's connection.
    connection.close()
    workers, killed = [_start() for _ in range(WORKERS)], 0
    until = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < until and Job.objects.open().filter(name=leave_mark.name).exists():
        time.sleep(0.1)
        if killed < kills:
            victim = SystemRandom().randrange(WORKERS)
            workers[victim].kill()
            workers[victim].join()
            connection.close()
            workers[victim] = _start()
            killed += 1
    for worker in workers:
        worker.terminate()
        worker.join()
    return killed


def _start() -> ForkProcess:
    process = get_context("fork").Process(target=_child)
    process.start()
    return process


def _child() -> None:
    leases.SLACK = SLACK
    Worker().work(once=False)
