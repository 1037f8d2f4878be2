"""What a network says about itself, with its history."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from schutznetz.common.fields import public_id
from schutznetz.networks.enums import ValueKey
from schutznetz.networks.models.organisations import Function, Network

LONGEST_VALUE = 2000


class NetworkValueQuerySet(models.QuerySet["NetworkValue"]):
    def current(self) -> "NetworkValueQuerySet":
        return self.filter(ended_at=None)


class NetworkValue(models.Model):
    """One thing that a network says, as of ``stand`` and from ``source``. Rows end and are never changed.

    Name, colour and interval stand in ``Network`` as well, where every page reads them; here is where they come from.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="values_said")
    key = models.CharField("Angabe", max_length=20, choices=ValueKey.choices)
    value = models.CharField("Wert", max_length=LONGEST_VALUE, blank=True)
    stand = models.DateField("Stand")
    source = models.CharField("Quelle", max_length=200)
    set_at = models.DateTimeField("eingetragen am", default=timezone.now)
    set_by = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="eingetragen von"
    )
    ended_at = models.DateTimeField("abgelöst am", null=True, blank=True)

    objects = NetworkValueQuerySet.as_manager()

    class Meta:
        verbose_name = "Angabe eines Netzwerks"
        verbose_name_plural = "Angaben der Netzwerke"
        constraints = [
            models.UniqueConstraint(
                name="network_value_one_in_force", fields=["network", "key"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(name="network_value_known", condition=Q(key__in=ValueKey.values)),
            models.CheckConstraint(name="network_value_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()}: {self.value}"
