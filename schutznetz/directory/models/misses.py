"""What was looked for and not found: only what the catalogue knows, never what somebody typed (design.md 6)."""

from django.db import models

from schutznetz.directory.models.entries import OfferType

# Fewer could be one person in one family: such a number is never shown.
SHOWN_FROM = 5


class SearchMiss(models.Model):
    """So many searches of a month for a kind of help in a place found nothing.

    Words are not kept at all, known or not: a question that means no kind of help leaves nothing behind. Without a
    ``gemeinde`` it was asked for the whole Kreis.
    """

    id = models.BigAutoField(primary_key=True)
    offer_type = models.ForeignKey(OfferType, on_delete=models.CASCADE, related_name="+")
    kreis = models.CharField("Kreis", max_length=5)
    gemeinde = models.CharField("Gemeinde", max_length=8, blank=True)
    month = models.DateField("Monat")
    number = models.PositiveIntegerField("Anzahl", default=1)

    class Meta:
        verbose_name = "Suche ohne Treffer"
        verbose_name_plural = "Suchen ohne Treffer"
        constraints = [
            models.UniqueConstraint(name="search_miss_once", fields=["kreis", "gemeinde", "offer_type", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.offer_type_id} in {self.gemeinde or self.kreis}: {self.number}"
