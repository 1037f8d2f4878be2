"""Who answers a telephone, and when: services, their deviating hours, their dated shifts."""

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import public_id
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.networks.models import Network, Unit
from schutznetz.networks.policy import Where
from schutznetz.regions.models import Land


class DutyService(models.Model):
    """One link of a chain: a unit in its own hours, the Bereitschaft behind it, a hotline behind that.

    ``successor`` answers whenever this one does not; behind the last link stands 110. ``hours`` are OpenStreetMap's
    ``opening_hours``, empty for unknown, and unknown never counts as reachable. A service that ``is_rostered``
    answers only inside its shifts.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="duty_services")
    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="duty_service")
    land = models.ForeignKey(Land, on_delete=models.PROTECT, related_name="+", verbose_name="Feiertage nach")
    name = models.CharField("Name", max_length=120)
    kind = models.CharField("Art", max_length=10, choices=ServiceKind.choices)
    hours = models.CharField("Zeiten", max_length=500, blank=True)
    is_rostered = models.BooleanField("nur nach Dienstplan", default=False)
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="danach"
    )
    note = models.CharField("Hinweis am Telefon", max_length=200, blank=True)
    is_example = models.BooleanField("erfundenes Beispiel", default=False)
    stand = models.DateField("Stand")
    source = models.CharField("Quelle", max_length=200)
    test_every_days = models.PositiveSmallIntegerField("Probeanruf alle … Tage", default=90)
    changed_at = models.DateTimeField("geändert am", auto_now=True)

    class Meta:
        verbose_name = "Bereitschaft"
        verbose_name_plural = "Bereitschaften"
        constraints = [
            models.CheckConstraint(name="duty_service_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="duty_service_not_its_own_successor", condition=~Q(successor=F("id"))),
            models.CheckConstraint(
                name="duty_service_of_a_unit",
                condition=(Q(kind=ServiceKind.UNIT) & Q(unit__isnull=False))
                | (~Q(kind=ServiceKind.UNIT) & Q(unit=None)),
            ),
            models.UniqueConstraint(name="duty_service_name_once", fields=["network", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        return Where(None, frozenset({self.network_id}) if self.network_id else frozenset())


class DeviatingHours(models.Model):
    """On these days other hours hold: a closing period (``off``), or other times before Christmas."""

    service = models.ForeignKey(DutyService, on_delete=models.CASCADE, related_name="deviations")
    first_day = models.DateField("vom")
    last_day = models.DateField("bis")
    hours = models.CharField("Zeiten", max_length=500, default="off")
    reason = models.CharField("Grund", max_length=100, blank=True)

    class Meta:
        verbose_name = "Abweichende Zeiten"
        verbose_name_plural = "Abweichende Zeiten"
        constraints = [
            models.CheckConstraint(name="deviation_forward", condition=Q(last_day__gte=F("first_day"))),
            models.CheckConstraint(name="deviation_has_hours", condition=~Q(hours="")),
        ]

    def __str__(self) -> str:
        return f"{self.service}: {self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}"


class Shift(models.Model):
    """A dated stretch of a roster. Between two shifts nobody answers here, and the successor does."""

    service = models.ForeignKey(DutyService, on_delete=models.CASCADE, related_name="shifts")
    begins = models.DateTimeField("ab")
    ends = models.DateTimeField("bis")

    class Meta:
        verbose_name = "Dienst nach Plan"
        verbose_name_plural = "Dienste nach Plan"
        indexes = [models.Index(fields=["service", "ends"], name="shift_to_come")]
        constraints = [models.CheckConstraint(name="shift_forward", condition=Q(ends__gt=F("begins")))]

    def __str__(self) -> str:
        return f"{self.service}: {self.begins:%d.%m.%Y %H:%M}"
