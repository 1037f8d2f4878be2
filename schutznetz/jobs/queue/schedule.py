"""When a periodic task is due: every schedule names the slot that a moment lies in, and a slot runs once.

A slot that was missed is made up for when it is the latest one; older ones are not repeated.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from django.utils import timezone


class Schedule(Protocol):
    def slot(self, now: datetime) -> datetime:
        """Return when the latest slot began, in UTC."""


@dataclass(frozen=True, slots=True)
class Every:
    """Every so many minutes since midnight, UTC; the clock change does not touch it."""

    minutes: int

    def __post_init__(self) -> None:
        if self.minutes < 1 or 1440 % self.minutes:
            raise ValueError("A day must divide into whole slots.")

    def slot(self, now: datetime) -> datetime:
        now = now.astimezone(UTC)
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return now - (now - midnight) % timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a time of the clock on the wall ("03:10"), whatever the clock change makes of it.

    In the night that skips this time it runs an hour later by the wall, in the night that has it twice the first time.
    """

    at: str

    def __post_init__(self) -> None:
        time.fromisoformat(self.at)

    def slot(self, now: datetime) -> datetime:
        today = timezone.localtime(now, timezone.get_default_timezone()).date()
        wall = datetime.combine(today, time.fromisoformat(self.at), timezone.get_default_timezone())
        if wall.astimezone(UTC) > now:
            # one day back on the wall, not 24 hours back
            wall -= timedelta(days=1)
        return wall.astimezone(UTC)
