"""The plan of a network: what its file says, in the order in which it is written down."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schutznetz.networks.enums import FunctionRole, ValueKey


@dataclass(frozen=True, slots=True)
class Deviation:
    """Other hours on some days: ``12-24`` of every year, or the days of one year (``2026-12-24``)."""

    first: str
    last: str
    hours: str
    reason: str


@dataclass(frozen=True, slots=True)
class WeeklyShift:
    """A stretch of a roster on some weekdays, Monday is 0."""

    days: tuple[int, ...]
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Service:
    """Who answers the telephone; ``key`` is how units and successors of the same file name it."""

    key: str
    name: str
    kind: str
    hours: str
    phone: str
    successor: str
    note: str
    is_real: bool
    deviations: tuple[Deviation, ...]
    weekly_shifts: tuple[WeeklyShift, ...] | None


@dataclass(frozen=True, slots=True)
class Cover:
    """A part of the Kreis; what is empty is no condition, and without any it is the whole Kreis."""

    gemeinde: str = ""
    plz: str = ""
    ortsteile: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    street: str = ""
    numbers: dict[str, Any] = field(default_factory=dict)
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class UnitPlan:
    name: str
    service: str
    cover: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list to import, with the mapping of its columns."""

    path: Path
    mapping: Path | None
    sheet: str


@dataclass(frozen=True, slots=True)
class Invited:
    email: str
    role: FunctionRole


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one file says; ``organisation`` is the Jugendamt."""

    file: str = ""
    network: str = ""
    organisation: str = ""
    source: str = ""
    stand: str = ""
    values: dict[ValueKey, str] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    units: tuple[UnitPlan, ...] = ()
    lists: tuple[ListFile, ...] = ()
    invitations: tuple[Invited, ...] = ()
