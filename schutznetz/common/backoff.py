"""How long to wait before the next try."""

from datetime import timedelta
from random import SystemRandom

FIRST_PAUSE = timedelta(seconds=10)


def pause(attempts: int, longest: timedelta) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, spread so that not all come at once."""
    doubled = FIRST_PAUSE * float(2 ** min(attempts - 1, 30))
    return min(doubled, longest) * SystemRandom().uniform(0.9, 1.1)
