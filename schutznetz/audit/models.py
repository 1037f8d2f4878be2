"""The log of who did what in which function: append only, one chain for each network (ADR 0016).

Nothing here points to another table: what is deleted elsewhere must not take its trace along.
"""

from datetime import datetime
from typing import Any, Never, Self
from uuid import UUID

from django.db import models
from django.db.models import Max, Min, Q

from schutznetz.audit import events
from schutznetz.audit.enums import Obligation, Result
from schutznetz.common.fields import has_length, public_id

HASH_LENGTH = 64
FIRST_HASH = "0" * HASH_LENGTH


class AppendOnly(Exception):
    """Somebody tried to change or delete what is only ever added."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **changes: Any) -> Never:
        raise AppendOnly(f"{self.model.__name__} is never changed.")

    def bulk_update(self, *arguments: Any, **options: Any) -> Never:
        raise AppendOnly(f"{self.model.__name__} is never changed.")

    def delete(self) -> Never:
        raise AppendOnly(f"{self.model.__name__} is deleted by its retention only.")

    def of_chain(self, network: UUID | None) -> Self:
        """Without a network: the chain of the platform itself."""
        return self.filter(network=network)


class EntryQuerySet(AppendOnlyQuerySet):
    def outlived(self, limit: datetime) -> "EntryQuerySet":
        """Return the closed segments: from the beginning of each chain whole months that ended before the limit.

        A younger entry holds back everything after it, so that what remains is one piece even if a clock was wrong.
        """
        month = limit.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        chains = self.filter(utc__lt=month).order_by("network").values_list("network", flat=True).distinct()
        ends = {network: self._end(network, month) for network in chains}
        old = Q(pk__in=[])
        for network, end in ends.items():
            old |= Q(network=network, seq__lt=end)
        return self.filter(old)

    def _end(self, network: UUID | None, month: datetime) -> int:
        """Return the number of the first entry that stays."""
        chain = self.filter(network=network)
        first: int | None = chain.filter(utc__gte=month).aggregate(seq=Min("seq"))["seq"]
        last: int = chain.aggregate(seq=Max("seq"))["seq"]
        return last + 1 if first is None else first

    def purge(self) -> int:
        """Delete what a seal covers; the database refuses everything else."""
        return super(AppendOnlyQuerySet, self).delete()[0]


class Kept(models.Model):
    """A row that is added once and stays as it is."""

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly(f"{type(self).__name__} is never changed.")
        super().save(*arguments, **{**options, "force_insert": True})

    def delete(self, *_arguments: Any, **_options: Any) -> Never:
        raise AppendOnly(f"{type(self).__name__} is deleted by its retention only.")


class Entry(Kept):
    """One act. ``hash`` covers every other column and the hash before, so each entry vouches for all earlier ones.

    ``session`` is already a keyed hash, ``ground`` and ``scope`` are codes of closed lists: no name, no free text.
    """

    seq = models.PositiveBigIntegerField("Nummer in der Kette")
    utc = models.DateTimeField("wann")
    network = models.UUIDField("Netzwerk", null=True, blank=True)
    person = models.UUIDField("Person", null=True, blank=True)
    function = models.UUIDField("Funktion", null=True, blank=True)
    session = models.CharField("Sitzung", max_length=HASH_LENGTH, blank=True)
    event = models.CharField("Vorgang", max_length=events.LONGEST_CODE)
    about_kind = models.CharField("Art des Gegenstands", max_length=40, blank=True)
    about_id = models.UUIDField("Gegenstand", null=True, blank=True)
    scope = models.CharField("Umfang", max_length=20, blank=True)
    ground = models.CharField("Grund", max_length=events.LONGEST_GROUND, blank=True)
    result = models.CharField("Ergebnis", max_length=8, choices=Result.choices)
    obligations = models.CharField("Auflagen", max_length=60, blank=True)
    prev_hash = models.CharField("Prüfsumme davor", max_length=HASH_LENGTH)
    hash = models.CharField("Prüfsumme", max_length=HASH_LENGTH)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "Protokolleintrag"
        verbose_name_plural = "Protokolleinträge"
        constraints = [
            models.UniqueConstraint(fields=["network", "seq"], name="entry_once_in_chain"),
            models.UniqueConstraint(fields=["seq"], condition=Q(network=None), name="entry_once_in_platform"),
            models.CheckConstraint(name="entry_counts_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(name="entry_result_known", condition=Q(result__in=Result.values)),
            models.CheckConstraint(
                name="entry_about_whole",
                condition=Q(about_kind="", about_id=None) | (~Q(about_kind="") & Q(about_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="entry_hashed",
                condition=has_length("prev_hash", HASH_LENGTH, HASH_LENGTH)
                & has_length("hash", HASH_LENGTH, HASH_LENGTH),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.sentence}"

    @property
    def sentence(self) -> str:
        return events.by_code(self.event).say(self.ground)

    @property
    def fulfilled(self) -> list[Obligation]:
        return [Obligation(code) for code in self.obligations.split()]


class Seal(Kept):
    """The head of the segments that are deleted: the number and hash at which the rest of the chain begins."""

    id = public_id()
    network = models.UUIDField("Netzwerk", null=True, blank=True)
    seq = models.PositiveBigIntegerField("letzte gelöschte Nummer")
    hash = models.CharField("ihre Prüfsumme", max_length=HASH_LENGTH)
    utc = models.DateTimeField("gelöscht am")

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "Siegel des Protokolls"
        verbose_name_plural = "Siegel des Protokolls"
        constraints = [
            models.UniqueConstraint(fields=["network", "seq"], name="seal_once_in_chain"),
            models.UniqueConstraint(fields=["seq"], condition=Q(network=None), name="seal_once_in_platform"),
        ]

    def __str__(self) -> str:
        return f"bis {self.seq}"
