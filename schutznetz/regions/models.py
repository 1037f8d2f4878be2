"""Land, Kreis, Gemeinde, place and PLZ. Keys are text with leading zeros, as the register writes them.

Territory changes (R81): a row that ended keeps its place, with ``valid_until`` and a successor.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import is_plz
from schutznetz.regions.enums import KreisKind, PlaceKind


class Land(models.Model):
    ags = models.CharField("AGS", max_length=2, primary_key=True)
    name = models.CharField("Name", max_length=60)
    iso = models.CharField("ISO 3166-2", max_length=5, unique=True)

    class Meta:
        verbose_name = "Land"
        verbose_name_plural = "Länder"

    def __str__(self) -> str:
        return self.name


class KreisQuerySet(models.QuerySet["Kreis"]):
    def real(self) -> "KreisQuerySet":
        """Without the invented Kreis of the demo: counts in no total, answers for no real place."""
        return self.filter(is_example=False)

    def valid_on(self, day: date) -> "KreisQuerySet":
        return self.filter(_valid_on(day))


class GemeindeQuerySet(models.QuerySet["Gemeinde"]):
    def valid_on(self, day: date) -> "GemeindeQuerySet":
        return self.filter(_valid_on(day))


def _valid_on(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_until=None) | Q(valid_until__gte=day))


def _validity_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
        violation_error_message="Das Ende der Gültigkeit liegt vor ihrem Anfang.",
    )


class Kreis(models.Model):
    """District of one Jugendamt: Landkreis or kreisfreie Stadt."""

    ags = models.CharField("AGS", max_length=5, primary_key=True)
    name = models.CharField("Name", max_length=100, help_text="unterscheidbar: „Stadt Leipzig“, „Landkreis Leipzig“")
    official_name = models.CharField("Amtlicher Name", max_length=120)
    name_key = models.CharField("Suchform des ganzen Namens", max_length=120, db_index=True)
    search_key = models.CharField("Suchform des Rufnamens", max_length=120, db_index=True)
    kind = models.CharField("Art", max_length=20, choices=KreisKind.choices)
    land = models.ForeignKey(Land, on_delete=models.PROTECT, related_name="kreise")
    nuts3 = models.CharField("NUTS 3", max_length=5, blank=True)
    is_example = models.BooleanField("erfundenes Beispiel", default=False)
    valid_from = models.DateField("gültig ab", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = KreisQuerySet.as_manager()

    class Meta:
        verbose_name = "Kreis"
        verbose_name_plural = "Kreise"
        constraints = [_validity_constraint("kreis_validity")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_city(self) -> bool:
        return self.kind == KreisKind.KREISFREIE_STADT


class Gemeinde(models.Model):
    ags = models.CharField("AGS", max_length=8, primary_key=True)
    name = models.CharField("Name", max_length=100)
    official_name = models.CharField("Amtlicher Name", max_length=120)
    name_key = models.CharField("Suchform des ganzen Namens", max_length=120, db_index=True)
    search_key = models.CharField("Suchform des Rufnamens", max_length=120, db_index=True)
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, related_name="gemeinden")
    lat = models.FloatField("Breite", null=True, blank=True)
    lon = models.FloatField("Länge", null=True, blank=True)
    valid_from = models.DateField("gültig ab", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = GemeindeQuerySet.as_manager()

    class Meta:
        verbose_name = "Gemeinde"
        verbose_name_plural = "Gemeinden"
        constraints = [
            _validity_constraint("gemeinde_validity"),
            models.CheckConstraint(
                name="gemeinde_coordinates_together",
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """A name that people use below or beside the Gemeinde: Ortsteil, Stadtbezirk, former Gemeinde, other place."""

    name = models.CharField("Name", max_length=120)
    search_key = models.CharField("Suchform", max_length=120, db_index=True)
    kind = models.CharField("Art", max_length=20, choices=PlaceKind.choices)
    kreis = models.ForeignKey(Kreis, on_delete=models.PROTECT, related_name="places")
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.PROTECT, null=True, blank=True, related_name="places")
    district = models.CharField("Stadtbezirk", max_length=60, blank=True)
    lat = models.FloatField("Breite", null=True, blank=True)
    lon = models.FloatField("Länge", null=True, blank=True)
    valid_until = models.DateField("gültig bis", null=True, blank=True)
    source = models.CharField("Quelle", max_length=120)

    class Meta:
        verbose_name = "Ort"
        verbose_name_plural = "Orte"

    def __str__(self) -> str:
        return self.name


class PLZ(models.Model):
    """Postal code with its centre. ``gemeinden`` holds every Gemeinde that the code touches."""

    code = models.CharField("PLZ", max_length=5, primary_key=True)
    lat = models.FloatField("Breite", null=True, blank=True)
    lon = models.FloatField("Länge", null=True, blank=True)
    gemeinden: "models.ManyToManyField[Gemeinde, PLZGemeinde]" = models.ManyToManyField(
        Gemeinde, through="PLZGemeinde", related_name="plz"
    )

    class Meta:
        verbose_name = "PLZ"
        verbose_name_plural = "PLZ"
        constraints = [models.CheckConstraint(name="plz_five_digits", condition=is_plz("code"))]

    def __str__(self) -> str:
        return self.code


class PLZGemeinde(models.Model):
    """One PLZ reaches into one Gemeinde. Kept apart from the register: this table is under the ODbL."""

    plz = models.ForeignKey(PLZ, on_delete=models.CASCADE, related_name="links")
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.CASCADE, related_name="plz_links")

    class Meta:
        verbose_name = "PLZ einer Gemeinde"
        verbose_name_plural = "PLZ der Gemeinden"
        constraints = [models.UniqueConstraint(fields=["plz", "gemeinde"], name="plz_gemeinde_once")]

    def __str__(self) -> str:
        return f"{self.plz_id} {self.gemeinde_id}"
