"""Tasks and the register of them. A task is a function that an app names in its ``tasks.py``."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import overload

from django.utils import timezone

from schutznetz.jobs.models import Job
from schutznetz.jobs.queue.schedule import Schedule

TIMEOUT = timedelta(seconds=30)

Function = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker does for a job: ``prepare`` outside of a transaction, then ``effect`` inside one.

    ``effect`` and the mark "done" are committed together, so that it happens once. It gets what ``prepare`` returned,
    then the arguments. ``prepare`` is for slow work (files, mail, HTTP) and may happen again after a crash.
    An urgent task goes before all that wait, however long they have: nights have many jobs.
    """

    name: str
    effect: Function | None
    prepare: Function | None
    timeout: timedelta
    schedule: Schedule | None
    is_urgent: bool = False
    key: str | None = None
    run_after: datetime | None = None

    def using(self, *, key: str | None = None, run_after: datetime | None = None) -> "Task":
        """Return this task with options for the next ``enqueue``.

        Of all jobs with the same ``key`` that still wait only one is kept, with the arguments and the time of the
        first: many changes, one job. It begins after every transaction that asked for it has ended.
        """
        return replace(self, key=key, run_after=run_after)

    def enqueue(self, **args: object) -> None:
        """Write the job into the current transaction. Arguments are JSON: ids, never content."""
        if json.loads(json.dumps(args)) != args:
            raise TypeError(f"{self.name}: arguments must survive JSON unchanged.")
        self._refuse_wrong(args)
        job = Job(name=self.name, args=args, due=self.run_after or timezone.now())
        if self.key is None:
            job.save(force_insert=True)
            return
        job.key = f"{self.name}:{self.key}"
        # Writing the waiting job, though with its own name, locks it until this transaction ends: a worker that took it
        # sooner would not see what has changed here.
        Job.objects.bulk_create([job], update_conflicts=True, unique_fields=["key"], update_fields=["name"])

    def slot_key(self, slot: datetime) -> str:
        """Return the key of one slot of the schedule; unlike a caller's key it stays with the job for good."""
        return f"{self.name}@{slot:%Y-%m-%dT%H:%MZ}"

    def keeps_key(self, key: str | None) -> bool:
        return key is not None and key.startswith(f"{self.name}@")

    def _refuse_wrong(self, args: dict[str, object]) -> None:
        """Raise ``TypeError`` for arguments that the task does not take, where the caller can still be seen."""
        if self.prepare:
            inspect.signature(self.prepare).bind(**args)
        elif self.effect:
            inspect.signature(self.effect).bind(**args)


_register: dict[str, Task] = {}


def named(name: str) -> Task:
    """Return a task by its name ("directory.refresh_hours"): for actions, which stand below ``tasks.py``."""
    return _register[name]


def registered() -> dict[str, Task]:
    return dict(_register)


def scheduled() -> list[Task]:
    return [task for task in _register.values() if task.schedule]


@overload
def task(function: Function, /) -> Task: ...
@overload
def task(
    *,
    prepare: Function | None = None,
    atomic: bool = True,
    timeout: timedelta = TIMEOUT,
    schedule: Schedule | None = None,
    urgent: bool = False,
) -> Callable[[Function], Task]: ...
def task(
    function: Function | None = None,
    /,
    *,
    prepare: Function | None = None,
    atomic: bool = True,
    timeout: timedelta = TIMEOUT,
    schedule: Schedule | None = None,
    urgent: bool = False,
) -> Task | Callable[[Function], Task]:
    """Register a function of an app's ``tasks.py`` as a task called ``app.function``.

    ``atomic=False``: the function keeps transactions of its own and may happen again after a crash.
    """
    if not atomic and prepare:
        raise TypeError("A task that is not atomic prepares nothing: it is all preparation.")

    def decorate(function: Function) -> Task:
        app, name = function.__module__.split(".")[-2], getattr(function, "__name__", "")
        effect, before = (function, prepare) if atomic else (None, function)
        made = Task(f"{app}.{name}", effect, before, timeout, schedule, urgent)
        if made.name in _register:
            raise ValueError(f"There are two tasks called {made.name}.")
        _register[made.name] = made
        return made

    return decorate(function) if function else decorate
