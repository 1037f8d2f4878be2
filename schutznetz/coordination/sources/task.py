"""One line of "Zu tun": what it is about, why it is there, and the one thing to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from schutznetz.networks.models import Network

# More lines of one kind than this become one line: a list of hundreds is none.
FEW = 10
# So many days ahead something that runs out is told.
SOON = 30


class Weight(IntEnum):
    """How much hangs on it; within a weight the oldest comes first."""

    SOMEBODY_IS_UNREACHABLE = 1
    SOMEBODY_WAITS = 2
    AN_ENTRY_IS_DOUBTFUL = 3
    SOMETHING_RUNS_OUT = 4
    SOMETHING_IS_MISSING = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose list it is, and on which day; ``person`` and ``function`` say who sits there, if anybody does.

    What they have begun themselves a second one has to finish: their list says so instead of asking for it.
    """

    network: Network
    today: date
    person: UUID | None = None
    function: UUID | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """``key`` says which line it is, also tomorrow; ``why`` is a finished sentence, ``verb`` the text of the one link.

    ``posts`` is set where the verb does it at once, with a button and no page in between; ``key`` goes along.
    """

    key: str
    weight: Weight
    since: date
    title: str
    why: str
    verb: str
    href: str
    posts: bool = False


def sorted_tasks(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.weight, task.since, task.title, task.key))
