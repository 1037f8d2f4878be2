"""Keep an entry: change it, restore an earlier state, and the version that stays of each (R48)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from schutznetz.audit.actions import record
from schutznetz.common.errors import DomainError
from schutznetz.directory import events, keeping
from schutznetz.directory.access import keeping as access
from schutznetz.directory.actions.confirming import about, confirm
from schutznetz.directory.actions.proposing import propose
from schutznetz.directory.enums import EntryKind, Origin
from schutznetz.directory.keeping import Entry, Values
from schutznetz.directory.models import ContactPoint, Offer, Proposal, Version
from schutznetz.directory.search import index, opening
from schutznetz.networks.policy import Acting

BATCH = 500
GONE = "Diesen Eintrag gibt es nicht mehr. Bitte laden Sie die Liste neu."


class ChangedMeanwhile(DomainError):
    """Somebody else was faster; ``now`` is what the entry says at present, ``base`` the mark of it."""

    def __init__(self, now: Values) -> None:
        super().__init__("Jemand hat diesen Eintrag inzwischen geändert. Bitte vergleichen Sie beide Fassungen.")
        self.now = now
        self.base = keeping.fingerprint(now)


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a change: the new version if something is live, the proposal if something waits."""

    version: Version | None
    proposal: Proposal | None


@transaction.atomic
def change(kind: EntryKind, key: UUID, values: Values, *, base: str, who: Acting, confirms: bool = False) -> Kept:
    """Change an entry; what needs the coordination becomes a proposal, the rest is live at once.

    ``values`` may be a part of the entry. ``base`` is the fingerprint of what whoever typed had before their eyes, of
    the entry or of these parts of it: raises ``ChangedMeanwhile`` if that is no longer so, ``DomainError`` if the
    values do not fit. ``confirms`` is for pages that showed the whole entry: then saving says that all of it is right.
    """
    entry, now = _held(kind, key)
    parts = {name: now.get(name) for name in values}
    if base not in {keeping.fingerprint(now), keeping.fingerprint(parts)}:
        raise ChangedMeanwhile(now)
    changed = {difference.name for difference in keeping.compare(parts, values)}
    waits = changed & set(access.waiting_parts(entry, who))
    live = {name: value for name, value in values.items() if name not in waits}
    version = _write(entry, now, live, Origin.CHANGED, who) if changed - waits else None
    proposal = propose(entry, {name: values[name] for name in waits}, who) if waits else None
    if confirms and isinstance(entry, Offer | ContactPoint):
        confirm([entry], function=who.function, network=who.network, by=who.actor)
    return Kept(version, proposal)


@transaction.atomic
def restore(version: Version, who: Acting) -> Kept:
    """Bring an entry back to an earlier state; what needs the coordination waits here as well."""
    kind = EntryKind(version.kind)
    entry, now = _held(kind, version.entry)
    waits = {name for name in access.waiting_parts(entry, who) if now.get(name) != version.values.get(name)}
    live = {name: value for name, value in version.values.items() if name not in waits}
    written = None
    if keeping.compare({name: now.get(name) for name in live}, live):
        written = _write(entry, now, live, Origin.RESTORED, who)
    proposal = propose(entry, {name: version.values[name] for name in waits}, who) if waits else None
    return Kept(written, proposal)


def put(entry: Entry, values: Values, who: Acting) -> Version:
    """Write what the coordination has agreed to."""
    return _write(entry, keeping.read(entry), values, Origin.ACCEPTED, who)


@transaction.atomic
def replace_address(point: ContactPoint, email: str, who: Acting | None) -> None:
    """Put another address in the place of somebody's who leaves; the hand-over writes the log."""
    entry, now = _held(EntryKind.CONTACT_POINT, point.pk)
    _write(entry, now, {"email": email}, Origin.HANDED, who)


def _held(kind: EntryKind, key: UUID) -> tuple[Entry, Values]:
    entry = keeping.entry_of(kind, key)
    if entry is None:
        raise DomainError(GONE)
    return entry, keeping.read(entry)


def _write(entry: Entry, before: Values, values: Values, origin: Origin, who: Acting | None) -> Version:
    _remember_found(entry, before)
    keeping.write(entry, values)
    _make_findable(entry)
    event = {Origin.CHANGED: events.CHANGED, Origin.RESTORED: events.RESTORED}.get(origin)
    if event and who:  # whatever else brought it about has an entry of its own
        record(event, network=who.network, by=who.actor, about=about(entry))
    return _add(entry, keeping.read(entry), origin, who)


def remember_found(offers: Iterable[UUID]) -> None:
    """Keep what a list has made of entries that somebody had edited: so their own state can be brought back."""
    related = ("organisation", "site", "contact_point__function")
    for found in Offer.objects.filter(pk__in=_with_history(offers)).select_related(*related):
        for entry in (found, found.organisation, found.site, found.contact_point):
            if entry and Version.objects.of(keeping.kind_of(entry), entry.pk).exists():
                _remember_found(entry, keeping.read(entry))


def _with_history(offers: Iterable[UUID]) -> set[UUID]:
    """Return those offers of which some part has a version; most of a list have none."""
    ids, found = list(offers), set()
    for start in range(0, len(ids), BATCH):
        some = Offer.objects.filter(pk__in=ids[start : start + BATCH])
        parts = some.values_list("pk", "organisation_id", "site_id", "contact_point_id")
        keys = {key for row in parts for key in row if key}
        known = set(Version.objects.filter(entry__in=keys).values_list("entry", flat=True))
        found |= {row[0] for row in parts if known.intersection(row)}
    return found


def _remember_found(entry: Entry, before: Values) -> None:
    """Keep the state that no version has yet: as it was read in, or after a list was read in again."""
    last = Version.objects.of(keeping.kind_of(entry), entry.pk).order_by("-number").first()
    if last is None or last.values != before:
        _add(entry, before, Origin.FOUND, None)


def _add(entry: Entry, values: Values, origin: Origin, who: Acting | None) -> Version:
    last = (
        Version.objects.of(keeping.kind_of(entry), entry.pk)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return Version.objects.create(
        organisation_id=keeping.organisation_of(entry), kind=keeping.kind_of(entry), entry=entry.pk,
        number=(last or 0) + 1, values=values, origin=origin, made_at=timezone.now(),
        function_id=who.function if who else None, person=who.person if who else None,
    )  # fmt: skip


def _make_findable(entry: Entry) -> None:
    """Let search and open times know, in the transaction of the change."""
    concerned = {
        EntryKind.ORGANISATION: Q(organisation=entry.pk),
        EntryKind.SITE: Q(site=entry.pk),
        EntryKind.OFFER: Q(pk=entry.pk),
        EntryKind.CONTACT_POINT: Q(contact_point=entry.pk),
    }[keeping.kind_of(entry)]
    index.update(Offer.objects.filter(concerned).values_list("pk", flat=True))
    if isinstance(entry, ContactPoint):
        opening.refresh([entry])
