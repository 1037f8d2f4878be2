"""What the open feed has last said about a record: mirrors learn from it what changed and what is gone."""

from django.db import models
from django.db.models import Q

from schutznetz.exchange.enums import RecordKind


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def standing(self) -> "AnnouncementQuerySet":
        """Records that were in the feed when it was last looked at; the others are tombstones."""
        return self.filter(gone_at=None)


class Announcement(models.Model):
    """One record of the feed: what it was (``digest``), since when, and whether it is gone.

    ``position`` grows with every change of any record and never comes twice: whoever asks for everything after the last
    one known misses nothing, whatever the clocks say. ``changed_at`` is when the change was noted, not when it was
    made: a change that was committed late is still in the future of whoever asked before.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField("Art", max_length=12, choices=RecordKind.choices)
    record = models.UUIDField("Datensatz")
    digest = models.CharField("Prüfsumme", max_length=32)
    position = models.BigIntegerField("Stelle", unique=True)
    changed_at = models.DateTimeField("geändert am")
    looked_at = models.DateTimeField("verglichen am")
    gone_at = models.DateTimeField("weg seit", null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "Bekanntgabe"
        verbose_name_plural = "Bekanntgaben"
        indexes = [models.Index(fields=["kind", "changed_at"], name="announcement_changed")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record"], name="announcement_once"),
            models.CheckConstraint(name="announcement_kind_known", condition=Q(kind__in=RecordKind.values)),
        ]

    def __str__(self) -> str:
        return f"{RecordKind(self.kind).label} {self.record}, Stelle {self.position}"
