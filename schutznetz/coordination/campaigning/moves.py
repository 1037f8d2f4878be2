"""What happens next with one keeping function: decided from rows that are read already, so a dry run decides alike."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from schutznetz.coordination.campaigning.keepers import Address, Keeper, distinct
from schutznetz.coordination.campaigning.steps import Asks, after
from schutznetz.coordination.enums import Reason, Step
from schutznetz.coordination.models import ConfirmationRequest, digest

# Function and hash of an address that nobody reads.
Dead: TypeAlias = Collection[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class Move:
    """The step that is taken, if any; ``address`` is who gets a mail, ``reason`` why nobody does."""

    step: Step | None
    address: Address | None = None
    reason: Reason | None = None
    begins_anew: bool = False


def next_move(request: ConfirmationRequest | None, keeper: Keeper, dead: Dead, now: datetime) -> Move:
    reachable = [each for each in _everybody(keeper) if is_alive(each, dead)]
    if request and request.step == Step.COORDINATION:
        # Somebody has corrected an address: the house is asked after all, and from the beginning.
        if request.stuck and reachable:
            return Move(Step.FIRST, reachable[0], begins_anew=True)
        return Move(None, reason=Reason(request.stuck or Reason.COORDINATION))
    stages = after(request.step if request else 0)
    if request and now < request.stepped_at + stages[0].after:
        return Move(None, reason=Reason.WAITING)
    for stage in stages:
        address = _asked(stage.asks, keeper)
        if address and is_alive(address, dead):
            return Move(stage.step, address)
    return Move(Step.COORDINATION, reason=_obstacle(keeper, reachable))


def is_alive(address: Address, dead: Dead) -> bool:
    return (address.function, digest(address.email)) not in dead


def _asked(asks: Asks, keeper: Keeper) -> Address | None:
    """Return whose turn it is; somebody at the same address has been asked already."""
    if asks is Asks.KEEPER:
        return keeper.own
    if asks is Asks.SUBSTITUTE:
        return next(iter(distinct([keeper.substitute], without=[keeper.own])), None)
    if asks is Asks.HOUSE:
        return next(iter(distinct(keeper.house, without=[keeper.own, keeper.substitute])), None)
    return None


def _everybody(keeper: Keeper) -> list[Address]:
    return distinct([keeper.own, keeper.substitute, *keeper.house])


def _obstacle(keeper: Keeper, reachable: list[Address]) -> Reason:
    if reachable:
        return Reason.COORDINATION
    return Reason.BOUNCED if _everybody(keeper) else Reason.NO_ADDRESS
