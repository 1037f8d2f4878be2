"""The only door to what belongs to an account; every function starts from the person."""

import json
import time
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest

from schutznetz.accounts import counting
from schutznetz.accounts.models import User
from schutznetz.accounts.presenting.security import Factors

RECOVERY_CODE_COUNT = app_settings.RECOVERY_CODE_COUNT
FROM_ONE_SOURCE, FROM_ALL = 20, 600
# Mails in a day that visitors ask for; a source may be the whole house of a counselling centre.
MAILS_TO_ONE, MAILS_FROM_ONE, MAILS_IN_ALL = 3, 40, 2000
A_DAY = 24 * 60 * 60
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Tell whether more than a password is needed to get into this account; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())


def came_by_strong_service(request: HttpRequest, user: User) -> bool:
    """Tell whether somebody has just shown a second factor to the own institution, whose word the operator takes."""
    strong = {each.provider_id for each in settings.LOGIN_SERVICES.values() if each.has_second_factor}
    records = get_authentication_records(request, user)
    return any(record.get("provider") in strong for record in records)


def factors(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user))
    apps = [row.created_at for row in rows if row.type == Authenticator.Type.TOTP]
    codes = [row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return Factors(
        password=user.has_usable_password(),
        app_since=apps[0] if apps else None,
        passkeys=sum(row.type == Authenticator.Type.WEBAUTHN for row in rows),
        codes=RECOVERY_CODE_COUNT - int(codes[0].data["used_mask"]).bit_count() if codes else None,
    )


def passkeys(user: User) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk"))


def kinds(user: User) -> set[str]:
    """Return the kinds of second factor that this person can use."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def sessions(user: User) -> list[UserSession]:
    """Return where this person is logged in, the newest first; what has ended meanwhile is forgotten."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda row: row.last_seen_at, reverse=True)


def by_email(email: str) -> User | None:
    return User.objects.filter(email=email.strip().lower(), closed_at=None).first()


def proved_recently(request: HttpRequest) -> bool:
    """Tell whether this person has shown in the last minutes who they are, at the log-in or again (step-up)."""
    records = get_authentication_records(request, request.user)
    limit = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return bool(records) and float(records[-1]["at"]) > limit


def form_waits(request: HttpRequest, page: str) -> bool:
    """Tell whether somebody has sent a form to this page that was held up until they show who they are."""
    state = request.session.get(STATE_SESSION_KEY, {})
    return "request" in state and bool(json.loads(state["request"])["path"] == page)


def bound_services(user: User) -> dict[str, int]:
    """Return the log-in services that know this person, with the number of each binding."""
    return dict(SocialAccount.objects.filter(user=user).values_list("provider", "pk"))


def services_of(user: User) -> list[Any]:
    """Return the log-in services of this instance that know this person."""
    bound = bound_services(user)
    return [service for service in settings.LOGIN_SERVICES.values() if service.provider_id in bound]


def may_try(path: str, address: str) -> bool:
    """Count one form that was sent, and tell whether it may be looked at. What is stored of an address is a hash."""
    source = _source(address)
    if source and not counting.is_within(f"source of {path}", source, limit=FROM_ONE_SOURCE):
        return False
    return counting.is_within(f"all of {path}", "", limit=FROM_ALL)


def may_be_written_to(kind: str, to: str, source: str) -> bool:
    """Count a mail that a visitor asks for, and tell whether it may go: by its receiver, its source and in all."""
    limits = [(f"{kind} to", to.lower(), MAILS_TO_ONE), (f"all {kind}", "", MAILS_IN_ALL)]
    if neighbourhood := _source(source):
        limits.insert(0, (f"{kind} from", neighbourhood, MAILS_FROM_ONE))
    return all(counting.is_within(name, text, limit=limit, seconds=A_DAY) for name, text, limit in limits)


def _source(address: str) -> str:
    """Return the neighbourhood of an address of the internet; nothing for a proxy, which stands for many people."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if not found.is_global:
        return ""
    return str(ip_network((found, 24 if found.version == 4 else 48), strict=False))
