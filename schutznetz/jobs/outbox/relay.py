"""Remembers that the mail server fails, for all workers: then it is asked now and then, not once for each mail."""

from datetime import datetime, timedelta

from django.db import transaction

from schutznetz.common.backoff import pause
from schutznetz.jobs.models import MailRelay

# When the server is back, mails leave after so long at the latest.
LONGEST_PAUSE = timedelta(minutes=5)
ONLY = 1


def rests_until(now: datetime) -> datetime | None:
    """Return when the server may be asked again, or nothing if it may be asked now."""
    return MailRelay.objects.filter(next_try__gt=now).values_list("next_try", flat=True).first()


def failed(now: datetime, code: str) -> None:
    """Let the server rest, longer each time."""
    with transaction.atomic():
        first = {"failing_since": now, "next_try": now, "code": code}
        row, _ = MailRelay.objects.select_for_update().get_or_create(pk=ONLY, defaults=first)
        # Another worker may have asked at the same moment: that was the same failure.
        if row.next_try > now:
            return
        row.failures, row.code = row.failures + 1, code
        row.next_try = now + pause(row.failures, LONGEST_PAUSE)
        row.save()


def works() -> None:
    if MailRelay.objects.exists():
        MailRelay.objects.all().delete()
