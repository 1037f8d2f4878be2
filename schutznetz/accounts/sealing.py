"""Secrets of a second factor, sealed for the person they belong to and for what they are.

allauth hands over a text and no row. Whose it is follows from the request: who is logged in, or who stands between
password and second factor. What it is follows from the row of this person in which it lies: a sealed text that was
copied from somebody else's row, or into another kind of row, does not open.
"""

from uuid import UUID

from allauth.account.internal.stagekit import unstash_login
from allauth.core import context
from allauth.mfa.models import Authenticator

from schutznetz.crypto.fields import DoesNotOpen, open_sealed, seal

# allauth makes seeds of recovery codes as 80 hexadecimal digits; secrets of apps are shorter.
LENGTH_OF_A_SEED = 80


def _owner() -> UUID | None:
    request = context.request
    if request.user.is_authenticated:
        return UUID(str(request.user.pk))
    login = unstash_login(request, peek=True)
    return login.user.pk if login and login.user else None


def seal_for(user_id: UUID, text: str) -> str:
    kind = Authenticator.Type.RECOVERY_CODES if len(text) == LENGTH_OF_A_SEED else Authenticator.Type.TOTP
    return seal(text, context=f"accounts.{kind}", owner=str(user_id))


def open_for(user_id: UUID, sealed: str) -> str:
    for row in Authenticator.objects.filter(user_id=user_id).exclude(type=Authenticator.Type.WEBAUTHN):
        if sealed in row.data.values():
            return open_sealed(sealed, context=f"accounts.{row.type}", owner=str(user_id))
    raise DoesNotOpen


def seal_for_whoever_is_here(text: str) -> str:
    owner = _owner()
    if owner is None:
        raise DoesNotOpen
    return seal_for(owner, text)


def open_for_whoever_is_here(sealed: str) -> str:
    owner = _owner()
    if owner is None:
        raise DoesNotOpen
    return open_for(owner, sealed)
