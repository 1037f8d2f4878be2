"""What the coordination has kept long enough."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from schutznetz.common.retention import rule
from schutznetz.coordination.models import (
    ConfirmationLink,
    ConfirmationRequest,
    FunctionMail,
    JoinRequest,
    Mailing,
    SetAside,
)


@rule("coordination.confirmationrequest")
def requests(limit: datetime) -> QuerySet[ConfirmationRequest]:
    return ConfirmationRequest.objects.filter(closed_at__lt=limit)


@rule("coordination.confirmationlink")
def links(limit: datetime) -> QuerySet[ConfirmationLink]:
    return ConfirmationLink.objects.filter(expires_at__lt=limit)


@rule("coordination.functionmail")
def mails(limit: datetime) -> QuerySet[FunctionMail]:
    return FunctionMail.objects.filter(posted_at__lt=limit)


@rule("coordination.joinrequest")
def join_requests(limit: datetime) -> QuerySet[JoinRequest]:
    """The public page promises when it goes."""
    return JoinRequest.objects.filter(created_at__lt=limit)


@rule("coordination.mailing")
def mailings(limit: datetime) -> QuerySet[Mailing]:
    return Mailing.objects.filter(created_at__lt=limit)


@rule("coordination.setaside")
def set_aside(limit: datetime) -> QuerySet[SetAside]:
    return SetAside.objects.filter(until__lt=timezone.localdate(limit))
