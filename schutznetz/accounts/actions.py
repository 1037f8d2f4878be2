"""What can be done with an account. An end is meant at once: a session is gone from the table when it returns."""

from importlib import import_module
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from schutznetz.accounts import sealing
from schutznetz.accounts.models import User

MOST_SESSIONS = 3
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
