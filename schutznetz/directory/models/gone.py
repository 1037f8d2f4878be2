"""What houses say is over: the entry stays, says so, and waits for the coordination."""

from django.db import models
from django.db.models import Q

from schutznetz.common.fields import public_id
from schutznetz.directory.enums import GoneOutcome
from schutznetz.directory.models.entries import ContactPoint, Offer
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.networks.policy import Where


class GoneNoticeQuerySet(models.QuerySet["GoneNotice"]):
    def undecided(self) -> "GoneNoticeQuerySet":
        return self.filter(outcome="")


class GoneNotice(models.Model):
    """A house says that an offer or a contact point no longer exists; the coordination takes it out or keeps it.

    What is taken out is no longer public at once and deleted after its period: until then it can come back.
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="gone_notices")
    contact_point = models.ForeignKey(
        ContactPoint, on_delete=models.CASCADE, null=True, blank=True, related_name="gone_notices"
    )
    function = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gesagt von"
    )
    said_at = models.DateTimeField("gesagt am")
    outcome = models.CharField("Entscheidung", max_length=9, choices=GoneOutcome.choices, blank=True)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)

    objects = GoneNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "Abmeldung"
        verbose_name_plural = "Abmeldungen"
        constraints = [
            models.CheckConstraint(
                name="gone_one_entry",
                condition=Q(offer=None, contact_point__isnull=False) | Q(offer__isnull=False, contact_point=None),
            ),
            models.CheckConstraint(
                name="gone_decided_with_a_date",
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)),
            ),
            models.UniqueConstraint(
                name="gone_offer_once", fields=["offer"], condition=Q(outcome="", offer__isnull=False)
            ),
            models.UniqueConstraint(
                name="gone_contact_once",
                fields=["contact_point"],
                condition=Q(outcome="", contact_point__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Abmeldung: {self.entry}"

    @property
    def entry(self) -> Offer | ContactPoint:
        entry = self.offer or self.contact_point
        if entry is None:
            raise ValueError("The table holds that one of both is there.")
        return entry

    def where(self) -> Where:
        return Where(self.organisation_id, frozenset({self.network_id}))
