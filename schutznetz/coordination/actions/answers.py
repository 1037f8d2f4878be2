"""What somebody answers by the link of a mail: without a log-in, once, and only about what the link names.

Each answer is one of the function that was asked; no person is known here, and none is made up.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import Actor
from schutznetz.common.errors import DomainError
from schutznetz.coordination.access.answers import can_be_answered
from schutznetz.coordination.actions.campaigns import close_if_done
from schutznetz.coordination.enums import Answer
from schutznetz.coordination.mails.confirming import plain, title_of
from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, RequestedEntry
from schutznetz.directory.actions import confirm, report_mistake, say_gone
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import LONGEST_MISTAKE


@transaction.atomic
def confirm_named(link: ConfirmationLink) -> int:
    """Confirm everything that a link names and that still is as it was; returns how many entries."""
    rows = _held(link)
    entries = [row.entry for row in rows]
    confirm(entries, function=link.function_id, network=link.request.network_id, by=_actor(link))
    _answer(link, rows, Answer.CONFIRMED)
    return len(rows)


@transaction.atomic
def say_named_gone(link: ConfirmationLink, chosen: Iterable[UUID]) -> int:
    """Mark chosen entries of a link as over; the coordination decides about them."""
    rows = _held(link, chosen)
    for row in rows:
        say_gone(
            row.entry, function=link.function_id, network=link.request.network_id, by=_actor(link), now=timezone.now()
        )
    _answer(link, rows, Answer.GONE)
    return len(rows)


@transaction.atomic
def report_named(link: ConfirmationLink, chosen: Iterable[UUID], *, kind: MistakeKind, text: str) -> int:
    """Keep what is to change about chosen entries as a report for whoever keeps them."""
    rows = _held(link, chosen)
    if not rows:
        return 0
    offers = [row.offer for row in rows if row.offer]
    about = offers[0] if len(rows) == len(offers) == 1 else None
    report_mistake(
        organisation=link.request.organisation, offer=about, network=link.request.network, kind=kind,
        text=text if about else _with_titles(rows, text), told_at=timezone.now(),
    )  # fmt: skip
    _answer(link, rows, Answer.REPORTED)
    return len(rows)


def _with_titles(rows: Sequence[RequestedEntry], text: str) -> str:
    """Say which entries are meant, where a report is about several of a house; what was typed is never cut."""
    titles = f"Betrifft: {', '.join(sorted(plain(title_of(row.entry)) for row in rows))}"
    left = max(LONGEST_MISTAKE - len(text) - 2, 0)
    return f"{titles[:left]}\n{text}".strip()


def _held(link: ConfirmationLink, chosen: Iterable[UUID] | None = None) -> list[RequestedEntry]:
    """Read anew what can be answered, and hold it: the same link may be sent twice at the same moment."""
    if link.expires_at <= timezone.now():
        raise DomainError("Dieser Link ist abgelaufen.")
    ConfirmationRequest.objects.select_for_update(of=("self",)).get(pk=link.request_id)
    rows = link.request.entries.waiting().filter(named_at__lte=link.sent_at)
    if chosen is not None:
        rows = rows.filter(pk__in=list(chosen))
    rows = rows.select_related("offer__organisation", "contact_point__function__organisation").order_by("pk")
    return [row for row in rows if can_be_answered(row)]


def _answer(link: ConfirmationLink, rows: Sequence[RequestedEntry], answer: Answer) -> None:
    now = timezone.now()
    RequestedEntry.objects.filter(pk__in=[row.pk for row in rows]).update(answer=answer, answered_at=now)
    close_if_done(link.request, now)


def _actor(link: ConfirmationLink) -> Actor:
    return Actor(None, link.function_id)
