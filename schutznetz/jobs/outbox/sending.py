"""Sends what is due: one mail after the other, each leased, handed over and marked for itself."""

import logging
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from schutznetz.common.backoff import pause
from schutznetz.jobs.enums import MailState
from schutznetz.jobs.models import Letter, MailQuerySet, OutgoingMail
from schutznetz.jobs.outbox import relay
from schutznetz.jobs.outbox.delivery import Answer, Courier, Unreachable, Verdict

# A worker is stopped after so long, and begins no mail after so long: other jobs wait for it.
TIMEOUT = timedelta(seconds=60)
ENOUGH = timedelta(seconds=20)
# Longer than a worker may take: nobody else sends the mail meanwhile, and soon after its death somebody does.
LEASE = TIMEOUT + timedelta(seconds=10)
# A mail that the server puts off is tried for so long, at last every ten minutes.
PATIENCE = timedelta(days=5)
LONGEST_PAUSE = timedelta(minutes=10)
# So many mails in a row upset the server: it is the server, not the mails.
TOO_MUCH_TROUBLE = 3
# Stands where the server's answer will stand, until there is one.
NO_ANSWER = "WorkerDied"
MINUTE = timedelta(minutes=1)

logger = logging.getLogger(__name__)


def send_due() -> datetime | None:
    """Send what is due, as far as the server, the limit for a minute and the time allow; say when to come again."""
    now = timezone.now()
    _give_up(OutgoingMail.objects.due(now).filter(code=NO_ANSWER), now, NO_ANSWER)
    if not relay.rests_until(now) and OutgoingMail.objects.due(now).exists():
        courier = Courier()
        try:
            _send_many(courier)
        except Unreachable as error:
            _server_failed(error.code)
        finally:
            courier.close()
    return _come_again(timezone.now())


def _send_many(courier: Courier) -> None:
    trouble, until = 0, time.monotonic() + ENOUGH.total_seconds()
    while time.monotonic() < until and _allowance(timezone.now()) > 0:
        if not OutgoingMail.objects.due(timezone.now()).exists():
            return
        # Before a mail is taken: a server that is down is not a try of any mail.
        courier.open()
        letter = take(timezone.now())
        if letter is None:
            continue
        verdict = courier.deliver(letter)
        note(letter.mail, verdict)
        if verdict.answer != Answer.TROUBLE:
            trouble = 0
            relay.works()
        elif (trouble := trouble + 1) == TOO_MUCH_TROUBLE:
            raise Unreachable(verdict.code)


def take(now: datetime) -> Letter | None:
    """Lease the next mail, or nothing if another worker was faster."""
    mail = OutgoingMail.objects.due(now).select_related("letter").first()
    if mail is None:
        return None
    unchanged = OutgoingMail.objects.waiting().filter(pk=mail.pk, tries=mail.tries, due=mail.due)
    mail.tries += 1
    # A mail whose workers die gets longer leases too: it kills ever fewer.
    lease = max(LEASE, pause(mail.tries, LONGEST_PAUSE))
    taken = unchanged.update(tries=mail.tries, tried_at=now, due=now + lease, code=NO_ANSWER)
    return mail.letter if taken else None


def note(mail: OutgoingMail, verdict: Verdict) -> None:
    """Write down, at once and for this mail alone, what the server said."""
    now = timezone.now()
    mine = OutgoingMail.objects.waiting().filter(pk=mail.pk)
    if verdict.answer == Answer.ACCEPTED:
        mine.update(state=MailState.SENT, finished_at=now, code="")
        return
    logger.warning("Mail %s (%s), Versuch %s: %s", mail.pk, mail.kind, mail.tries, verdict.code)
    if verdict.answer == Answer.REFUSED:
        mine.update(state=MailState.REFUSED, finished_at=now, code=verdict.code)
    elif mail.created_at < now - PATIENCE:
        mine.update(state=MailState.GIVEN_UP, finished_at=now, code=verdict.code)
    else:
        mine.filter(tries=mail.tries).update(due=now + pause(mail.tries, LONGEST_PAUSE), code=verdict.code)


def _server_failed(code: str) -> None:
    now = timezone.now()
    logger.warning("Der Mailserver nimmt nichts an: %s", code)
    relay.failed(now, code)
    _give_up(OutgoingMail.objects.due(now), now, code)


def _give_up(mails: MailQuerySet, now: datetime, code: str) -> None:
    """Close those of these mails that have waited for too long."""
    too_old = mails.filter(created_at__lt=now - PATIENCE)
    if number := too_old.update(state=MailState.GIVEN_UP, finished_at=now, code=code):
        logger.warning("%s Mails aufgegeben, nach %s Tagen: %s", number, PATIENCE.days, code)


def _allowance(now: datetime) -> int:
    """Return how many mails may still leave in this minute, whoever sends them."""
    return int(settings.MAILS_PER_MINUTE) - _recent(now).count()


def _recent(now: datetime) -> MailQuerySet:
    return OutgoingMail.objects.filter(tried_at__gt=now - MINUTE)


def _come_again(now: datetime) -> datetime | None:
    """Return when there is something to do: a mail is due, the server may be asked, the minute is over."""
    first = OutgoingMail.objects.waiting().order_by("due").values_list("due", flat=True).first()
    if first is None:
        return None
    moments = [first, relay.rests_until(now) or now]
    if _allowance(now) <= 0:
        oldest = _recent(now).aggregate(oldest=Min("tried_at"))["oldest"]
        moments.append((oldest or now) + MINUTE)
    return max(moments)
