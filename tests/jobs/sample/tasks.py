"""Tasks that tests put into the queue: each leaves its mark in the table ``effect``, or fails in a way of its own."""

import os
import signal
import time
from contextlib import suppress
from datetime import timedelta

from django.db import connection

from schutznetz.jobs.queue import task

SECRET = "Kevin ist sieben und hat Angst"
SOON = timedelta(seconds=0.3)


def mark(text):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (said) VALUES (%s)", [str(text)])


@task
def note(number):
    mark(number)


@task(urgent=True)
def note_at_once(number):
    mark(number)


@task
def note_and_fail(number):
    mark(number)
    raise ValueError(SECRET)


@task
def note_and_sleep(number, seconds):
    mark(number)
    time.sleep(seconds)


@task
def note_and_die(number):
    mark(number)
    os.kill(os.getpid(), signal.SIGKILL)


@task(timeout=SOON)
def swallow_everything():
    """As careless code does."""
    mark("swallowing")
    for _ in range(100):
        with suppress(Exception):
            time.sleep(0.05)


@task(timeout=SOON)
def ask_slowly():
    """Keep the database itself busy for ten seconds."""
    mark("asking")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_sleep(10)")
        else:
            time.sleep(10)


def in_transaction():
    return connection.in_atomic_block


@task(prepare=lambda number: (number, in_transaction()))
def note_what_was_prepared(prepared, number):
    mark((number, prepared, in_transaction()))


@task(atomic=False)
def note_alone(number):
    mark((number, in_transaction()))


@task(atomic=False)
def note_alone_and_fail(number):
    mark(number)
    raise ValueError(SECRET)
