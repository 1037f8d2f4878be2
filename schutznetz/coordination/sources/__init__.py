"""Where tasks come from: one module for each kind, each with a number of queries that does not grow with the rows.

A new source is a function that takes a desk, and one line here.
"""

from collections.abc import Callable, Iterable

from schutznetz.coordination.sources import (
    addresses,
    approvals,
    confirmations,
    consents,
    gaps,
    joining,
    keeping,
    lists,
    mistakes,
    numbers,
)
from schutznetz.coordination.sources.task import Desk, Task

Source = Callable[[Desk], Iterable[Task]]
ALL: tuple[Source, ...] = (
    approvals.waiting_members,
    approvals.waiting_proposals,
    joining.join_requests,
    lists.lists,
    numbers.numbers_to_confirm,
    numbers.test_calls_due,
    consents.consents_that_end,
    consents.consents_that_ended,
    keeping.memberships_that_end,
    keeping.houses_without_steward,
    gaps.holes,
    gaps.searches_without_a_hit,
    gaps.missing_types,
    addresses.bounces,
    confirmations.unanswered,
    confirmations.notices,
    mistakes.old_reports,
)
