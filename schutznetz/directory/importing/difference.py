"""What the list would change: created, updated, unchanged, refused, and what looks like something known."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from schutznetz.directory.importing.findings import Duplicate, Log
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.places import Place
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.stored import KnownOffer, Stored
from schutznetz.directory.importing.titles import quoted

SAME_NAME = 88  # of 100, for two entries that share a telephone number
MOST_COMPARED = 50  # entries behind one switchboard: an office block, not a double entry


@dataclass(frozen=True, slots=True)
class Change:
    """One record that will be written. ``stored`` is what it replaces, None if it is new."""

    record: Record
    place: Place
    stored: Stored | None = None


@dataclass(slots=True)
class Difference:
    """``kept`` has another value in the list, but its own house has changed it since."""

    created: list[Change] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    unchanged: int = 0


def once(records: Iterable[Record], log: Log) -> list[Record]:
    """Return the records without those whose key came before: the second is an error."""
    seen: dict[str, Record] = {}
    for record in records:
        first = seen.setdefault(record.key, record)
        if first is not record:
            log.error(
                record.where,
                "duplicate_key",
                f"Diese Zeile hat die Kennung von Zeile {first.where.row} ({quoted(first.title)}). Sie bleibt weg; "
                "bitte löschen Sie eine der beiden oder geben Sie ihnen verschiedene Kennungen.",
                field="source_key",
                value=record.title,
            )
    return list(seen.values())


def compare(records: Sequence[Record], places: Sequence[Place], stored: Mapping[str, Stored], log: Log) -> Difference:
    result = Difference()
    for record, place in zip(records, places, strict=True):
        known = stored.get(record.key)
        if known is None:
            result.created.append(Change(record, place))
        elif known.digest == record.digest():
            result.unchanged += 1
        elif record.is_confidential:
            _name_taken_over(record, known, log)
            result.updated.append(Change(record, place, known))
        elif _is_somebody_else(record, known):
            log.error(
                record.where,
                "key_conflict",
                f"Die Kennung dieser Zeile gehört bisher zu {quoted(known.organisation)} an anderer Anschrift. Wurde "
                "die Liste neu nummeriert, oder ist es eine andere? Dann geben Sie ihr in der Zuordnung einen "
                "eigenen Namen (list).",
                field="source_key",
                value=record.title,
            )
        else:
            result.updated.append(Change(record, place, known))
    return result


def renamed(changes: Iterable[Change]) -> dict[int, bool]:
    """Return of each stored record that may stay as it is whether the list calls its organisation otherwise."""
    return {
        change.stored.record_id: key(change.record.organisation) != key(change.stored.organisation)
        for change in changes
        if change.stored and not change.record.is_confidential  # what is protected now never stays (R50)
    }


def keep(result: Difference, edited: Container[int], log: Log) -> None:
    """Leave alone what somebody has changed on a page since the last delivery: they know better than a list."""
    result.kept = [change for change in result.updated if change.stored and change.stored.record_id in edited]
    kept = {id(change) for change in result.kept}
    result.updated = [change for change in result.updated if id(change) not in kept]
    for change in result.kept:
        log.remark(
            change.record.where,
            "edited_since",
            "Diesen Eintrag hat jemand nach dem letzten Einlesen selbst geändert. Er bleibt, wie er ist.",
            value=change.record.title,
        )


def _name_taken_over(record: Record, known: Stored, log: Log) -> None:
    """A protected row always replaces what its key stood for: the old address may be hers (R50)."""
    if not _is_somebody_else(record, known):
        return
    log.remark(
        record.where,
        "taken_over",
        f"Die Kennung dieser Zeile gehörte bisher zu {quoted(known.organisation)}. Weil ihre Anschrift geschützt ist, "
        "wurde der alte Eintrag ersetzt. Bitte prüfen Sie, ob es dieselbe Stelle ist.",
        field="source_key",
        value=record.title,
    )


def _is_somebody_else(record: Record, known: Stored) -> bool:
    """A new name at a new address under an old key is another institution, not a changed one."""
    if not known.plz and not known.street:
        return False
    moved = record.address.plz != known.plz and key(record.address.strasse) != key(known.street)
    renamed = fuzz.token_set_ratio(key(record.organisation), key(known.organisation)) < SAME_NAME
    return moved and renamed


def near_duplicates(created: Sequence[Change], known: Iterable[KnownOffer]) -> list[Duplicate]:
    """Return new records that look like a stored offer or like an earlier row of the list. Nothing is merged."""
    index = _Index()
    for offer in known:
        index.add(offer)
    found: list[Duplicate] = []
    for change in created:
        record = change.record
        candidate = _as_known(record)
        if match := index.match(candidate):
            other, reason = match
            found.append(Duplicate(record.where.row, other.id, f"{quoted(record.title)}: {reason}", record.where.sheet))
        index.add(candidate)
    return found


def _as_known(record: Record) -> KnownOffer:
    street = key(f"{record.address.strasse} {record.address.hausnummer}")
    phones = frozenset(phone.number for phone in record.phones if not phone.is_fax)
    names = frozenset(filter(None, {key(record.name), key(record.title)}))
    row = f"Zeile {record.where.row} ({quoted(record.title)})"
    return KnownOffer("", row, names, record.address.plz, street, phones, record.type_id)


class _Index:
    """Known offers by what would make another one the same."""

    def __init__(self) -> None:
        self.by_name: dict[tuple[str, str], KnownOffer] = {}
        self.by_phone: defaultdict[str, list[KnownOffer]] = defaultdict(list)

    def add(self, offer: KnownOffer) -> None:
        for name in offer.names:
            for where in self._places(offer):
                self.by_name.setdefault((name, where), offer)
        for phone in offer.phones:
            if len(self.by_phone[phone]) < MOST_COMPARED:
                self.by_phone[phone].append(offer)

    def match(self, offer: KnownOffer) -> tuple[KnownOffer, str] | None:
        for name in offer.names:
            for where in self._places(offer):
                if other := self.by_name.get((name, where)):
                    return other, f"gleicher Name und gleiche Anschrift wie {_named(other)}"
        for phone in offer.phones:
            for other in self.by_phone[phone]:
                if other.type_id == offer.type_id and _alike(offer.names, other.names):
                    return other, f"gleiche Telefonnummer und ähnlicher Name wie {_named(other)}"
        return None

    @staticmethod
    def _places(offer: KnownOffer) -> Iterable[str]:
        return [f"{offer.plz} {offer.street}"] if offer.plz and offer.street else [offer.plz] if offer.plz else []


def _alike(names: frozenset[str], others: frozenset[str]) -> bool:
    return any(fuzz.token_sort_ratio(name, other) >= SAME_NAME for name in names for other in others)


def _named(offer: KnownOffer) -> str:
    return quoted(offer.label) if offer.id else offer.label
