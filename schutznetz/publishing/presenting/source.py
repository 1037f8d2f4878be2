"""What a card is made of; ``publishing.access`` reads it."""

from dataclasses import dataclass
from datetime import date, datetime

from schutznetz.common.hours import ZONE
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.models import Catchment
from schutznetz.networks.models import Network, Unit


@dataclass(frozen=True, slots=True)
class Source:
    """``chains``: who answers for a unit, in order, the unit itself first; only links with a number in force.

    ``next_check`` is the day by which the first of the numbers has to be dialled again.
    """

    network: Network
    at: datetime
    units: list[Unit]
    chains: dict[object, list[Link]]
    catchments: list[Catchment]
    help_lines: list[Link]
    next_check: date | None

    @property
    def today(self) -> date:
        return self.at.astimezone(ZONE).date()
