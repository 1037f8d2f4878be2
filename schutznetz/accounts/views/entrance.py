"""Pages for whoever has not logged in yet: allauth's views in our frame."""

from allauth.account import views as account
from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest

from schutznetz.accounts import access
from schutznetz.accounts.views.frame import Context, framed, limited
from schutznetz.common.doors import public
from schutznetz.ui.components import Link


def _providers(_request: HttpRequest, _context: Context) -> Context:
    services = settings.LOGIN_SERVICES.values()
    return {"providers": [Link(service.name, f"/anmelden/dienst/{service.id}/") for service in services]}


def _second_factors(request: HttpRequest, context: Context) -> Context:
    """Offer only what this person has set up; the password has been right before."""
    login = unstash_login(request, peek=True)
    kinds = access.kinds(login.user) if login else set()
    return {
        "js_data": context.get("js_data"),
        "has_passkey": "webauthn" in kinds,
        "has_code": bool(kinds & {"totp", "recovery_codes"}),
    }


def _set_new_password(_request: HttpRequest, context: Context) -> Context:
    return {"token_fail": context.get("token_fail", False)}


login = public(framed(limited(account.login), _providers))
signup = public(framed(account.signup))
inactive = public(framed(account.account_inactive))
second_factor = public(framed(limited(mfa.authenticate), _second_factors))
passkey = public(framed(limited(webauthn.login_webauthn)))
reset = public(framed(limited(account.password_reset)))
reset_sent = public(framed(account.password_reset_done))
reset_from_key = public(framed(limited(account.password_reset_from_key), _set_new_password))
reset_done = public(framed(account.password_reset_from_key_done))
# Whoever stands between password and second factor can turn back, too.
logout = public(framed(account.logout))
