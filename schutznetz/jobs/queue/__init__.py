"""Work that nobody waits for: tasks, their schedule, leases on jobs, and the worker.

The names are those of Django's Tasks (Django 6): ``@task``, ``task.using(run_after=…).enqueue(…)``. ADR 0008 says why
the table is our own.
"""

from schutznetz.jobs.queue.schedule import Daily, Every
from schutznetz.jobs.queue.tasks import Task, named, task

__all__ = ["Daily", "Every", "Task", "named", "task"]
