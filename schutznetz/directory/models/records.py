"""What the directory remembers about its entries: where a row came from, and what the search knows."""

from django.db import models
from django.db.models import F, Q

from schutznetz.directory.models.entries import ContactPoint, Offer, OfferType
from schutznetz.networks.models import Network


class ImportedRecord(models.Model):
    """One record of a list that was read in: how to find again what it became.

    ``digest`` is the hash of the values as read, so that an unchanged line is recognised without comparing rows.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="imported_records")
    key = models.CharField("Schlüssel in der Liste", max_length=200)
    digest = models.CharField("Prüfsumme", max_length=64)
    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="imported_record")
    source = models.CharField("Liste", max_length=200)
    imported_at = models.DateTimeField("eingelesen am", auto_now=True)

    class Meta:
        verbose_name = "Eingelesener Datensatz"
        verbose_name_plural = "Eingelesene Datensätze"
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="imported_record_once")]

    def __str__(self) -> str:
        return self.key


class SearchEntry(models.Model):
    """What the search filters and counts by, one row an offer; the words stand apart, so that a row stays small.

    ``age_from`` is -1 where an offer begins in pregnancy; empty ages are stored as the widest range, so that a filter
    needs no special case.
    """

    id = models.BigAutoField(primary_key=True)
    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="search_entry")
    offer_type = models.ForeignKey(OfferType, on_delete=models.PROTECT, related_name="+")
    kreis = models.CharField(max_length=5, blank=True, db_index=True)
    gemeinde = models.CharField(max_length=8, blank=True)
    area = models.CharField(max_length=6)
    land = models.CharField(max_length=2, blank=True)
    plz = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    age_from = models.SmallIntegerField()
    age_to = models.SmallIntegerField()
    access = models.CharField(max_length=14)
    cost = models.CharField(max_length=14)
    confirmed_on = models.DateField(null=True)
    contact_point = models.UUIDField(null=True)
    barrier_free = models.BooleanField(default=False)
    free_places = models.BooleanField(default=False)

    class Meta:
        verbose_name = "Sucheintrag"
        verbose_name_plural = "Sucheinträge"

    def __str__(self) -> str:
        return str(self.offer_id)


class SearchText(models.Model):
    """The analysed words of one search entry, and its marks of kind and place (``search/marks.py``).

    The full-text index beside it is made by a migration of this app, one for each kind of database
    (``search/backends.py``).
    """

    entry = models.OneToOneField(SearchEntry, on_delete=models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    organisation = models.TextField()
    body = models.TextField()
    marks = models.TextField()

    class Meta:
        verbose_name = "Suchtext"
        verbose_name_plural = "Suchtexte"

    def __str__(self) -> str:
        return self.title


class OpenInterval(models.Model):
    """A contact point answers from ``begins`` to ``ends``; known for two weeks ahead, renewed every night."""

    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="open_intervals")
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        verbose_name = "Offene Zeit"
        verbose_name_plural = "Offene Zeiten"
        indexes = [models.Index(fields=["contact_point", "begins", "ends"], name="open_interval_now")]
        constraints = [models.CheckConstraint(name="open_interval_forward", condition=Q(ends__gt=F("begins")))]

    def __str__(self) -> str:
        return f"{self.begins:%d.%m.%Y %H:%M}–{self.ends:%H:%M}"


class SearchTerm(models.Model):
    """A word that occurs in the index, and in about how many offers; the nearest one is taken for a mistyped word."""

    term = models.CharField(max_length=80, primary_key=True)
    offers = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "Bekanntes Wort"
        verbose_name_plural = "Bekannte Wörter"

    def __str__(self) -> str:
        return self.term
