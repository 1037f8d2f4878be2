"""What a run of showing knows beforehand: our catalogues, and the keys of places; each place is asked for once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schutznetz.directory.enums import Area
from schutznetz.directory.importing.types import TypeWords
from schutznetz.directory.models import Offer, OfferType
from schutznetz.exchange.mapping import terms
from schutznetz.regions.access import Location
from schutznetz.regions.models import Gemeinde, Kreis, Land


@dataclass(slots=True)
class Known:
    """``meanings`` are our terms by the key that every Schutznetz gives them: (catalogue, code).

    ``help_lines`` are the numbers that reach the whole country and are kept here: every directory has them.
    """

    types: TypeWords
    meanings: Mapping[str, tuple[str, str]]
    laender: Mapping[str, str]
    help_lines: frozenset[str]
    locate: Callable[[str, str], Location]
    _gemeinden: dict[str, str] = field(default_factory=dict)
    _kreise: dict[str, bool] = field(default_factory=dict)
    _places: dict[tuple[str, str], tuple[str | None, str | None]] = field(default_factory=dict)

    @classmethod
    def load(cls, types: TypeWords, locate: Callable[[str, str], Location]) -> "Known":
        names = {terms.taxonomy(name)["id"]: name for name in terms.NAMES}
        found = terms.terms(OfferType.objects.order_by("position"))
        meanings = {term["id"]: (names[term["taxonomy_id"]], term["code"]) for term in found}
        lines = Offer.objects.at_home().exclude(area=Area.LOCAL)
        numbers = lines.values_list("contact_point__phone_numbers__number", flat=True)
        laender = dict(Land.objects.values_list("iso", "pk"))
        return cls(types, meanings, laender, frozenset(filter(None, numbers)), locate)

    def kreis_of(self, gemeinde: str) -> str:
        """Return the Kreis of a Gemeinde of the register; nothing for a key that it does not know."""
        if gemeinde not in self._gemeinden:
            found = Gemeinde.objects.filter(pk=gemeinde).values_list("kreis", flat=True).first()
            self._gemeinden[gemeinde] = found or ""
        return self._gemeinden[gemeinde]

    def has_kreis(self, key: str) -> bool:
        if key not in self._kreise:
            self._kreise[key] = Kreis.objects.filter(pk=key).exists()
        return self._kreise[key]

    def place_of(self, plz: str, town: str) -> tuple[str | None, str | None]:
        """Return Gemeinde and Kreis of a postal address, as far as they are certain."""
        if (plz, town) not in self._places:
            found = self.locate(plz, town)
            gemeinde = found.gemeinde if found.is_certain else None
            self._places[plz, town] = (gemeinde.pk if gemeinde else None, found.kreis.pk if found.kreis else None)
        return self._places[plz, town]
