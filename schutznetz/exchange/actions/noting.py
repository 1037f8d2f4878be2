"""Noting what changed in the feed. Whoever mirrors us asks for it; nobody is told."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from schutznetz.directory.models import ContactPoint, GoneNotice, Offer, Site
from schutznetz.exchange.access import Asked, Feed, Organisations, Services
from schutznetz.exchange.enums import Form
from schutznetz.exchange.importing.digests import digest_of
from schutznetz.exchange.models import Announcement

CHUNK = 500
# A change is dated before it is committed: what is younger than this when somebody looks is looked at once more.
LATE = timedelta(minutes=2)


def note_changes(*, whole: bool = False) -> dict[str, int]:
    """Note what was added, changed or removed since the last time; returns how many of each.

    Usually only records whose rows say that they changed are compared; ``whole`` compares all of them, for what has no
    date: a name whose consent has ended, a partnership. One at a time: a second run beside it fails on the unique
    position and comes again. A chunk is a transaction of its own, so nobody waits for long.
    """
    counted = {"new": 0, "changed": 0, "gone": 0}
    for feed, rows in ((Services(Asked()), _touched_offers), (Organisations(Asked()), _touched_organisations)):
        found = feed.everything() if whole else rows(feed)
        keys = iter(list(found.order_by("created_at", "pk").values_list("pk", flat=True)))
        while chunk := list(islice(keys, CHUNK)):
            _note(feed, chunk, counted)
        _bury(feed, counted)
    return counted


@transaction.atomic
def _note(feed: Feed, keys: Sequence[UUID], counted: dict[str, int]) -> None:
    now = timezone.now()
    told = feed.told(keys, Form.FULL)
    known = {row.record: row for row in Announcement.objects.filter(kind=feed.kind, record__in=keys)}
    changed, new, positions = [], [], _positions()
    for record in keys:
        if record not in told:
            continue
        digest, row = digest_of(told[record]), known.get(record)
        said = {"digest": digest, "changed_at": now, "looked_at": now - LATE, "gone_at": None}
        if row is None:
            new.append(Announcement(kind=feed.kind, record=record, position=next(positions), **said))
        elif row.digest != digest or row.gone_at is not None:
            row.position = next(positions)
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
    Announcement.objects.filter(kind=feed.kind, record__in=keys).update(looked_at=now - LATE)
    Announcement.objects.bulk_create(new)
    Announcement.objects.bulk_update(changed, ["digest", "position", "changed_at", "looked_at", "gone_at"])
    counted["new"] += len(new)
    counted["changed"] += len(changed)


@transaction.atomic
def _bury(feed: Feed, counted: dict[str, int]) -> None:
    """Turn the announcements of what is no longer in the feed into tombstones; they keep nothing of what it was."""
    now, positions = timezone.now(), _positions()
    is_there = Exists(feed.everything().filter(pk=OuterRef("record")))
    gone = list(Announcement.objects.standing().filter(~is_there, kind=feed.kind))
    for row in gone:
        row.position, row.changed_at, row.gone_at, row.digest = next(positions), now, now, ""
    Announcement.objects.bulk_update(gone, ["position", "changed_at", "gone_at", "digest"], batch_size=CHUNK)
    counted["gone"] += len(gone)


def _positions() -> Iterator[int]:
    position: int = Announcement.objects.aggregate(last=Max("position"))["last"] or 0
    while True:
        position += 1
        yield position


def _looked(feed: Feed) -> Subquery:
    rows = Announcement.objects.standing().filter(kind=feed.kind, record=OuterRef("pk"))
    return Subquery(rows.values("looked_at")[:1])


def _touched_offers(feed: Feed) -> QuerySet[Any]:
    dates = ("changed_at", "organisation__changed_at", "site__changed_at", "contact_point__changed_at")
    said = GoneNotice.objects.filter(offer=OuterRef("pk"))
    said = said.filter(Q(said_at__gt=OuterRef("looked")) | Q(decided_at__gt=OuterRef("looked")))
    later = Q(looked=None) | Q(Exists(said))
    for name in dates:
        later |= Q(**{f"{name}__gt": F("looked")})
    found: QuerySet[Any] = feed.everything().alias(looked=_looked(feed)).filter(later)
    return found


def _touched_organisations(feed: Feed) -> QuerySet[Any]:
    later = Q(looked=None) | Q(changed_at__gt=F("looked"))
    for model, owner in ((Site, "organisation"), (Offer, "organisation"), (ContactPoint, "function__organisation")):
        rows = model._default_manager.filter(changed_at__gt=OuterRef("looked"), **{owner: OuterRef("pk")})
        later |= Q(Exists(rows))
    found: QuerySet[Any] = feed.everything().alias(looked=_looked(feed)).filter(later)
    return found
