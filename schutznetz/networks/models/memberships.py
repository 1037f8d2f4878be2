"""Who acts in which function, since when and until when (security.md 4.1). A person never is an anchor."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from schutznetz.common.fields import public_id
from schutznetz.networks.enums import MembershipState, PartnershipState
from schutznetz.networks.models.organisations import Function, Holder, Network, Partnership
from schutznetz.networks.policy import Where
from schutznetz.regions.models import Land

OPEN = (MembershipState.INVITED, MembershipState.ACCEPTED, MembershipState.APPROVED)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def open(self) -> "MembershipQuerySet":
        return self.filter(state__in=OPEN)

    def in_force(self, day: date) -> "MembershipQuerySet":
        """Approved, begun and not over, of a house that still is a partner: only these let anybody act."""
        over = Q(valid_until__isnull=False, valid_until__lt=day)
        partner = Partnership.objects.filter(
            network=OuterRef("network"), organisation=OuterRef("function__organisation"), state=PartnershipState.ACTIVE
        )
        approved = self.filter(Q(network=None) | Exists(partner), state=MembershipState.APPROVED, valid_from__lte=day)
        return approved.exclude(over)

    def on_the_way(self, now: datetime) -> "MembershipQuerySet":
        """Invited by a link that still works, or accepted and waiting for approval: somebody is coming."""
        invited = Q(state=MembershipState.INVITED, invitation__expires_at__gt=now)
        return self.filter(invited | Q(state=MembershipState.ACCEPTED))

    def with_place(self) -> "MembershipQuerySet":
        """Everything that the pages name, in one query."""
        return self.select_related("function__organisation", "function__unit", "network", "land", "user")


class Membership(models.Model):
    """The log-in of a person in a function: invited, accepted by the person, approved by the organisation, ended.

    ``network`` says where the function acts; only functions of a Land or of the operator have none. ``invited_by``
    is empty where the operator invited by command. ``needs_second`` keeps that whoever approves must not be the one
    who invited (four eyes); the database holds it.
    """

    id = public_id()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="memberships")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    land = models.ForeignKey(Land, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("Stand", max_length=10, choices=MembershipState.choices, default=MembershipState.INVITED)
    valid_from = models.DateField("von", default=timezone.localdate)
    valid_until = models.DateField("bis", null=True, blank=True)
    needs_second = models.BooleanField("nur zu zweit freizugeben", default=False)
    invited_at = models.DateTimeField("eingeladen am", default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField("angenommen am", null=True, blank=True)
    approved_at = models.DateTimeField("freigegeben am", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("beendet am", null=True, blank=True)
    holder = models.OneToOneField(
        Holder,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="membership",
        verbose_name="gezeigter Name",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "Mitgliedschaft"
        verbose_name_plural = "Mitgliedschaften"
        constraints = [
            models.UniqueConstraint(
                name="membership_once_while_open",
                fields=["user", "function", "network"],
                condition=Q(state__in=[MembershipState.ACCEPTED, MembershipState.APPROVED]),
            ),
            models.CheckConstraint(
                name="membership_has_a_person_once_accepted",
                condition=Q(state__in=[MembershipState.INVITED, MembershipState.ENDED])
                | Q(user__isnull=False, accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_approved_has_a_date",
                condition=~Q(state=MembershipState.APPROVED) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_ended_has_a_date",
                condition=Q(state=MembershipState.ENDED, ended_at__isnull=False)
                | (~Q(state=MembershipState.ENDED) & Q(ended_at=None)),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_began",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="membership_four_eyes",
                # with NULL, a comparison alone would let the operator's own invitation pass: that is meant
                condition=Q(needs_second=False)
                | Q(approved_by=None)
                | Q(invited_by=None)
                | ~Q(approved_by=F("invited_by")),
            ),
            models.CheckConstraint(
                name="membership_not_approved_by_oneself", condition=Q(approved_by=None) | ~Q(approved_by=F("user"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user or 'eingeladen'}: {self.function}"

    def needs_another_than(self, person: UUID | None) -> bool:
        """Tell whether somebody cannot approve it: one's own, or one that two people give and this one has invited."""
        if person is None:
            return False
        return self.user_id == person or (self.needs_second and self.invited_by_id == person)

    def where(self) -> Where:
        networks = frozenset({self.network_id}) if self.network_id else frozenset()
        return Where(self.function.organisation_id, networks)


class Invitation(models.Model):
    """A link by mail that turns into a membership, once and until it expires. Only its hash is stored."""

    id = public_id()
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="invitation")
    email = models.EmailField("E-Mail-Adresse")
    token_hash = models.CharField("Prüfwert des Links", max_length=64, unique=True)
    expires_at = models.DateTimeField("gilt bis")
    sent_at = models.DateTimeField("gesendet am", default=timezone.now)

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        constraints = [
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("sent_at"))),
        ]

    def __str__(self) -> str:
        return f"Einladung: {self.membership.function}"
