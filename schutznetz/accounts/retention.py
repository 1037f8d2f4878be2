"""Sessions that are over, the list of where people were logged in, and what was counted at the door."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from schutznetz.accounts.models import Count
from schutznetz.common.retention import rule


@rule("sessions.session")
def sessions(limit: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=limit)


@rule("usersessions.usersession")
def places(limit: datetime) -> QuerySet[UserSession]:
    """A session ends a working day after its beginning at the latest."""
    begun = limit - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    rows: QuerySet[UserSession] = UserSession.objects.filter(created_at__lt=begun)
    return rows


@rule("accounts.count")
def counts(limit: datetime) -> QuerySet[Count]:
    return Count.objects.filter(last_at__lt=limit)
