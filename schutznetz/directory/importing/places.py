"""Where a record lies: the Gemeinde and Kreis of its address, asked once for each PLZ and town."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from schutznetz.directory.importing.findings import Log
from schutznetz.directory.importing.folding import key
from schutznetz.directory.importing.record import Record
from schutznetz.directory.importing.values.address import Address
from schutznetz.regions import access as regions
from schutznetz.regions.models import Gemeinde, Kreis

SHOWN_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Place:
    gemeinde: str | None = None
    kreis: str | None = None


NOWHERE = Place()


@dataclass(slots=True)
class Places:
    """Resolves addresses and remembers the answers for one list."""

    found: dict[tuple[str, str, str], regions.Location] = field(default_factory=dict)
    kreise: dict[str, bool] = field(default_factory=dict)
    towns: dict[str, regions.Location] = field(default_factory=dict)

    def of(self, record: Record, log: Log) -> Place:
        """Return the place of a record; what is not certain is named in the log and left out."""
        kreis = self._stated_kreis(record, log)
        if record.protected:
            return Place(None, kreis or self._kreis_of(record.protected.address))
        address = record.address
        if not address.plz and not address.ort:
            return Place(None, kreis)
        location = self._locate(address)
        if location.gemeinde is not None and location.is_certain:
            self._report_contradiction(record, location.gemeinde, log)
            return Place(location.gemeinde.pk, location.gemeinde.kreis_id)
        candidates = [gemeinde for gemeinde in location.candidates if kreis in {None, gemeinde.kreis_id}]
        if kreis and len(candidates) == 1:
            return Place(candidates[0].pk, kreis)
        self._report(record, location, log)
        return Place(None, kreis or (location.kreis.pk if location.kreis else None))

    def _kreis_of(self, address: Address) -> str | None:
        """A protected place keeps its Kreis, so that people find it; nothing nearer, and no word in the log."""
        if not address.plz and not address.ort:
            return None
        location = self._locate(address)
        return location.kreis.pk if location.kreis else None

    def _locate(self, address: Address) -> regions.Location:
        short = (address.plz, address.ort, "")
        if short not in self.found:
            self.found[short] = regions.locate(address.plz, address.ort)
        location = self.found[short]
        if location.is_certain or not address.ortsteil:
            return location
        full = (address.plz, address.ort, address.ortsteil)
        if full not in self.found:
            self.found[full] = regions.locate(*full)
        return self.found[full]

    def _stated_kreis(self, record: Record, log: Log) -> str | None:
        if not record.kreis:
            return None
        if record.kreis not in self.kreise:
            self.kreise[record.kreis] = Kreis.objects.filter(pk=record.kreis).exists()
        if self.kreise[record.kreis]:
            return record.kreis
        text = "Diesen Kreisschlüssel kennt das Verzeichnis nicht. Bitte prüfen Sie die fünf Ziffern."
        log.remark(record.where, "kreis", text, field="kreis", value=record.kreis)
        return None

    def _report_contradiction(self, record: Record, gemeinde: Gemeinde, log: Log) -> None:
        """A PLZ decides alone; but if the town is surely another one, one of the two is mistyped."""
        town = record.address.ort
        if (
            not record.address.plz
            or not town
            or key(town) in key(gemeinde.official_name)
            or key(gemeinde.name) in key(town)
        ):
            return
        if town not in self.towns:
            self.towns[town] = regions.locate("", town)
        named = self.towns[town].gemeinde
        if named is not None and named.kreis_id != gemeinde.kreis_id and self.towns[town].is_certain:
            text = f"Die PLZ gehört zu {gemeinde}, der Ort heißt aber {named}. Es gilt die PLZ; bitte prüfen Sie."
            log.remark(record.where, "place_contradiction", text, field="plz", value=f"{record.address.plz} {town}")

    def _report(self, record: Record, location: regions.Location, log: Log) -> None:
        value = f"{record.address.plz} {record.address.ort}".strip()
        if not location.candidates:
            text = (
                "Diesen Ort kennt das Verzeichnis nicht; der Eintrag hat so keinen Kreis. Bitte prüfen Sie PLZ und Ort."
            )
            log.remark(record.where, "place_unknown", text, field="plz", value=value)
            return
        names = ", ".join(str(gemeinde) for gemeinde in location.candidates[:SHOWN_CANDIDATES])
        text = f"PLZ und Ort passen zu mehreren Gemeinden ({names}). Bitte ergänzen Sie den Ort."
        log.remark(record.where, "place_ambiguous", text, field="town", value=value)


def resolve(records: Iterable[Record], log: Log) -> list[Place]:
    places = Places()
    return [places.of(record, log) for record in records]
