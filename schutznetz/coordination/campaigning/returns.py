"""Which addresses of functions nobody reads: counted for each function and address, until it is corrected."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max

from schutznetz.coordination.enums import DEAD_AFTER
from schutznetz.coordination.models import FunctionMail
from schutznetz.jobs.enums import MailState
from schutznetz.jobs.models import OutgoingMail
from schutznetz.networks.models import Network

# What our own server refuses for good; anything else that was refused is a fault of the mail.
FOR_GOOD = "5"


def collect(network: Network) -> None:
    """Write down which mails to functions were refused at once or came back: the outbox forgets earlier."""
    open_mails = {mail.pk: mail for mail in FunctionMail.objects.filter(network=network, returned_at=None)}
    for chunk in _chunks(list(open_mails)):
        for sent in OutgoingMail.objects.filter(pk__in=chunk).exclude(state=MailState.WAITING):
            refused = sent.state == MailState.REFUSED and sent.code.startswith(FOR_GOOD)
            when, code = (sent.returned_at, sent.returned_code) if sent.returned_at else (sent.finished_at, sent.code)
            if sent.returned_at or refused:
                FunctionMail.objects.filter(pk=sent.pk).update(returned_at=when, code=code)


def dead(network: Network) -> set[tuple[UUID, str]]:
    """Return functions and hashes of addresses that count as dead, in this network."""
    back = FunctionMail.objects.filter(network=network, returned_at__isnull=False)
    counted = back.values("function", "address_digest").annotate(times=Count("pk"), last=Max("returned_at"))
    return {(row["function"], row["address_digest"]) for row in counted if row["times"] >= DEAD_AFTER}


def _chunks(keys: list[UUID], size: int = 500) -> Iterable[list[UUID]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
