"""What a night has found, and what the coordination has set aside for a while."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schutznetz.coordination.enums import FindingKind
from schutznetz.networks.models import Function, Network

LONGEST_KEY = 160


class Finding(models.Model):
    """Something that needs a hand and is looked for at night. It goes by itself when it is mended.

    ``key`` says within its kind which one it is; ``place`` is shown. No name of a person: of an expired consent only
    the function is kept.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField("Art", max_length=10, choices=FindingKind.choices)
    key = models.CharField("Schlüssel", max_length=LONGEST_KEY)
    place = models.CharField("Ort", max_length=240, blank=True)
    function = models.ForeignKey(Function, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    found_on = models.DateField("gefunden am", default=timezone.localdate)

    class Meta:
        verbose_name = "Befund der Nacht"
        verbose_name_plural = "Befunde der Nacht"
        constraints = [
            models.UniqueConstraint(name="finding_once", fields=["network", "kind", "key"]),
            models.CheckConstraint(name="finding_kind_known", condition=Q(kind__in=FindingKind.values)),
        ]

    def __str__(self) -> str:
        return f"{FindingKind(self.kind).label}: {self.place or self.function}"


class SetAside(models.Model):
    """A line of "Zu tun" that the coordination has seen and does not want to see again until a day."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("Zeile", max_length=LONGEST_KEY)
    until = models.DateField("bis")

    class Meta:
        verbose_name = "zurückgestellte Zeile"
        verbose_name_plural = "zurückgestellte Zeilen"
        constraints = [models.UniqueConstraint(name="set_aside_once", fields=["network", "key"])]

    def __str__(self) -> str:
        return f"{self.key} bis {self.until:%d.%m.%Y}"
