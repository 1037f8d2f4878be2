"""Acts for the tests: two kinds, one of them with a closed list of grounds."""

from uuid import UUID

from schutznetz.audit.actions import About, Actor, record
from schutznetz.audit.events import event
from schutznetz.audit.models import Entry

NETWORK = UUID("11111111-1111-4111-8111-111111111111")
OTHER = UUID("22222222-2222-4222-8222-222222222222")
PERSON = UUID("33333333-3333-4333-8333-333333333333")
FUNCTION = UUID("44444444-4444-4444-8444-444444444444")
THING = UUID("55555555-5555-4555-8555-555555555555")

INVITED = event("sample.invited", "hat eine Einladung verschickt")
ENDED = event(
    "sample.ended", "hat eine Mitgliedschaft beendet: {ground}", [("moved", "Wechsel"), ("left", "Ausscheiden")]
)

LEAD = Actor(PERSON, FUNCTION, "ab" * 32)


def act(network: UUID | None = NETWORK, times: int = 1) -> Entry:
    """Record acts that differ; returns the last entry."""
    for number in range(times):
        entry = record(INVITED, network=network, by=LEAD, about=About("invitation", UUID(int=number)))
    return entry
