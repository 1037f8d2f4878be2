"""How entries became what they are, and what waits for the coordination.

Names of persons are in neither table: a name must be able to go for good (R82).
"""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from schutznetz.common.fields import has_length, public_id
from schutznetz.directory.enums import EntryKind, Origin, ProposalKind, ProposalState
from schutznetz.networks.models import Function, Network, Organisation
from schutznetz.networks.policy import Where

LONGEST_REASON = 500


class VersionQuerySet(models.QuerySet["Version"]):
    def of(self, kind: EntryKind, entry: UUID) -> "VersionQuerySet":
        return self.filter(kind=kind, entry=entry)


class Version(models.Model):
    """One state of an entry, whole: ``values`` is what ``keeping.values.read`` gives (R48).

    The state before the first change is a version too, so that everything can be restored. ``person`` is a key and
    no link: it outlives the account, and the pages show the function.
    """

    id = public_id()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField("Art", max_length=14, choices=EntryKind.choices)
    entry = models.UUIDField("Eintrag")
    number = models.PositiveIntegerField("Nummer")
    values = models.JSONField("Angaben")
    origin = models.CharField("Herkunft", max_length=10, choices=Origin.choices)
    made_at = models.DateTimeField("am")
    function = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="durch"
    )
    person = models.UUIDField("Person", null=True, blank=True, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung"
        verbose_name_plural = "Fassungen"
        constraints = [models.UniqueConstraint(fields=["kind", "entry", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{EntryKind(self.kind).label}, Fassung {self.number}"

    def where(self) -> Where:
        return self.organisation.where()


class Proposal(models.Model):
    """A change that takes effect only when the coordination agrees.

    ``entry`` is the offer or contact point, empty for a new offer. ``values`` are the proposed ones only. Whoever
    decides is another person than who proposed (security.md 4.3 asks it for emergency contacts; it holds for all).
    """

    id = public_id()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField("Art", max_length=18, choices=ProposalKind.choices)
    entry = models.UUIDField("Eintrag", null=True, blank=True)
    values = models.JSONField("Angaben")
    state = models.CharField("Stand", max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    proposed_by = models.ForeignKey(
        Function, on_delete=models.CASCADE, related_name="+", verbose_name="vorgeschlagen von"
    )
    proposed_person = models.UUIDField("vorgeschlagen von Person", editable=False)
    proposed_at = models.DateTimeField("vorgeschlagen am")
    decided_by = models.ForeignKey(
        Function, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="entschieden von"
    )
    decided_person = models.UUIDField("entschieden von Person", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("entschieden am", null=True, blank=True)
    reason = models.CharField("Rückfrage", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "Vorschlag"
        verbose_name_plural = "Vorschläge"
        indexes = [models.Index(fields=["network", "state"], name="proposal_waiting")]
        constraints = [
            models.CheckConstraint(
                name="proposal_new_offer_has_no_entry",
                condition=Q(kind=ProposalKind.NEW_OFFER, entry=None)
                | (~Q(kind=ProposalKind.NEW_OFFER) & Q(entry__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_decided_with_a_date",
                condition=Q(state=ProposalState.WAITING, decided_at=None)
                | (~Q(state=ProposalState.WAITING) & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_two_people",
                condition=~Q(state__in=[ProposalState.ACCEPTED, ProposalState.RETURNED])
                | (Q(decided_person__isnull=False) & ~Q(decided_person=F("proposed_person"))),
            ),
            models.CheckConstraint(
                name="proposal_returned_says_why", condition=~Q(state=ProposalState.RETURNED) | ~Q(reason="")
            ),
            models.CheckConstraint(name="proposal_reason_short", condition=has_length("reason", 0, LONGEST_REASON)),
            models.UniqueConstraint(
                name="proposal_one_of_a_kind_waits",
                fields=["entry", "kind"],
                condition=Q(state=ProposalState.WAITING, entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{ProposalKind(self.kind).label}: {self.organisation}"

    def where(self) -> Where:
        return Where(self.organisation_id, frozenset({self.network_id}))
