"""Reading sources by schedule, and ending that."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.exchange.actions import showing
from schutznetz.exchange.actions.syncing import Synced, source_of, sync_address
from schutznetz.exchange.models import Source

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 7 * 24 * 60


def follow(address: str, network: str, minutes: int) -> Source:
    """Read a source every so many minutes from now on; 0 means by hand only again."""
    if minutes and not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise DomainError(f"Möglich sind {SHORTEST_MINUTES} bis {LONGEST_MINUTES} Minuten, oder 0: nur noch von Hand.")
    if minutes and "://" not in address:
        raise DomainError("Regelmäßig gelesen wird nur eine Adresse im Netz. Eine Datei lesen Sie bitte von Hand.")
    source = source_of(network, address)
    if source._state.adding:
        raise DomainError("Diese Quelle ist noch nie gelesen worden. Bitte lesen Sie sie zuerst einmal ohne --every.")
    Source.objects.filter(pk=source.pk).update(every_minutes=minutes or None)
    source.every_minutes = minutes or None
    return source


@transaction.atomic
def end(address: str, network: str) -> int:
    """Forget a source and everything that is mirrored from it; returns how many records that were."""
    source = source_of(network, address)
    if source._state.adding:
        raise DomainError(f"„{address}“ wird von diesem Netzwerk nicht gespiegelt.")
    number, home = source.mirrors.standing().count(), source.home
    if home is None:
        source.delete()
        return number
    showing.withdraw(home)
    source.delete()
    home.delete()
    return number


def due(now: datetime) -> list[Source]:
    """Return the sources whose time has come; one that fails waits its whole time again."""
    rows = Source.objects.exclude(every_minutes=None).order_by("tried_at", "pk")
    return [row for row in rows if row.tried_at is None or row.tried_at + _rhythm(row) <= now]


def read_again(key: str) -> Synced | None:
    """Read one source as its schedule wants it. Trouble is noted with the source, the next time may go well."""
    source = Source.objects.select_related("network").filter(pk=key).exclude(every_minutes=None).first()
    if source is None:
        return None
    try:
        return sync_address(source.address, source.network.slug, keeps_names=source.keeps_names)
    except DomainError:
        return None


def is_red(source: Source, now: datetime | None = None) -> bool:
    """Tell whether somebody should look: nothing came for a day, or for three of its times."""
    if source.every_minutes is None or not source.trouble:
        return False
    heard = source.read_at or source.created_at
    return heard < (now or timezone.now()) - max(timedelta(days=1), 3 * _rhythm(source))


def _rhythm(source: Source) -> timedelta:
    return timedelta(minutes=source.every_minutes or 0)
