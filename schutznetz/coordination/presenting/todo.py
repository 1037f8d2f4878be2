"""The list as it is worked off: every row leads to where it is done, and from there back to its place in the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from schutznetz.coordination.sources.task import Task
from schutznetz.networks.presenting.ways_back import and_back

# Where the browser goes on reading: at the row that has taken the place of the one that is done.
PLACE = "hier"


@dataclass(frozen=True, slots=True)
class Row:
    task: Task
    href: str
    is_here: bool


def rows(tasks: Sequence[Task], page: str, *, at: int | None) -> list[Row]:
    """``page`` is the address of the list with its query; ``at`` the place from which somebody comes back."""
    here = None if at is None else min(at, len(tasks) - 1)
    return [
        Row(task, and_back(task.href, f"{page}{number}#{PLACE}"), is_here=number == here)
        for number, task in enumerate(tasks)
    ]
