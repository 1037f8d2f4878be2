"""Makes our mirrors equal to their home.

Each piece that a reader yields is one transaction together with the cursor, so a cut connection loses nothing and the
next run goes on. Whatever arrives twice or too late changes nothing (``position``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory.models import Offer
from schutznetz.exchange.access import FEEDS, Asked
from schutznetz.exchange.actions import homes, showing
from schutznetz.exchange.enums import Form, MirrorKind, RecordKind
from schutznetz.exchange.importing import Fault, Gone, Item, Piece, Reader, Said, opened
from schutznetz.exchange.importing.checking import without_names
from schutznetz.exchange.importing.digests import digest_of
from schutznetz.exchange.importing.limits import MOST_FAULTS
from schutznetz.exchange.importing.schutznetz import Everything, Later
from schutznetz.exchange.mapping.inward import owner_of
from schutznetz.exchange.models import Mirror, Source
from schutznetz.networks.models import Network, Organisation

CHUNK = 500
# So often everything is compared, however well the changes arrive.
COMPARE_EVERY = timedelta(days=7)
Key: TypeAlias = tuple[str, UUID]
# Returns those of some records that are at home here.
Ours: TypeAlias = Callable[[Iterable[Key]], set[Key]]


@dataclass(slots=True)
class Synced:
    """What a run did; ``conflicts`` are records that two claim, with what stands here and what is said there.

    ``hidden`` counts the mirrors that have no place in the portal, by what stands in the way (``Obstacle``).
    """

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0
    mirrored: int = 0
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[dict[str, str]] = field(default_factory=list)
    faults_total: int = 0
    notes: list[str] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    cursor: str = ""

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def refuse(self, fault: Fault) -> None:
        self.faults_total += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append({"where": fault.where, "what": fault.what})


def source_of(network: str, address: str, *, keeps_names: bool = False) -> Source:
    """Return the source of a network at an address; a new one is not saved yet."""
    found = Network.objects.filter(slug=network).first()
    if found is None:
        known = ", ".join(Network.objects.order_by("slug").values_list("slug", flat=True))
        raise DomainError(f"Das Netzwerk „{network}“ gibt es nicht. Vorhanden: {known or 'noch keines'}.")
    source = Source.objects.filter(network=found, address=address).first() or Source(network=found, address=address)
    if source.keeps_names != keeps_names:  # what is here already is read again, with or without names
        source.keeps_names, source.compared_at = keeps_names, None
    return source


def own_records(keys: Iterable[Key]) -> set[Key]:
    """Return which of these records are entries of our own directory: their home is here."""
    found: set[Key] = set()
    asked = list(keys)
    for kind, model in ((MirrorKind.SERVICE, Offer), (MirrorKind.ORGANIZATION, Organisation)):
        wanted = [record for name, record in asked if name == kind]
        found |= {
            (kind.value, record)
            for record in model._default_manager.filter(pk__in=wanted, home=None).values_list("pk", flat=True)
        }
    return found


def sync(source: Source, reader: Reader, *, dry_run: bool = False, ours: Ours = own_records) -> Synced:
    """Read a source once; ``dry_run`` only says what would happen."""
    run = _Run(source, reader, dry_run=dry_run, ours=ours)
    if not dry_run:
        source.tried_at = timezone.now()
        source.save()
    for piece in reader.pieces():
        run.take(piece)
    run.finish()
    return run.said


def sync_address(
    address: str, network: str, *, name: str = "", keeps_names: bool = False, dry_run: bool = False,
    mapping: Path | None = None,
) -> Synced:  # fmt: skip
    """Read a file or an address for a network, and show it in the portal.

    ``name`` is what pages call the home; ``mapping`` says what the columns of a publisher's own lists mean.
    """
    source = source_of(network, address, keeps_names=keeps_names)
    is_due = source.compared_at is None or source.compared_at < timezone.now() - COMPARE_EVERY
    allows_private = settings.ALLOWS_PRIVATE_SOURCES
    try:
        with opened(address, source.cursor, whole=is_due, allows_private=allows_private, mapping=mapping) as reader:
            said = sync(source, reader, dry_run=dry_run)
            if not dry_run:
                homes.heard(source, name, is_schutznetz=isinstance(reader, Everything | Later))
                showing.show(source)
                said.hidden = showing.hidden(source)
            return said
    except DomainError as error:
        if not dry_run:
            Source.objects.filter(pk=source.pk).update(tried_at=timezone.now(), trouble=str(error)[:500])
        raise


class _Run:
    """One run: what was told so far, and what came of it."""

    def __init__(self, source: Source, reader: Reader, *, dry_run: bool, ours: Ours) -> None:
        self.source, self.reader, self.dry_run, self.ours = source, reader, dry_run, ours
        self.said, self.told, self.is_sure = Synced(cursor=source.cursor), dict[Key, str](), True

    def take(self, piece: Piece) -> None:
        """Write one piece and, with it, how far we are."""
        with transaction.atomic():
            self._take(piece)
            if piece.cursor:
                self._advance(piece.cursor)

    def finish(self) -> None:
        """Bury what a whole run did not tell, and note that the run came to its end."""
        if self.reader.is_whole:
            self._bury_untold()
        now = timezone.now()
        with transaction.atomic():
            if self.reader.cursor:
                self._advance(self.reader.cursor)
            self.said.mirrored = self._mirrors().standing().count() + (self._planned() if self.dry_run else 0)
            if self.dry_run:
                return
            said = {**self.said.as_json(), "faults": self.said.faults[:CHUNK], "conflicts": self.said.conflicts[:CHUNK]}
            values: dict[str, Any] = {"read_at": now, "trouble": "", "result": said}
            if self.reader.is_whole and self.reader.cursor:
                values["compared_at"] = now
            Source.objects.filter(pk=self.source.pk).update(**values)

    def _take(self, piece: Piece) -> None:
        items = self._sound(piece)
        known = self._known(items)
        ours = self.ours(items)
        now, new, changed = timezone.now(), list[Mirror](), list[Mirror]()
        for key, item in items.items():
            row = known.get(key)
            if key in ours:
                self._claim(key, item, row)
            if key in ours and row is None:  # never ours to mirror; what was adopted stays one, to be compared
                continue
            if self._is_late(item, row):
                self.said.unchanged += 1
            elif isinstance(item, Said):
                self._hear(key, item, row, new, changed, now)
            else:
                self._bury(key, item, row, new, changed, now)
        self._write(new, changed)

    def _sound(self, piece: Piece) -> dict[Key, Said | Gone]:
        """Return what a piece says of each record, the latest only; faults are noted."""
        items: dict[Key, Said | Gone] = {}
        for item in piece.items:
            if isinstance(item, Fault):
                self.said.refuse(item)
                self._keep(item)
            elif _later(item, items.get((item.kind.value, item.key))):
                items[(item.kind.value, item.key)] = item
        return items

    def _hear(
        self, key: Key, item: Said, row: Mirror | None, new: list[Mirror], changed: list[Mirror], now: datetime
    ) -> None:
        body = item.body if self.source.keeps_names else without_names(item.body)
        digest = digest_of(body)
        before = self.told.get(key, row.digest if row and row.gone_at is None else "")
        is_same = before == digest and (row is None or row.body == body)
        self.told[key] = digest
        self.said.unchanged += is_same
        self.said.updated += bool(before) and not is_same
        self.said.created += not before
        if row is None:
            row = Mirror(source=self.source, kind=item.kind, record=item.key)
            new.append(row)
        else:
            changed.append(row)
        row.body, row.digest, row.position, row.fetched_at, row.gone_at = body, digest, item.position, now, None
        row.owner = owner_of(item.kind, item.key, body)

    def _bury(
        self, key: Key, item: Gone, row: Mirror | None, new: list[Mirror], changed: list[Mirror], now: datetime
    ) -> None:
        """Leave a tombstone, also of what we never had: it keeps out what arrives late."""
        self.told.pop(key, None)
        if row is None and not item.position:
            return
        if row is None:
            row = Mirror(source=self.source, kind=item.kind, record=item.key, fetched_at=now)
            new.append(row)
        else:
            self.said.deleted += row.gone_at is None
            changed.append(row)
        row.body, row.digest, row.position, row.gone_at = {}, "", item.position, row.gone_at or now

    def _is_late(self, item: Said | Gone, row: Mirror | None) -> bool:
        return row is not None and item.position < row.position and not self.reader.starts_over

    def _write(self, new: list[Mirror], changed: list[Mirror]) -> None:
        if self.dry_run:
            return
        Mirror.objects.bulk_create(new)
        Mirror.objects.bulk_update(changed, ["body", "digest", "owner", "position", "fetched_at", "gone_at"])

    def _keep(self, fault: Fault) -> None:
        """Of what cannot be read now, the last sound state stays; without a key nobody knows whose it is."""
        if fault.key is None:
            self.is_sure = self.is_sure and fault.is_harmless
            return
        for kind in MirrorKind.values:
            self.told.setdefault((kind, fault.key), "")

    def _claim(self, key: Key, item: Said | Gone, row: Mirror | None) -> None:
        """Somebody tells a record whose home is here: what is said there does not count, and is shown."""
        if row is None:
            self.told[key] = ""
        if isinstance(item, Said) and "mirror" not in item.body:
            there = item.body if self.source.keeps_names else without_names(item.body)
            what = "Diesen Eintrag haben Sie übernommen." if row else "Dieser Eintrag ist hier zu Hause."
            said = {"kind": key[0], "id": str(key[1]), "what": what, "here": _ours_told(*key), "there": there}
            self.said.conflicts.append(said)

    def _bury_untold(self) -> None:
        """What a whole run did not tell is gone, if its home can be asked and says so."""
        rows = self._mirrors().standing().values_list("kind", "record", "position")
        untold = [
            (kind, record, position) for kind, record, position in rows.iterator() if (kind, record) not in self.told
        ]
        if untold and not self.is_sure:
            self.said.notes.append("Gelöscht wurde nichts: Von einer Zeile ist nicht zu lesen, wem sie gehört.")
            return
        if untold and not self.told and self.reader.ask(MirrorKind(untold[0][0]), untold[0][1]) is None:
            raise DomainError("Die Quelle ist leer. Gelöscht wurde nichts; bitte prüfen Sie die Adresse.")
        for begin in range(0, len(untold), CHUNK):
            items = [
                self._answer(MirrorKind(kind), record, position)
                for kind, record, position in untold[begin : begin + CHUNK]
            ]
            self.take(Piece(items))

    def _answer(self, kind: MirrorKind, record: UUID, position: int) -> Item:
        return self.reader.ask(kind, record) or Gone(kind, record, position)

    def _mirrors(self) -> Any:
        return Mirror.objects.filter(source_id=self.source.pk)

    def _known(self, keys: Iterable[Key]) -> dict[Key, Mirror]:
        rows = self._mirrors().filter(record__in={record for _, record in keys})
        return {(row.kind, row.record): row for row in rows}

    def _planned(self) -> int:
        return self.said.created - self.said.deleted

    def _advance(self, cursor: str) -> None:
        self.said.cursor = cursor
        if not self.dry_run:
            Source.objects.filter(pk=self.source.pk).update(cursor=cursor)


def _ours_told(kind: str, record: UUID) -> dict[str, Any]:
    """Return what our own feed says about a record; of what it does not tell nothing."""
    return FEEDS[RecordKind(kind)](Asked()).told([record], Form.FULL).get(record, {})


def _later(item: Said | Gone, before: Said | Gone | None) -> bool:
    return before is None or item.position >= before.position
