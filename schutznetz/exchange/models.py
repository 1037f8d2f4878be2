"""What our feed has last said about each record, who holds a key to it, and what the feeds of others say: mirrors."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from schutznetz.common.fields import public_id
from schutznetz.exchange.enums import MirrorKind, Obstacle, RecordKind
from schutznetz.networks.models import Home, Network


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


class FeedKeyQuerySet(models.QuerySet["FeedKey"]):
    def in_force(self, now: datetime) -> "FeedKeyQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now)


class FeedKey(models.Model):
    """A key with which one program also reads what some networks keep to themselves. Only its hash is stored.

    ``name`` says which program holds it, never who. ``last_used_on`` is a day, so that a program that asks all the time
    writes once a day.
    """

    id = public_id()
    name = models.CharField("Programm", max_length=100)
    token_hash = models.CharField("Prüfwert des Schlüssels", max_length=64, unique=True)
    networks: "models.ManyToManyField[Network, FeedScope]" = models.ManyToManyField(
        Network, through="FeedScope", related_name="+", verbose_name="Netzwerke"
    )
    made_at = models.DateTimeField("ausgegeben am", default=timezone.now)
    expires_at = models.DateTimeField("gilt bis")
    revoked_at = models.DateTimeField("gesperrt am", null=True, blank=True)
    last_used_on = models.DateField("zuletzt benutzt am", null=True, blank=True)

    objects = FeedKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "Schlüssel der Schnittstelle"
        verbose_name_plural = "Schlüssel der Schnittstelle"
        constraints = [
            models.CheckConstraint(name="feed_key_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="feed_key_expires_later", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def __str__(self) -> str:
        return f"Schlüssel: {self.name}"


class FeedScope(models.Model):
    """A network that a key reaches."""

    id = models.BigAutoField(primary_key=True)
    key = models.ForeignKey(FeedKey, on_delete=models.CASCADE, related_name="scopes")
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "Reichweite eines Schlüssels"
        verbose_name_plural = "Reichweiten der Schlüssel"
        constraints = [models.UniqueConstraint(fields=["key", "network"], name="feed_scope_once")]

    def __str__(self) -> str:
        return f"{self.key} für {self.network}"


class Source(models.Model):
    """Another directory whose records a network mirrors: where it is read, and how far we are.

    ``cursor`` is a position of the home, never a moment of ours. ``keeps_names`` is a decision of the operator: without
    it names of persons are left out when reading, because nobody here has seen their consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, verbose_name="Netzwerk", related_name="sources")
    home = models.OneToOneField(
        Home, on_delete=models.PROTECT, null=True, blank=True, related_name="source", verbose_name="Heimat"
    )
    address = models.CharField("Adresse", max_length=500)
    keeps_names = models.BooleanField("mit Namen von Personen", default=False)
    every_minutes = models.PositiveIntegerField("alle … Minuten", null=True, blank=True)
    cursor = models.CharField("Stelle der Heimat", max_length=100, blank=True)
    read_at = models.DateTimeField("zuletzt gelesen am", null=True, blank=True)
    compared_at = models.DateTimeField("zuletzt ganz verglichen am", null=True, blank=True)
    tried_at = models.DateTimeField("zuletzt versucht am", null=True, blank=True)
    trouble = models.CharField("Hindernis", max_length=500, blank=True)
    result = models.JSONField("Ergebnis", default=dict, blank=True)
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)

    class Meta:
        verbose_name = "Quelle"
        verbose_name_plural = "Quellen"
        constraints = [
            models.UniqueConstraint(fields=["network", "address"], name="source_once"),
            models.CheckConstraint(name="source_address_given", condition=~Q(address="")),
            models.CheckConstraint(
                name="source_rhythm_sensible", condition=Q(every_minutes=None) | Q(every_minutes__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.network})"


class MirrorQuerySet(models.QuerySet["Mirror"]):
    def standing(self) -> "MirrorQuerySet":
        return self.filter(gone_at=None)

    def behind(self) -> "MirrorQuerySet":
        """Those of which the portal does not show yet what their home says."""
        return self.exclude(shown=F("digest"))


class Mirror(models.Model):
    """A record whose home is elsewhere, as its home says it: read only. Gone, it keeps its key and nothing else.

    ``position`` is where the home's list of changes stood when it said so: what it said earlier and what arrives
    later does not count. ``owner`` is the organization that the record belongs to, itself included. ``shown`` is the
    digest of what the portal last made of it, and ``obstacle`` says why it shows nothing of it.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, verbose_name="Quelle", related_name="mirrors")
    kind = models.CharField("Art", max_length=16, choices=MirrorKind.choices)
    record = models.UUIDField("Datensatz")
    body = models.JSONField("Inhalt", default=dict, blank=True)
    digest = models.CharField("Prüfsumme", max_length=32, blank=True)
    owner = models.UUIDField("Einrichtung", null=True, blank=True, db_index=True)
    shown = models.CharField("Prüfsumme des Gezeigten", max_length=32, blank=True)
    obstacle = models.CharField("Warum nicht im Portal", max_length=12, choices=Obstacle.choices, blank=True)
    position = models.BigIntegerField("Stelle der Heimat", default=0)
    fetched_at = models.DateTimeField("geholt am")
    gone_at = models.DateTimeField("weg seit", null=True, blank=True)

    objects = MirrorQuerySet.as_manager()

    class Meta:
        verbose_name = "Spiegel"
        verbose_name_plural = "Spiegel"
        indexes = [
            models.Index(fields=["kind", "record"], name="mirror_record"),
            # what the portal has not caught up with: none, most of the time
            models.Index(fields=["source", "owner"], name="mirror_behind", condition=~Q(shown=F("digest"))),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "record"], name="mirror_once"),
            models.CheckConstraint(name="mirror_kind_known", condition=Q(kind__in=MirrorKind.values)),
            models.CheckConstraint(name="mirror_obstacle_known", condition=Q(obstacle__in=["", *Obstacle.values])),
            models.CheckConstraint(name="mirror_gone_says_nothing", condition=Q(gone_at=None) | Q(body={}, digest="")),
        ]

    def __str__(self) -> str:
        return f"{MirrorKind(self.kind).label} {self.record} aus {self.source_id}"
