"""Acts for the tests: two kinds, one of them with a closed list of grounds; a clock; a hand that tampers."""

from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.utils import timezone

from schutznetz.audit.actions import About, Actor, record
from schutznetz.audit.events import event
from schutznetz.audit.models import Entry, Seal
from tests.triggers import triggers_off

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


@contextmanager
def at(monkeypatch, moment):
    """As if it were another time."""
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        yield


def seal_raw(seq: int, network: UUID | None = NETWORK) -> Seal:
    """Write a seal without deleting anything."""
    entry = Entry.objects.of_chain(network).filter(seq=seq).first()
    return Seal.objects.create(network=network, seq=seq, hash=entry.hash if entry else "1" * 64, utc=timezone.now())


def tamper(*statements: str) -> None:
    """Change the log as somebody does who owns the database: without triggers, unique numbers and models."""
    with triggers_off(connection), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
