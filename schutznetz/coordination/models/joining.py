"""Houses that want to work in a network (R76)."""

from django.db import models
from django.db.models import Q

from schutznetz.common.fields import has_length, public_id
from schutznetz.coordination.enums import JoinState
from schutznetz.networks.enums import PartnerType
from schutznetz.networks.models import Network, Organisation
from schutznetz.networks.policy import Where

LONGEST_WORD = 300


class JoinRequest(models.Model):
    """A house offers itself on the public page; the coordination accepts or declines.

    What was typed stays here and goes after its period; no log carries it.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="join_requests")
    name = models.CharField("Name der Einrichtung", max_length=200)
    partner_type = models.CharField("Art der Einrichtung", max_length=30, choices=PartnerType.choices)
    town = models.CharField("Ort", max_length=100)
    email = models.EmailField("E-Mail-Adresse", blank=True)
    phone = models.CharField("Telefonnummer", max_length=20, blank=True)
    text = models.CharField("In einem Satz", max_length=LONGEST_WORD, blank=True)
    created_at = models.DateTimeField("eingegangen am", auto_now_add=True, db_index=True)
    state = models.CharField("Stand", max_length=8, choices=JoinState.choices, default=JoinState.WAITING)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "Anfrage zum Mitmachen"
        verbose_name_plural = "Anfragen zum Mitmachen"
        constraints = [
            models.CheckConstraint(name="join_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="join_can_be_answered", condition=~Q(email="", phone="")),
            models.CheckConstraint(name="join_word_short", condition=has_length("text", 0, LONGEST_WORD)),
            models.CheckConstraint(name="join_state_known", condition=Q(state__in=JoinState.values)),
            models.CheckConstraint(
                name="join_decided_has_a_moment",
                condition=Q(state=JoinState.WAITING, decided_at=None)
                | (~Q(state=JoinState.WAITING) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def where(self) -> Where:
        return Where(None, frozenset({self.network_id}))
