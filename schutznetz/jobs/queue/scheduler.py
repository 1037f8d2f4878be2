"""Puts one job into the queue for every slot of every schedule, however many schedulers there are."""

from datetime import datetime

from schutznetz.jobs.models import Job
from schutznetz.jobs.queue import tasks


class Scheduler:
    """Remembers what it has put there, so that it asks the database once a slot and writes only if nobody else has."""

    def __init__(self) -> None:
        self._known: dict[str, datetime] = {}

    def tick(self, now: datetime) -> None:
        slots = {task: task.schedule.slot(now) for task in tasks.scheduled() if task.schedule}
        fresh = {task: slot for task, slot in slots.items() if self._known.get(task.name) != slot}
        if not fresh:
            return
        keys = [task.slot_key(slot) for task, slot in fresh.items()]
        there = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
        missing = [
            Job(name=task.name, key=task.slot_key(slot), due=slot)
            for task, slot in fresh.items()
            if task.slot_key(slot) not in there
        ]
        Job.objects.bulk_create(missing, ignore_conflicts=True)
        self._known |= {task.name: slot for task, slot in fresh.items()}
