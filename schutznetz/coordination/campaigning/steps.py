"""Who is asked when: the one place for it. Days count from the step before, so a late run never sends two at once."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from schutznetz.coordination.enums import Step

# Somebody may be away for two weeks; the third after it, a link still works.
LINK_HOLDS = timedelta(days=30)
# Whoever has just said that something is to change, or has changed it, is not asked about it for so long.
RESTS = timedelta(days=28)


class Asks(Enum):
    """Whose address a step takes."""

    KEEPER = auto()
    SUBSTITUTE = auto()
    HOUSE = auto()
    NOBODY = auto()


@dataclass(frozen=True, slots=True)
class Stage:
    step: Step
    after: timedelta
    asks: Asks


STAGES = (
    # On the day on which the entries become due.
    Stage(Step.FIRST, timedelta(0), Asks.KEEPER),
    # Most mails that are not answered were put off: the same people, once more.
    Stage(Step.REMINDER, timedelta(days=14), Asks.KEEPER),
    # Four weeks of silence: somebody is on leave or ill, and that is what a substitute is for.
    Stage(Step.SUBSTITUTE, timedelta(days=14), Asks.SUBSTITUTE),
    # Six weeks: the function may have nobody any more; the house has to know.
    Stage(Step.ORGANISATION, timedelta(days=14), Asks.HOUSE),
    # Eight weeks: no fifth mail, but a call.
    Stage(Step.COORDINATION, timedelta(days=14), Asks.NOBODY),
)


def after(step: int) -> tuple[Stage, ...]:
    """Return the stages that come after a step; all of them after none (0)."""
    return tuple(stage for stage in STAGES if stage.step > step)
