"""Processes that have Django loaded when they begin: forked from one that does nothing else, and killed as one likes.

The server process of ``multiprocessing`` imports this module once; starting Python anew for each worker would take most
of the time of these tests.
"""

import os
import sys
from pathlib import Path

import dj_database_url
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connections
from django.db.utils import load_backend

if not settings.configured and "pytest" not in sys.modules:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.jobs.bare"
    import django

    django.setup()


def connect(url: str) -> None:
    """Make this database the default one of this thread."""
    ours = settings.DATABASES["default"]
    values = ours | {"TEST": {}} | dj_database_url.parse(url, conn_max_age=60) | {"ENGINE": ours["ENGINE"]}
    connections["default"] = load_backend(values["ENGINE"]).DatabaseWrapper(values, "default")


def work(url: str, arguments: list[str], said: Path, changes: dict[str, object]) -> None:
    """Run a command on this database, with some settings changed; what it says goes to a file."""
    for name, value in changes.items():
        setattr(settings, name, value)
    with said.open("w", buffering=1) as file:
        sys.stdout = sys.stderr = file
        connect(url)
        execute_from_command_line(["manage.py", *arguments])
