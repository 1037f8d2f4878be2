"""When Python looks for objects that hold each other: every few hundred of them, it paused each page several times."""

import gc

# A large page leaves a few thousand behind, at a hundred bytes each.
NEW_OBJECTS = 50_000
YOUNGER_ROUNDS = 20


def look_seldom() -> None:
    """For a process that answers pages: what is there now stays, and new objects are looked through less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, YOUNGER_ROUNDS, YOUNGER_ROUNDS)
