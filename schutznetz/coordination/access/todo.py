"""Everything that needs a hand in a network."""

from schutznetz.coordination import sources
from schutznetz.coordination.sources.task import Desk, Task, sorted_tasks


def tasks_of(desk: Desk) -> list[Task]:
    """Return everything that needs a hand in a network, the most urgent first."""
    return sorted_tasks(task for source in sources.ALL for task in source(desk))
