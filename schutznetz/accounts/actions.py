"""What can be done with an account. An end is meant at once: a session is gone from the table when it returns."""

from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from schutznetz.accounts import mails, sealing
from schutznetz.accounts.models import User
from schutznetz.common.retention import months_before

MOST_SESSIONS = 3
WARNED_AFTER_MONTHS, CLOSED_AFTER_MONTHS = 11, 12
TIME_TO_ANSWER = timedelta(days=28)
OTHERS = "others"


def _end(rows: list[UserSession]) -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for row in rows:
        store.delete(row.session_key)
        row.delete()
    return len(rows)


@transaction.atomic
def add_app(user: User, secret: str) -> None:
    """Give a person an app for codes and ten recovery codes; only commands do so, people set theirs up themselves."""
    seed = RecoveryCodes.generate_seed()
    rows = {Authenticator.Type.TOTP: {"secret": secret}, Authenticator.Type.RECOVERY_CODES: {"seed": seed}}
    for kind, data in rows.items():
        sealed: dict[str, str | int] = {name: sealing.seal_for(user.pk, text) for name, text in data.items()}
        if kind == Authenticator.Type.RECOVERY_CODES:
            sealed["used_mask"] = 0
        Authenticator.objects.create(user=user, type=kind, data=sealed)


@transaction.atomic
def end_sessions(user_id: UUID) -> int:
    """End every session of a person, everywhere and also such that no list has, and say how many were listed."""
    User.objects.filter(pk=user_id).update(session_mark=uuid4())
    return _end(list(UserSession.objects.filter(user_id=user_id)))


@transaction.atomic
def end_other_sessions(user: User, *, keep: str, only: str = OTHERS) -> int:
    """End one session of this person (its number) or all others; the one that asks goes on."""
    rows = UserSession.objects.filter(user=user).exclude(session_key=keep)
    if only != OTHERS:
        rows = rows.filter(pk=int(only)) if only.isascii() and only.isdecimal() and len(only) < 10 else rows.none()
    return _end(list(rows))


@transaction.atomic
def end_oldest_sessions(user: User) -> int:
    """Keep the newest sessions of a person: whoever logs in once more is logged out where it is longest ago."""
    return _end(list(UserSession.objects.filter(user=user).order_by("-created_at", "-pk")[MOST_SESSIONS:]))


def warn_the_silent(now: datetime) -> int:
    """Tell everybody who has not logged in for eleven months that the account will close."""
    silent = User.objects.get_queryset().open().silent_since(months_before(now, WARNED_AFTER_MONTHS))
    # Whoever has been here since an earlier warning gets a new one.
    unwarned = silent.filter(Q(warned_at__isnull=True) | Q(warned_at__lt=F("last_login")))
    for user in unwarned:
        with transaction.atomic():
            mails.warn_of_closing(user)
            User.objects.filter(pk=user.pk).update(warned_at=now)
    return len(unwarned)


def close_the_silent(now: datetime) -> int:
    """Close what nobody has used for a year, a month after the warning: nothing closes that nobody was told of."""
    silent = User.objects.get_queryset().open().silent_since(months_before(now, CLOSED_AFTER_MONTHS))
    due = silent.filter(warned_at__lt=now - TIME_TO_ANSWER).exclude(warned_at__lt=F("last_login"))
    for user in due:
        close_account(user, now)
    return len(due)


@transaction.atomic
def close_account(user: User, now: datetime) -> None:
    """Close an account for good. Of the person only the number stays, which the log names."""
    end_sessions(user.pk)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    user.email, user.name, user.closed_at = f"{user.pk}@geschlossen.invalid", "", now
    user.set_unusable_password()
    user.save()
