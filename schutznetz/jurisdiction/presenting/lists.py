"""All numbers of a network with their times of a week, for a device without a net."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from schutznetz.directory.presenting import entries, kinds
from schutznetz.jurisdiction.answering.chain import POLICE
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.answering.timetable import Link
from schutznetz.jurisdiction.presenting.pages import phone_of
from schutznetz.networks.models import Unit
from schutznetz.ui.components import ListedNumber


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """One office, and whom to call there, the first that answers first."""

    name: str
    part_of: str
    numbers: tuple[ListedNumber, ...]


def units(found: Iterable[Unit], chains: Chains, at: datetime) -> list[ListedUnit]:
    return [
        ListedUnit(unit.name, unit.organisation.name, _numbers([*chains.of_unit(unit.pk), POLICE], at))
        for unit in found
    ]


def nationwide(links: Sequence[Link], at: datetime) -> tuple[ListedNumber, ...]:
    return _numbers(links, at)


def _numbers(links: Iterable[Link], at: datetime) -> tuple[ListedNumber, ...]:
    return tuple(_number(link, at) for link in links if link.phone)


def _number(link: Link, at: datetime) -> ListedNumber:
    title, _audience = kinds.called(str(link.key), link.label, link.note)
    times = entries.week(link.hours, timezone.localdate(at), link.land) or _("Zeiten nicht bekannt")
    said = [times, _("nach Dienstplan") if link.shifts is not None else "", _("Beispiel") if link.is_example else ""]
    return ListedNumber(title, phone_of(link), " · ".join(filter(None, said)))
