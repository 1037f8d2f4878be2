"""The frame around a page: whose portal it is, and which place somebody meant."""

from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from django.conf import settings

from schutznetz.directory.presenting.entries import portal_url
from schutznetz.networks.models import Network
from schutznetz.regions import access as regions
from schutznetz.regions.access import FoundPlace
from schutznetz.ui.components import Accent, Page


def frame(network: Network | None) -> Page:
    """Return the frame of a page: of a network's portal, or of the whole installation."""
    if network is None:
        return Page.default(example=settings.IS_DEMO)
    page = Page.default(example=network.kreis.is_example)
    return replace(page, brand=network.name, home=portal_url(network, "start"), accent=cast("Accent", network.accent))


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
        return f"{self.only.plz} {', '.join(names[:-1])} oder {names[-1]}"


def address(path: str, **parameters: object) -> str:
    """Return ``path`` with the parameters that have a value."""
    given = {name: value for name, value in parameters.items() if value not in ("", None)}
    return f"{path}?{urlencode(given)}" if given else path
