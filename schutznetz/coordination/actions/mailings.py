"""Writing to many functions at once: drafted, looked at, sent once; nobody gets it twice (R57)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from schutznetz.audit.actions import About, record
from schutznetz.common.errors import DomainError
from schutznetz.coordination import events
from schutznetz.coordination.access.mailings import key_of, recipients
from schutznetz.coordination.enums import MailingState
from schutznetz.coordination.mails import mailings as mails
from schutznetz.coordination.models import FunctionMail, Mailing, Unsubscribed, digest
from schutznetz.coordination.presenting.mailings import Recipients, Subscription
from schutznetz.jobs.queue import named
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Acting

# Few enough to hold SQLite's only write lock for a moment.
BATCH = 50
DRAFT_HOLDS = timedelta(days=1)


@transaction.atomic
def draft_mailing(network: Network, by: Acting, **said: Any) -> Mailing:
    """Keep a text and whom it is for, so that somebody can look at it before it goes."""
    return Mailing.objects.create(network=network, written_by_id=by.function, **said)


@transaction.atomic
def send_mailing(mailing: Mailing, by: Acting) -> Recipients:
    """Send a draft. The outbox gets its mails from a job, so that no page waits for a thousand of them."""
    held = Mailing.objects.select_for_update(of=("self",)).select_related("network", "gemeinde").get(pk=mailing.pk)
    if held.state == MailingState.SENT:
        raise DomainError("Dieses Rundschreiben ist schon verschickt. Es geht an niemanden ein zweites Mal.")
    to = recipients(held)
    if not to.functions:
        raise DomainError("Zu dieser Auswahl gibt es niemanden mit einer E-Mail-Adresse. Wählen Sie weiter aus.")
    held.state, held.sent_at = MailingState.SENT, timezone.now()
    held.addressed, held.unsubscribed, held.dead = len(to.functions), to.unsubscribed, to.dead
    held.save(update_fields=["state", "sent_at", "addressed", "unsubscribed", "dead"])
    record(events.MAILING_SENT, network=held.network_id, by=by.actor, about=About("mailing", held.pk))
    named("coordination.post_mailing").enqueue(mailing=str(held.pk))
    return to


def post_mailing(mailing: Mailing) -> int:
    """Hand the mails of a mailing to the outbox; returns how many. Whatever was handed over stays handed over.

    May happen again after a crash: the key of each mail names mailing and function, and the outbox takes it once.
    """
    functions = recipients(mailing).functions
    for start in range(0, len(functions), BATCH):
        _post(mailing, functions[start : start + BATCH])
    return len(functions)


@transaction.atomic
def _post(mailing: Mailing, functions: Sequence[Function]) -> None:
    now = timezone.now()
    for function in functions:
        email = function.contact_point.email
        key = key_of(mailing.network_id, function.pk)
        posted = mails.mailing(mailing, email, key, f"mailing:{mailing.pk}:{function.pk}")
        values = {"function": function, "network_id": mailing.network_id}
        # So that a mail that comes back counts against this address.
        FunctionMail.objects.get_or_create(
            mail=posted, defaults={**values, "address_digest": digest(email), "posted_at": now}
        )


@transaction.atomic
def unsubscribe(subscription: Subscription) -> None:
    """Write to a function no more, in one network; said twice it is the same."""
    Unsubscribed.objects.get_or_create(network=subscription.network, function=subscription.function)


def forget_drafts(now: datetime) -> int:
    """Delete what was drafted and never sent; returns how many."""
    return Mailing.objects.filter(state=MailingState.DRAFT, created_at__lt=now - DRAFT_HOLDS).delete()[0]
