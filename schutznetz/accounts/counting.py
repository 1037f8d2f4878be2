"""How often something was tried: slows guessing down and never locks anybody out (security.md 7.3).

One small table, because several processes have to see the same number. It holds keyed hashes only, for a day at most.
"""

from datetime import timedelta
from math import ceil

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from schutznetz.accounts.models import Count

FREE_TRIES = 5
LONGEST_WAIT = 60
FORGOTTEN_AFTER = timedelta(hours=1)


def _key(kind: str, text: str) -> str:
    return salted_hmac(f"schutznetz.accounts.counting.{kind}", text, algorithm="sha256").hexdigest()


def wait_after(tries: int) -> int:
    """Return for how many seconds the next try is not looked at: nothing for five, then 2, 4, 8 … 60."""
    return 0 if tries < FREE_TRIES else min(LONGEST_WAIT, 2 ** (tries - FREE_TRIES + 1))


@transaction.atomic
def begin(kind: str, text: str) -> int:
    """Count a try before it is looked at, so that many at once do not slip through. Return the seconds left to wait.

    Whoever has to wait is not counted again: a try too early makes nothing longer.
    """
    now = timezone.now()
    Count.objects.bulk_create([Count(key=_key(kind, text), last_at=now)], ignore_conflicts=True)
    row = Count.objects.select_for_update().get(key=_key(kind, text))
    tries = 0 if now - row.last_at > FORGOTTEN_AFTER else row.number
    left = (row.last_at + timedelta(seconds=wait_after(tries)) - now).total_seconds()
    if left > 0:
        return ceil(left)
    Count.objects.filter(pk=row.pk).update(number=tries + 1, last_at=now)
    return 0


def forget(kind: str, text: str) -> None:
    """It was the right person."""
    Count.objects.filter(key=_key(kind, text)).delete()


def is_within(kind: str, text: str, *, limit: int, seconds: int = 60) -> bool:
    """Count one of many in a stretch of time, and tell whether that is still few enough."""
    now = timezone.now()
    key = _key(kind, f"{int(now.timestamp()) // seconds}:{text}")
    Count.objects.bulk_create([Count(key=key, last_at=now)], ignore_conflicts=True)
    Count.objects.filter(key=key).update(number=F("number") + 1)
    return Count.objects.filter(key=key, number__lte=limit).exists()


def is_first(kind: str, text: str) -> bool:
    """Tell whether this is seen for the first time, in whichever process: a code opens once."""
    try:
        with transaction.atomic():
            Count(key=_key(kind, text), last_at=timezone.now()).save(force_insert=True)
    except IntegrityError:
        return False
    return True
