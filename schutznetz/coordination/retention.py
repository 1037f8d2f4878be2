"""What the coordination has kept long enough."""

from datetime import datetime

from django.db.models import QuerySet

from schutznetz.common.retention import rule
from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, FunctionMail


@rule("coordination.confirmationrequest")
def requests(limit: datetime) -> QuerySet[ConfirmationRequest]:
    return ConfirmationRequest.objects.filter(closed_at__lt=limit)


@rule("coordination.confirmationlink")
def links(limit: datetime) -> QuerySet[ConfirmationLink]:
    return ConfirmationLink.objects.filter(expires_at__lt=limit)


@rule("coordination.functionmail")
def mails(limit: datetime) -> QuerySet[FunctionMail]:
    return FunctionMail.objects.filter(posted_at__lt=limit)
