"""Which unit is responsible for which part of a Kreis."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import is_plz
from schutznetz.jurisdiction.enums import Parity
from schutznetz.networks.models import Unit
from schutznetz.regions.models import Gemeinde, Kreis


class CatchmentQuerySet(models.QuerySet["Catchment"]):
    def valid_on(self, day: date) -> "CatchmentQuerySet":
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))


class Catchment(models.Model):
    """A unit covers the addresses that meet all conditions of the row; an empty condition is none.

    The narrower row wins: a stretch of street before its Ortsteil, that before a PLZ, that before the Gemeinde, that
    before the whole Kreis (``answering/matching.py``).
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="catchments")
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, related_name="+")
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    plz = models.CharField("PLZ", max_length=5, blank=True)
    ortsteil = models.CharField("Ortsteil", max_length=120, blank=True)
    ortsteil_key = models.CharField("Suchform des Ortsteils", max_length=120, blank=True)
    street = models.CharField("Straße", max_length=120, blank=True)
    street_key = models.CharField("Suchform der Straße", max_length=120, blank=True)
    number_from = models.PositiveIntegerField("Hausnummer von", null=True, blank=True)
    number_to = models.PositiveIntegerField("Hausnummer bis", null=True, blank=True)
    parity = models.CharField("Seite", max_length=4, choices=Parity.choices, default=Parity.ALL)
    valid_from = models.DateField("gültig ab", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)

    objects = CatchmentQuerySet.as_manager()

    class Meta:
        verbose_name = "Zuständigkeit"
        verbose_name_plural = "Zuständigkeiten"
        indexes = [models.Index(fields=["kreis", "gemeinde", "street_key"], name="catchment_place")]
        constraints = [
            models.CheckConstraint(name="responsibility_plz", condition=Q(plz="") | is_plz("plz")),
            models.CheckConstraint(
                name="responsibility_parts_need_a_gemeinde",
                condition=Q(ortsteil="", street="") | Q(gemeinde__isnull=False),
            ),
            models.CheckConstraint(
                name="responsibility_keys_with_names",
                condition=(Q(ortsteil="", ortsteil_key="") | (~Q(ortsteil="") & ~Q(ortsteil_key="")))
                & (Q(street="", street_key="") | (~Q(street="") & ~Q(street_key=""))),
            ),
            models.CheckConstraint(
                name="responsibility_numbers_of_a_street",
                condition=Q(number_from=None, number_to=None, parity=Parity.ALL) | ~Q(street=""),
            ),
            models.CheckConstraint(
                name="responsibility_numbers_forward",
                condition=Q(number_from=None) | Q(number_to=None) | Q(number_to__gte=F("number_from")),
            ),
            models.CheckConstraint(
                name="responsibility_ends_after_it_began",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.street or self.ortsteil or self.plz or self.gemeinde or self.kreis}"
