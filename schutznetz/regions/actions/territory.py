"""Takes up an official register or map: what is new, what has another name, what has ended. Nothing vanishes (R81)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from schutznetz.common.errors import DomainError
from schutznetz.common.postgresql import statistics
from schutznetz.common.words import key
from schutznetz.regions import access
from schutznetz.regions.access import base_name
from schutznetz.regions.actions.loading import BATCH, REGISTER
from schutznetz.regions.enums import PlaceKind
from schutznetz.regions.importing import GemeindeRecord, KreisRecord, Register, Successor
from schutznetz.regions.importing.record import shown
from schutznetz.regions.models import Gemeinde, Kreis, Land, Place

# Not even a reform of a whole Land ends more at once; a file that was cut off does.
MOST_ENDED = 0.25


@dataclass
class Territory:
    """What an official file changes; each line names key and name."""

    stand: date | None
    new_kreise: list[Kreis] = field(default_factory=list)
    ended_kreise: list[Kreis] = field(default_factory=list)
    new: list[Gemeinde] = field(default_factory=list)
    renamed: list[tuple[str, Gemeinde]] = field(default_factory=list)
    moved: list[Gemeinde] = field(default_factory=list)
    ended: list[Gemeinde] = field(default_factory=list)
    back: list[Gemeinde] = field(default_factory=list)
    unchanged: int = 0

    def as_json(self) -> dict[str, object]:
        def lines(rows: list[Gemeinde]) -> list[dict[str, str]]:
            return [{"ags": row.ags, "name": row.name} for row in rows]

        return {
            "stand": self.stand.isoformat() if self.stand else None,
            "kreise": {
                "new": [{"ags": row.ags, "name": row.name} for row in self.new_kreise],
                "ended": [
                    {"ags": row.ags, "name": row.name, "successor": row.successor_id} for row in self.ended_kreise
                ],
            },
            "gemeinden": {
                "new": lines(self.new),
                "renamed": [{"ags": row.ags, "before": before, "name": row.name} for before, row in self.renamed],
                "moved": len(self.moved),
                "ended": [{"ags": row.ags, "name": row.name, "successor": row.successor_id} for row in self.ended],
                "back": lines(self.back),
                "unchanged": self.unchanged,
            },
            "without_successor": [row.ags for row in self.ended if row.successor_id is None],
        }


def import_register(
    register: Register, successors: dict[str, Successor] | None = None, *, dry_run: bool = False
) -> Territory:
    """Take up a register or a map, all of it or nothing; with ``dry_run`` only say what would happen."""
    with transaction.atomic():
        found = _Taking(register, successors or {}).plan()
        if not dry_run:
            _write(found)
    if not dry_run:
        statistics.renew(Kreis, Gemeinde, Place)
        access.forget()
    return found


class _Taking:
    """Compares one file with the tables."""

    def __init__(self, register: Register, successors: dict[str, Successor]) -> None:
        self.register, self.successors = register, successors
        laender = register.laender
        if unknown := laender - set(Land.objects.values_list("pk", flat=True)):
            raise DomainError(f"Das Land {min(unknown)} kennen wir nicht. Bitte zuerst: python3 manage.py load_regions")
        real = Kreis.objects.real().filter(land__in=laender)
        self.kreise = {row.ags: row for row in real}
        self.gemeinden = {row.ags: row for row in Gemeinde.objects.filter(kreis__in=real)}
        self.found = Territory(register.stand)

    def plan(self) -> Territory:
        for record in self.register.kreise.values():
            self._kreis(record)
        self._check_kreise()
        for each in self.register.gemeinden.values():
            self._gemeinde(each)
        if self.register.stand:
            self._end(self.register.stand)
        return self.found

    def _kreis(self, record: KreisRecord) -> None:
        if record.ags in self.kreise or record.ags[:2] not in self.register.laender:
            return
        name = shown(record.official_name)
        taken = {row.name for row in self.kreise.values()}
        long = f"Stadt {name}" if record.kind == "kreisfreie_stadt" else f"Landkreis {name}"
        shown_name = long if name in taken or record.kind != "kreisfreie_stadt" else name
        row = Kreis(
            ags=record.ags, name=shown_name, official_name=record.official_name, name_key=key(shown_name),
            search_key=key(name), kind=record.kind, land_id=record.ags[:2], valid_from=self.register.stand,
        )  # fmt: skip
        self.kreise[record.ags] = row
        self.found.new_kreise.append(row)

    def _check_kreise(self) -> None:
        unknown = sorted({ags[:5] for ags in self.register.gemeinden} - self.kreise.keys())
        if unknown:
            raise DomainError(
                f"Den Kreis {unknown[0]} kennen wir nicht. Bitte lesen Sie zuerst das Verzeichnis ein (--gv100ad)."
            )

    def _gemeinde(self, record: GemeindeRecord) -> None:
        row = self.gemeinden.get(record.ags)
        lat, lon = record.centre or (None, None)
        if row is None:
            row = Gemeinde(
                ags=record.ags, kreis=self.kreise[record.ags[:5]], lat=lat, lon=lon, valid_from=self.register.stand
            )
            self.gemeinden[record.ags] = row
            self._name(row, record)
            self.found.new.append(row)
            return
        changed = False
        if row.official_name != record.official_name and self.register.stand:
            self.found.renamed.append((row.official_name, row))
            self._rename(row, record)
            changed = True
        if row.valid_until is not None and self.register.stand:
            row.valid_until = row.successor = None
            self.found.back.append(row)
            changed = True
        if record.centre and (row.lat, row.lon) != record.centre:
            row.lat, row.lon = record.centre
            self.found.moved.append(row)
            changed = True
        self.found.unchanged += not changed

    def _rename(self, row: Gemeinde, record: GemeindeRecord) -> None:
        """Another title is no other name: what tells namesakes of a Kreis apart was chosen by hand and stays."""
        if key(shown(row.official_name)) == key(record.name):
            row.official_name = record.official_name
        else:
            self._name(row, record)

    @staticmethod
    def _name(row: Gemeinde, record: GemeindeRecord) -> None:
        row.official_name, row.name = record.official_name, record.name
        row.name_key, row.search_key = key(record.name), key(base_name(record.name))

    def _end(self, stand: date) -> None:
        listed = self.register.gemeinden.keys() | self.register.uninhabited
        gone = [row for ags, row in self.gemeinden.items() if ags not in listed and row.valid_until is None]
        self._check_whole(gone)
        named = self._by_name()
        for row in gone:
            known = self.successors.get(row.ags)
            if known and known.ags not in self.gemeinden:
                raise DomainError(f"Der Nachfolger {known.ags} von {row.name} ({row.ags}) steht in keiner Tabelle.")
            successor = known.ags if known else named.get((row.ags[:2], row.name_key))
            last = (known.begins if known else stand) - timedelta(days=1)
            row.valid_until = max(last, row.valid_from) if row.valid_from else last
            row.successor = self.gemeinden[successor] if successor and successor != row.ags else None
            self.found.ended.append(row)
        self._end_kreise(stand)

    def _check_whole(self, gone: list[Gemeinde]) -> None:
        """A file that was cut off must not end half a Land."""
        lost = Counter(row.ags[:2] for row in gone)
        whole = Counter(row.ags[:2] for row in self.gemeinden.values() if row.valid_until is None)
        for land, number in sorted(lost.items()):
            if number > MOST_ENDED * whole[land]:
                raise DomainError(
                    f"Im Land {land} fehlen {number} von {whole[land]} Gemeinden. "
                    "Die Datei ist wohl nicht vollständig; nichts wurde geändert."
                )

    def _by_name(self) -> dict[tuple[str, str], str]:
        """Gemeinden of the file whose name is unique in their Land: the same name under another key is the same."""
        names = Counter((ags[:2], key(record.name)) for ags, record in self.register.gemeinden.items())
        return {
            (ags[:2], key(record.name)): ags
            for ags, record in self.register.gemeinden.items()
            if names[ags[:2], key(record.name)] == 1
        }

    def _end_kreise(self, stand: date) -> None:
        for ags, row in self.kreise.items():
            if ags in self.register.kreise or row.valid_until is not None:
                continue
            heirs = {one.successor.kreis_id for one in self.found.ended if one.kreis_id == ags and one.successor}
            row.valid_until = stand - timedelta(days=1)
            row.successor = self.kreise[heirs.pop()] if len(heirs) == 1 else None
            self.found.ended_kreise.append(row)


def _write(found: Territory) -> None:
    Kreis.objects.bulk_create(found.new_kreise)
    Gemeinde.objects.bulk_create(found.new, batch_size=BATCH)
    Gemeinde.objects.bulk_update(
        [row for _, row in found.renamed], ["name", "official_name", "name_key", "search_key"], batch_size=BATCH
    )
    Gemeinde.objects.bulk_update(found.moved, ["lat", "lon"], batch_size=BATCH)
    Gemeinde.objects.bulk_update([*found.ended, *found.back], ["valid_until", "successor"], batch_size=BATCH)
    Kreis.objects.bulk_update(found.ended_kreise, ["valid_until", "successor"])
    # People keep the name of a Gemeinde long after it was merged.
    Place.objects.bulk_create(
        Place(
            name=row.name, search_key=key(row.name), kind=PlaceKind.FORMER_GEMEINDE, gemeinde=row.successor,
            kreis=row.successor.kreis, lat=row.lat, lon=row.lon, valid_until=row.valid_until, source=REGISTER,
        )
        for row in found.ended
        if row.successor and row.successor.name_key != row.name_key
    )  # fmt: skip
