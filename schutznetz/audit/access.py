"""What can be seen of the log: the entries of one network, and whether its chains hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Max, Min
from django.utils import timezone

from schutznetz.audit.chaining import naming, walking
from schutznetz.audit.chaining.marks import Mark
from schutznetz.audit.chaining.naming import Bad
from schutznetz.audit.chaining.walking import Walk
from schutznetz.audit.enums import Damage
from schutznetz.audit.models import Entry, EntryQuerySet, Seal
from schutznetz.common.retention import limit_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; ``older`` is what to pass as ``before`` for the next page, if there is one."""

    entries: list[Entry]
    older: int | None


def entries(
    network: UUID | None,
    *,
    before: int | None = None,
    month: date | None = None,
    function: UUID | None = None,
    event: str = "",
    size: int = PAGE,
) -> Page:
    """Return a page of the log of a network: those before a number, of a month (any of its days), function or event.

    There is no way to ask for a person: that takes two people and a reason (security.md 5.4).
    """
    chosen: EntryQuerySet = Entry.objects.of_chain(network)
    if before is not None:
        chosen = chosen.filter(seq__lt=before)
    if month is not None:
        chosen = chosen.filter(utc__gte=_start(month), utc__lt=_start(_next_month(month)))
    if function is not None:
        chosen = chosen.filter(function=function)
    if event:
        chosen = chosen.filter(event=event)
    found = list(chosen.order_by("-seq")[: size + 1])
    return Page(found[:size], found[size - 1].seq if len(found) > size else None)


def months(network: UUID | None) -> list[date]:
    """Return the first days of the months that the log of a network reaches over, newest first."""
    ends = Entry.objects.of_chain(network).aggregate(first=Min("utc"), last=Max("utc"))
    if ends["first"] is None:
        return []
    first, month = (timezone.localtime(ends[end]).date().replace(day=1) for end in ("first", "last"))
    found = []
    while month >= first:
        found.append(month)
        month = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    return found


def functions(network: UUID | None) -> set[UUID]:
    """Return the functions in which somebody acted, for a filter; their names are looked up by who shows them."""
    acted = Entry.objects.of_chain(network).exclude(function=None)
    return set(acted.order_by().values_list("function", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Checked:
    """A chain after verification; ``size`` is the number of its last entry, or the last good one."""

    network: UUID | None
    entries: int
    size: int
    head: str
    last: datetime | None
    first_bad: Bad | None

    def as_json(self) -> dict[str, Any]:
        return {
            "network": self.network and str(self.network), "entries": self.entries, "size": self.size,
            "head": self.head, "last": self.last and self.last.isoformat(), "ok": self.first_bad is None,
            "first_bad": self.first_bad and self.first_bad.as_json(),
        }  # fmt: skip


def chains() -> list[UUID | None]:
    """Return every chain, that of the platform first."""
    found = {
        network
        for model in (Entry, Seal)
        for network in model.objects.order_by().values_list("network", flat=True).distinct()
    }
    return sorted(found, key=lambda network: (network is not None, str(network)))


def verify(network: UUID | None, marks: Iterable[Mark] = ()) -> Checked:
    """Check a chain from its beginning, and against what somebody kept of it earlier."""
    of_chain = sorted((mark for mark in marks if mark.network == network), key=lambda mark: mark.size)
    walk = walking.walk(network, ask={mark.size for mark in of_chain})
    found = [bad for bad in (naming.name(network, walk), _against(walk, of_chain)) if bad]
    number = Entry.objects.of_chain(network).count() if found else walk.entries
    last = walk.last or _sealed_at(network)
    return Checked(network, number, walk.seq, walk.hash, last, min(found, key=lambda bad: bad.seq, default=None))


def _against(walk: Walk, marks: list[Mark]) -> Bad | None:
    """Name the first mark that the chain does not reach or passed with another hash."""
    for mark in marks:
        if mark.size > walk.seq:
            return Bad(walk.seq + 1, Damage.TRUNCATED) if walk.holds else None
        if mark.size < walk.sealed:
            if mark.last >= limit_of("audit.entry", timezone.now()):
                return Bad(mark.size, Damage.MISSING)
        elif walk.passed[mark.size] != mark.head:
            return Bad(mark.size, Damage.RECOMPUTED)
    return None


def _sealed_at(network: UUID | None) -> datetime | None:
    seal = Seal.objects.of_chain(network).order_by("-seq").first()
    return seal.utc if seal else None


def _start(month: date) -> datetime:
    return timezone.make_aware(datetime.combine(month.replace(day=1), time.min))


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
