"""To whom records are told: everybody, or whoever holds a key, who also gets what is for its networks only (ADR 0031).

An entry for the network only is for every network in which its organisation is an active partner: the rule that holds
for names and rights. The confidential tier is for nobody, and no audience has a word for it (R50).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models import GoneNotice
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Partnership


@dataclass(frozen=True, slots=True)
class Audience:
    """``networks`` are those whose own entries it sees beside the public ones; for everybody there is none."""

    networks: frozenset[UUID] = frozenset()

    @property
    def is_everybody(self) -> bool:
        return not self.networks


EVERYBODY = Audience()


def offers_for(audience: Audience) -> Q:
    """Return the condition under which an offer is told."""
    public = Q(visibility=Visibility.PUBLIC)
    return public if audience.is_everybody else public | _inside(audience, "", "organisation", "offer")


def points_for(audience: Audience, way: str = "") -> Q:
    """Return the condition under which a contact point is told; ``way`` leads to it from what is asked."""
    public = Q(**{f"{way}visibility": Visibility.PUBLIC})
    return public if audience.is_everybody else public | inside_points(audience, way)


def inside_points(audience: Audience, way: str = "") -> Q:
    """Return the condition under which a contact point is told to this audience and not to everybody."""
    return _inside(audience, way, "function__organisation", "contact_point")


def _inside(audience: Audience, way: str, owner: str, kind: str) -> Q:
    """What was taken out of the directory has the visibility of the network, too, but is shown to nobody."""
    partners = Partnership.objects.active().filter(
        network__in=audience.networks, organisation=OuterRef(f"{way}{owner}")
    )
    taken_out = GoneNotice.objects.filter(outcome=GoneOutcome.TAKEN_OUT, **{kind: OuterRef(f"{way}pk")})
    return Q(**{f"{way}visibility": Visibility.NETWORK}) & Exists(partners) & ~Exists(taken_out)
