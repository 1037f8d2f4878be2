"""Who answers when: a chain of links becomes turns without a gap; behind the last link stands 110 (R01)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering.timetable import Interval, Link, reachable
from schutznetz.jurisdiction.enums import ServiceKind

POLICE = Link("110", "Polizei-Notruf", ServiceKind.POLICE, "110", "24/7")
# A page says until when somebody answers; what lasts longer is "rund um die Uhr".
LOOK_AHEAD_DAYS = 8
# A thousand units, of which each has a chain of its own.
KEPT_TIMETABLES = 1024


@dataclass(frozen=True, slots=True)
class Turn:
    """From ``begins`` until ``ends`` (aware, Berlin) this link answers; ``ends`` is None beyond what was looked at."""

    link: Link
    begins: datetime
    ends: datetime | None


def turns(links: Sequence[Link], at: datetime, days: int = LOOK_AHEAD_DAYS) -> list[Turn]:
    """Return who answers from the midnight before ``at`` for so many days, the first that is reachable each time.

    The turns follow each other without a gap, so that there is always exactly one at any moment.
    """
    return list(_turns(tuple(links), at.astimezone(ZONE).date(), days))


@lru_cache(maxsize=KEPT_TIMETABLES)
def _turns(links: tuple[Link, ...], first: date, days: int) -> tuple[Turn, ...]:
    """Return the timetable of a chain. It follows from its links alone: whatever changes in one makes another key."""
    begin = datetime(first.year, first.month, first.day, tzinfo=ZONE)
    last = first + timedelta(days=days)
    end = datetime(last.year, last.month, last.day, tzinfo=ZONE)
    times = [reachable(link, first, days) for link in links]
    return tuple(_merged(_cut([*links, POLICE], [*times, [(begin, end)]], begin, end), end))


def now_and_then(links: Sequence[Link], at: datetime, *, most: int = 3) -> tuple[Turn, list[Turn]]:
    """Return whose turn it is ``at`` a moment, and the next ones, at most so many."""
    found = turns(links, at)
    position = next(
        index for index, turn in enumerate(found) if turn.begins <= at and (turn.ends is None or at < turn.ends)
    )
    return found[position], found[position + 1 : position + 1 + most]


def _cut(links: Sequence[Link], times: list[list[Interval]], begin: datetime, end: datetime) -> Iterator[Turn]:
    """Yield one turn for each stretch in which nothing changes."""
    edges = sorted({edge for stretches in times for stretch in stretches for edge in stretch} | {begin, end})
    inside = [edge for edge in edges if begin <= edge <= end]
    places = [0] * len(links)
    for start, stop in pairwise(inside):
        for number, stretches in enumerate(times):
            while places[number] < len(stretches) and stretches[places[number]][1] <= start:
                places[number] += 1
        answers = (n for n, stretches in enumerate(times) if _covers(stretches, places[n], start))
        yield Turn(links[next(answers)], start, stop)


def _covers(stretches: list[Interval], at: int, moment: datetime) -> bool:
    return at < len(stretches) and stretches[at][0] <= moment < stretches[at][1]


def _merged(found: Iterator[Turn], end: datetime) -> Iterator[Turn]:
    """Join turns of one link, tell times in Berlin, and leave the end open where the view ends."""
    begins, last = None, None
    for turn in found:
        if last is not None and turn.link is not last.link and begins is not None:
            yield Turn(last.link, begins.astimezone(ZONE), turn.begins.astimezone(ZONE))
            begins = None
        begins, last = begins or turn.begins, turn
    if last is not None and begins is not None:
        yield Turn(last.link, begins.astimezone(ZONE), None)
