"""Write an entry, in the transaction of the act: what cannot be recorded does not happen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schutznetz.audit import events
from schutznetz.audit.chaining import hashing, heads
from schutznetz.audit.enums import Obligation, Result
from schutznetz.audit.events import SEALED, Event
from schutznetz.audit.models import Entry, Seal
from schutznetz.common import rows

SESSION = re.compile(r"[0-9a-f]{0,64}")
KIND = re.compile(r"[a-z]{1,40}")
# Which part of something was opened. Cases will have three; so far nothing has parts.
SCOPES = frozenset({""})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which function. ``session`` is the keyed hash of a session, never its key; empty for commands."""

    person: UUID | None
    function: UUID | None
    session: str = ""


OPERATOR = Actor(None, None)


@dataclass(frozen=True, slots=True)
class About:
    """What was acted upon: the name of a model in lower case ("membership") and the key of a row."""

    kind: str
    id: UUID


def record(
    event: Event,
    *,
    network: UUID | None,
    by: Actor,
    about: About | None = None,
    result: Result = Result.DONE,
    ground: str = "",
    scope: str = "",
    obligations: Iterable[Obligation] = (),
) -> Entry:
    """Append to the chain of a network, or without one to that of the platform; whatever goes wrong is raised."""
    _check(event, by, about, ground, scope)
    entry = Entry(
        network=network,
        person=by.person, function=by.function, session=by.session,
        event=event.code, about_kind=about.kind if about else "", about_id=about.id if about else None,
        scope=scope, ground=ground, result=Result(result),
        obligations=" ".join(sorted({Obligation(obligation).value for obligation in obligations})),
    )  # fmt: skip
    with rows.chain(network):
        _append(entry)
    return entry


def _append(entry: Entry) -> None:
    head = heads.hold(entry.network)
    entry.seq, entry.prev_hash, entry.utc = head.seq + 1, head.hash, timezone.now()
    entry.hash = hashing.digest({name: getattr(entry, name) for name in hashing.COLUMNS}, head.hash)
    entry.save()


@dataclass(frozen=True, slots=True)
class Past:
    """An act of an example's past."""

    utc: datetime
    by: Actor
    about: About


@transaction.atomic
def begin_history(event: Event, network: UUID, acts: Iterable[Past]) -> None:
    """Begin the chain of an example with what shall have happened there; nobody can add to a chain's past later.

    Raises ``ValueError`` for a chain that has begun, and for acts that lie ahead.
    """
    head = heads.hold(network)
    if head.seq:
        raise ValueError("This chain has begun: what happened before can no longer be written.")
    before, entries = head.hash, []
    for seq, act in enumerate(sorted(acts, key=lambda act: act.utc), start=1):
        _check(event, act.by, act.about, "", "")
        entry = Entry(
            network=network, person=act.by.person, function=act.by.function, session=act.by.session,
            event=event.code, about_kind=act.about.kind, about_id=act.about.id, result=Result.DONE,
            seq=seq, prev_hash=before, utc=act.utc,
        )  # fmt: skip
        before = entry.hash = hashing.digest({name: getattr(entry, name) for name in hashing.COLUMNS}, before)
        entries.append(entry)
    if entries and entries[-1].utc > timezone.now():
        raise ValueError("What lies ahead has not happened.")
    Entry.objects.bulk_create(entries)


def seal(limit: datetime) -> int:
    """Delete the closed segments that ended before a moment, chain by chain; returns the number of entries."""
    chains = Entry.objects.outlived(limit).order_by("network").values_list("network", flat=True).distinct()
    return sum(_seal_chain(network, limit) for network in chains)


@transaction.atomic
def _seal_chain(network: UUID | None, limit: datetime) -> int:
    heads.hold(network)
    old = Entry.objects.of_chain(network).outlived(limit)
    last = old.order_by("-seq").first()
    if last is None:
        return 0
    kept = Seal.objects.create(network=network, seq=last.seq, hash=last.hash, utc=timezone.now())
    record(SEALED, network=network, by=OPERATOR, about=About("seal", kept.id))
    return Entry.objects.of_chain(network).filter(seq__lte=last.seq).purge()


def _check(event: Event, by: Actor, about: About | None, ground: str, scope: str) -> None:
    """Let nothing in that could be a text."""
    if not events.is_declared(event):
        raise ValueError(f"{event.code} is not declared: use event() in an events.py.")
    if not event.knows(ground):
        raise ValueError(f"{event.code} has no ground {ground!r}.")
    if scope not in SCOPES:
        raise ValueError(f"There is no scope {scope!r}.")
    if not SESSION.fullmatch(by.session):
        raise ValueError("A session is recorded by its keyed hash only.")
    if about is not None and not KIND.fullmatch(about.kind):
        raise ValueError(f"{about.kind!r} is no model in lower case.")
