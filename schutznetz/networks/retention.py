"""What networks have kept long enough."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from schutznetz.common.retention import rule
from schutznetz.networks.models import Holder, Invitation, Membership, NetworkValue, Partnership


@rule("networks.holder")
def holders(limit: datetime) -> QuerySet[Holder]:
    """Names of people who no longer fill the function."""
    return Holder.objects.filter(valid_until__lt=timezone.localdate(limit))


@rule("networks.partnership")
def partnerships(limit: datetime) -> QuerySet[Partnership]:
    return Partnership.objects.filter(valid_until__lt=timezone.localdate(limit))


@rule("networks.membership")
def memberships(limit: datetime) -> QuerySet[Membership]:
    return Membership.objects.filter(ended_at__lt=limit)


@rule("networks.invitation")
def invitations(limit: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(expires_at__lt=limit)


@rule("networks.networkvalue")
def values(limit: datetime) -> QuerySet[NetworkValue]:
    """What a network no longer says about itself."""
    return NetworkValue.objects.filter(ended_at__lt=limit)
