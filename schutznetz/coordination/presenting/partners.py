"""Partners, as the coordination sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format

from schutznetz.networks.enums import NEXT_STATES, PartnershipState, PartnerType
from schutznetz.networks.models import Organisation, Partnership
from schutznetz.ui.components import Fact, Link

# The step that leads to a state, as the coordination says it.
STEPS = {
    PartnershipState.INVITED: "Noch einmal einladen",
    PartnershipState.AGREED: "Hat zugesagt",
    PartnershipState.ACTIVE: "Arbeitet ab heute mit",
    PartnershipState.DORMANT: "Ruhen lassen",
}
# What a step takes away, said before it is done.
NOTES = {
    PartnershipState.DORMANT: "Arbeitet die Einrichtung eine Zeit lang nicht mit? Wenn sie ruht, ist sie nicht als "
    "Partner zu sehen, und niemand handelt für sie, bis Sie „Arbeitet ab heute mit“ wählen.",
}
MEANS = {
    PartnershipState.INVITED: "Sie haben gefragt, eine Antwort steht noch aus. Öffentlich ist noch nichts zu sehen.",
    PartnershipState.AGREED: "Die Einrichtung will mitmachen. Öffentlich ist noch nichts zu sehen.",
    PartnershipState.ACTIVE: "Die Einrichtung steht im Portal, und ihre Funktionen können handeln.",
    PartnershipState.DORMANT: "Die Einrichtung ist nicht mehr als Partner zu sehen, und niemand handelt für sie, "
    "bis sie wieder mitarbeitet.",
    PartnershipState.LEFT: "Die Einrichtung ist nicht mehr Partner. Niemand handelt für sie.",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Partners of one type."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Step:
    state: str
    text: str
    note: str = ""


def shelves(partnerships: Iterable[Partnership]) -> list[Shelf]:
    """Put partners that come by type under the name of their type."""
    return [
        Shelf(str(PartnerType(kind).label), tuple(_link(each) for each in group))
        for kind, group in groupby(partnerships, key=lambda each: each.partner_type)
    ]


def _link(partnership: Partnership) -> Link:
    towns = ", ".join(dict.fromkeys(site.town for site in partnership.organisation.sites.all() if site.town))
    said = " · ".join(filter(None, [state_of(partnership), towns]))
    return Link(partnership.organisation.name, page_of(partnership.organisation), said)


def page_of(organisation: Organisation) -> str:
    return reverse("coordination:partner", args=[organisation.pk])


def state_of(partnership: Partnership) -> str:
    """Say where a partnership stands and since when: "ausgeschieden am 3. Juli 2026"."""
    state = PartnershipState(partnership.state)
    if state is PartnershipState.LEFT and partnership.valid_until:
        return f"ausgeschieden am {_day(partnership.valid_until)}"
    # The row knows one beginning: of the work, or before it of the asking.
    since = {PartnershipState.ACTIVE: ", Partner seit ", PartnershipState.DORMANT: ", Partner seit "}
    return f"{state.label}{since.get(state, ', eingetragen am ')}{_day(partnership.valid_from)}"


def _day(day: date) -> str:
    return date_format(day, "j. F Y")


def facts_of(partnership: Partnership, *, has_steward: bool) -> tuple[Fact, ...]:
    kept = (Fact("Eintragspflege", "ist besetzt" if has_steward else "noch niemand"),) if partnership.is_active else ()
    return (
        Fact("Partnertyp", str(PartnerType(partnership.partner_type).label)),
        Fact("Stand", state_of(partnership)),
        *kept,
    )


def steps_of(partnership: Partnership) -> list[Step]:
    """Return what can come next, the likeliest first; leaving has a page of its own."""
    return [
        Step(state.value, STEPS[state], NOTES.get(state, ""))
        for state in NEXT_STATES[PartnershipState(partnership.state)]
    ]


def earlier(partnerships: Iterable[Partnership]) -> list[str]:
    return [
        f"{_day(each.valid_from)} bis {_day(each.valid_until)}" for each in partnerships if each.valid_until is not None
    ]
