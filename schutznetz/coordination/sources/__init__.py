"""Where tasks come from: one module for each kind, each with a number of queries that does not grow with the rows.

A new source is a function that takes a desk, and one line here.
"""

from collections.abc import Callable, Iterable

from schutznetz.coordination.sources import approvals
from schutznetz.coordination.sources.task import Desk, Task

Source = Callable[[Desk], Iterable[Task]]
ALL: tuple[Source, ...] = (
    approvals.waiting_members,
    approvals.waiting_proposals,
)
