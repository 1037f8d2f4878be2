"""The campaign: asks every keeping function of a network whether its entries are still right.

May be repeated at any time and stopped at any moment: each function is a transaction of its own, and what is done
already is not done again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.db import transaction

from schutznetz.common.errors import DomainError
from schutznetz.coordination.campaigning import due, returns
from schutznetz.coordination.campaigning.due import Entry, Group
from schutznetz.coordination.campaigning.keepers import Address
from schutznetz.coordination.campaigning.moves import Dead, Move, next_move
from schutznetz.coordination.campaigning.steps import LINK_HOLDS
from schutznetz.coordination.enums import Answer, Reason, Step
from schutznetz.coordination.mails import confirming as mails
from schutznetz.coordination.models import (
    ConfirmationLink,
    ConfirmationRequest,
    FunctionMail,
    RequestedEntry,
    digest,
)
from schutznetz.directory.models import Offer
from schutznetz.networks.access import digest as hash_of_link
from schutznetz.networks.models import Network, Organisation


@dataclass(slots=True)
class Outcome:
    """Entries that are due; those about which a mail was written now; and the others, each with its reason."""

    due: int = 0
    mailed: int = 0
    mails: int = 0
    skipped: list[tuple[UUID, Reason]] = field(default_factory=list)

    def skip(self, entries: Iterable[Entry], reason: Reason) -> None:
        self.skipped += [(entry.pk, reason) for entry in entries]

    def as_json(self) -> dict[str, Any]:
        skipped = [{"id": str(entry), "reason": reason.value} for entry, reason in self.skipped]
        return {"due": self.due, "mailed": self.mailed, "skipped": skipped}


def run_campaign(network: Network, now: datetime, *, dry_run: bool = False) -> Outcome:
    """Ask everybody whose turn it is; ``dry_run`` only says who that would be."""
    if not dry_run:
        returns.collect(network)
    outcome, dead = Outcome(), returns.dead(network)
    groups = due.groups(network, now)
    requests = {request.keeper_id or request.organisation_id: request for request in _open(network)}
    for group in groups:
        outcome.due += len(group.entries) + len(group.held)
        for entry, reason in group.held:
            outcome.skip([entry], reason)
        if dry_run:
            _count(outcome, group, next_move(requests.get(group.key), group.keeper, dead, now))
        else:
            _advance(network, group, dead, now, outcome)
    if not dry_run:
        with_work = {group.key for group in groups}
        for key in requests.keys() - with_work:
            _settle(requests[key], [], now)
    return outcome


def _open(network: Network) -> Iterable[ConfirmationRequest]:
    return ConfirmationRequest.objects.filter(network=network, closed_at=None)


@transaction.atomic
def _advance(network: Network, group: Group, dead: Dead, now: datetime, outcome: Outcome) -> None:
    """Bring one function a step on, if it is time for one."""
    request = _settle(_held(network, group), group.entries, now)
    if not group.entries:
        return
    move = next_move(request, group.keeper, dead, now)
    if move.step is not None:
        try:
            with transaction.atomic():
                _take(network, group, request, move, now)
        except DomainError:
            # The outbox says that this is no address at all.
            move = Move(Step.COORDINATION, reason=Reason.NO_ADDRESS)
            _take(network, group, request, move, now)
    elif request and request.step == Step.COORDINATION:
        _name(request, group.entries, now)
    _count(outcome, group, move)


def _count(outcome: Outcome, group: Group, move: Move) -> None:
    if move.address:
        outcome.mailed += len(group.entries)
        outcome.mails += bool(group.entries)
    else:
        outcome.skip(group.entries, move.reason or Reason.COORDINATION)


def _held(network: Network, group: Group) -> ConfirmationRequest | None:
    """Read the open request anew and hold it: two campaigns may run at the same moment."""
    found = ConfirmationRequest.objects.select_for_update().filter(network=network, closed_at=None)
    keeper = group.keeper
    whose = {"keeper": keeper.function} if keeper.function else {"keeper": None, "organisation": keeper.organisation}
    return found.filter(**whose).first()


def _settle(request: ConfirmationRequest | None, entries: Sequence[Entry], now: datetime) -> ConfirmationRequest | None:
    """Let go of what was confirmed, changed or hidden meanwhile; a request without anything left is over."""
    if request is None:
        return None
    still = {entry.pk for entry in entries}
    waiting = request.entries.waiting().select_related("offer", "contact_point")
    gone = [row.pk for row in waiting if row.entry.pk not in still or not row.is_as_named()]
    RequestedEntry.objects.filter(pk__in=gone).update(answer=Answer.LEFT, answered_at=now)
    return None if close_if_done(request, now) else request


def close_if_done(request: ConfirmationRequest, now: datetime) -> bool:
    """Close a request that nobody has to answer any more."""
    if request.entries.waiting().exists():
        return False
    ConfirmationRequest.objects.filter(pk=request.pk, closed_at=None).update(closed_at=now)
    return True


def _take(network: Network, group: Group, request: ConfirmationRequest | None, move: Move, now: datetime) -> None:
    """Take a step: write it down, and the mail with it, in one transaction."""
    if request and move.begins_anew:
        request.entries.waiting().update(answer=Answer.LEFT, answered_at=now)
        close_if_done(request, now)
        request = None
    step = move.step or Step.COORDINATION
    stuck = move.reason if step == Step.COORDINATION and move.reason != Reason.COORDINATION else None
    if request is None:
        request = ConfirmationRequest(
            network=network, organisation_id=group.keeper.organisation, keeper_id=group.keeper.function, started_at=now
        )
    request.step, request.stepped_at, request.stuck = step, now, stuck or ""
    request.save()
    _name(request, group.entries, now)
    if move.address:
        _write(request, group, move.address, now)


def _name(request: ConfirmationRequest, entries: Sequence[Entry], now: datetime) -> None:
    """Add what has become due since."""
    known = {row.entry.pk for row in request.entries.waiting().select_related("offer", "contact_point")}
    RequestedEntry.objects.bulk_create([
        RequestedEntry(
            request=request, named_at=now, offer=entry if isinstance(entry, Offer) else None,
            contact_point=None if isinstance(entry, Offer) else entry,
        )
        for entry in entries
        if entry.pk not in known
    ])  # fmt: skip


def _write(request: ConfirmationRequest, group: Group, address: Address, now: datetime) -> None:
    token, until = token_urlsafe(32), now + LINK_HOLDS
    mail = mails.ask(
        to=address.email, network=request.network, entries=group.entries, step=Step(request.step), token=token,
        house=Organisation.objects.values_list("name", flat=True).get(pk=group.keeper.organisation),
        until=until, key=f"confirm:{request.pk}:{int(request.step)}",
    )  # fmt: skip
    ConfirmationLink.objects.create(
        request=request, function_id=address.function, step=request.step, token_hash=hash_of_link(token),
        sent_at=now, expires_at=until,
    )  # fmt: skip
    remember_mail(mail.pk, address.function, address.email, network=request.network_id, now=now)


def remember_mail(mail: UUID, function: UUID, email: str, *, network: UUID, now: datetime) -> None:
    """Keep to which function a mail went, so that it counts if it comes back."""
    values = {"function_id": function, "network_id": network, "address_digest": digest(email), "posted_at": now}
    FunctionMail.objects.get_or_create(mail=mail, defaults=values)
