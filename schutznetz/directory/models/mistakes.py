"""What visitors say is wrong with an entry."""

from django.db import models
from django.db.models import Q

from schutznetz.common.fields import has_length, public_id
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models.entries import Offer
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.networks.policy import Where

LONGEST_MISTAKE = 1000


class MistakeReport(models.Model):
    """One visitor's word that an entry is wrong, kept for whoever looks after it.

    Only who keeps the entry and the coordination read it, and no log ever carries it: people write about themselves
    although they are asked not to. ``organisation`` is always set; ``offer`` only if the report was about one offer.
    ``told_at`` is when the keeping function was told by mail; nobody has been told as long as it is empty.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mistake_reports")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="mistake_reports")
    kind = models.CharField("Was stimmt nicht?", max_length=12, choices=MistakeKind.choices)
    text = models.CharField("Was sollten wir wissen?", max_length=LONGEST_MISTAKE, blank=True)
    reply_email = models.EmailField("E-Mail für Rückfragen", blank=True)
    created_at = models.DateTimeField("gemeldet am", auto_now_add=True, db_index=True)
    told_at = models.DateTimeField("weitergesagt am", null=True, blank=True)
    settled_at = models.DateTimeField("erledigt am", null=True, blank=True)
    settled_by_function = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="erledigt durch"
    )

    class Meta:
        verbose_name = "Hinweis auf einen Fehler"
        verbose_name_plural = "Hinweise auf Fehler"
        constraints = [
            models.CheckConstraint(name="mistake_kind_known", condition=Q(kind__in=MistakeKind.values)),
            models.CheckConstraint(name="mistake_text_short", condition=has_length("text", 0, LONGEST_MISTAKE)),
            models.CheckConstraint(name="mistake_other_says_what", condition=~Q(kind=MistakeKind.OTHER) | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{MistakeKind(self.kind).label}: {self.offer or self.organisation}"

    def where(self) -> Where:
        return self.organisation.where()
