"""Which place somebody meant: for pages, and for whoever chooses what is printed or given out as a file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from schutznetz.networks.models import Network
from schutznetz.regions import access as regions
from schutznetz.regions.access import FoundPlace

PLZ_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What somebody typed as a place, and all that it can mean."""

    text: str
    found: tuple[FoundPlace, ...]

    @classmethod
    def of(cls, text: str, network: Network | None = None) -> "Whereabouts":
        """Find all meanings; inside a network those in its Kreis, if there are any."""
        found = tuple(regions.find_places(text)) if text else ()
        here = tuple(place for place in found if network and place.kreis.ags == network.kreis_id)
        return cls(text, here or found)

    @property
    def is_unknown(self) -> bool:
        return bool(self.text) and not self.found

    @property
    def is_unknown_plz(self) -> bool:
        return self.is_unknown and len(self.text) == PLZ_DIGITS and self.text.isdecimal()

    @property
    def is_ambiguous(self) -> bool:
        """Several places far apart; one PLZ that reaches into several Gemeinden is one place to search around."""
        return len(self.found) > 1 and len({place.plz for place in self.found} - {""}) != 1

    @property
    def only(self) -> FoundPlace | None:
        return self.found[0] if self.found and not self.is_ambiguous else None

    @property
    def label(self) -> str:
        """Name the place back, with its Gemeinde: "09119 Chemnitz", "01796 Dohma, Pirna oder Struppen"."""
        if self.only is None:
            return self.text
        names = [place.gemeinde.name for place in self.found if place.gemeinde]
        if not self.only.plz or len(names) < 2:
            return self.only.label
        said = {"plz": self.only.plz, "names": ", ".join(names[:-1]), "last": names[-1]}
        return _("%(plz)s %(names)s oder %(last)s") % said
