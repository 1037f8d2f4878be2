"""What the coordination writes to many functions at once, and who does not want that (R57)."""

from django.db import models
from django.db.models import Q

from schutznetz.common.fields import has_length, public_id
from schutznetz.coordination.enums import MailingState
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Function, Network
from schutznetz.networks.policy import Where
from schutznetz.regions.models import Gemeinde

LONGEST_MAILING = 3000


class Mailing(models.Model):
    """A text to chosen functions: drafted, looked at, sent once. What is empty of the choice is no condition.

    The figures say to how many addresses it went and how many were left out, and why; they are written when it is sent.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="mailings")
    written_by = models.ForeignKey(Function, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField("Text", max_length=LONGEST_MAILING)
    partner_type = models.CharField("Partnertyp", max_length=30, choices=PartnerType.choices, blank=True)
    role = models.CharField("Funktion", max_length=20, choices=FunctionRole.choices, blank=True)
    gemeinde = models.ForeignKey(Gemeinde, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("Stand", max_length=5, choices=MailingState.choices, default=MailingState.DRAFT)
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)
    sent_at = models.DateTimeField("verschickt am", null=True, blank=True)
    addressed = models.PositiveIntegerField("Empfänger", default=0)
    unsubscribed = models.PositiveIntegerField("abbestellt", default=0)
    dead = models.PositiveIntegerField("Adresse antwortet nicht", default=0)

    class Meta:
        verbose_name = "Rundschreiben"
        verbose_name_plural = "Rundschreiben"
        constraints = [
            models.CheckConstraint(name="mailing_text_length", condition=has_length("text", 1, LONGEST_MAILING)),
            models.CheckConstraint(
                name="mailing_sent_has_a_moment",
                condition=Q(state=MailingState.DRAFT, sent_at=None) | Q(state=MailingState.SENT, sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Rundschreiben ({MailingState(self.state).label})"

    def where(self) -> Where:
        return Where(None, frozenset({self.network_id}))


class Unsubscribed(models.Model):
    """A function wants no mailings of a network any more. Nobody needs to log in for that."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField("abbestellt am", auto_now_add=True)

    class Meta:
        verbose_name = "Abbestellung"
        verbose_name_plural = "Abbestellungen"
        constraints = [models.UniqueConstraint(name="unsubscribed_once", fields=["network", "function"])]

    def __str__(self) -> str:
        return f"{self.function} will keine Rundschreiben"
