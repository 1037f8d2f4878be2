"""Pages of the own account: how to log in, what protects it, where it is open."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from schutznetz.accounts import access, actions
from schutznetz.accounts.presenting import security
from schutznetz.accounts.views.frame import Context, framed, limited, person
from schutznetz.common.doors import personal
from schutznetz.ui.components import Link

LETTERS_IN_A_GROUP = 4


def _settings(request: HttpRequest, _context: Context) -> Context:
    needed = bool(request.session.get("second_factor_needed")) and not access.has_second_factor(person(request))
    found = access.factors(person(request))
    listed = security.settings(
        found, len(access.sessions(person(request))), with_services=bool(settings.LOGIN_SERVICES)
    )
    return {"second_factor_needed": needed, "settings": listed}


def _secret(_request: HttpRequest, context: Context) -> Context:
    secret = context["form"].secret
    step = LETTERS_IN_A_GROUP
    return {"secret_in_groups": [" ".join(secret[start : start + step] for start in range(0, len(secret), step))]}


def _passkeys(request: HttpRequest, _context: Context) -> Context:
    shown = [security.passkey(row) for row in access.passkeys(person(request))]
    return {"passkeys": shown, "add": Link("Passkey hinzufügen", reverse("mfa_add_webauthn"))}


def _codes(_request: HttpRequest, _context: Context) -> Context:
    """Whoever has just set up a second factor gets on from here."""
    return {"home_href": settings.LOGIN_REDIRECT_URL}


def _codes_file(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = recovery.download_recovery_codes(request)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="notcodes.txt"'
    return response


index = personal(framed(mfa.index, _settings))
password = personal(framed(account.password_change))
password_set = personal(framed(account.password_set))
again = personal(framed(limited(account.reauthenticate)))
again_code = personal(framed(limited(mfa.reauthenticate)))
again_passkey = personal(framed(limited(webauthn.reauthenticate_webauthn)))
app = personal(framed(totp.activate_totp, _secret))
app_remove = personal(framed(totp.deactivate_totp))
codes = personal(framed(recovery.view_recovery_codes, _codes))
codes_new = personal(framed(recovery.generate_recovery_codes))
codes_file = personal(framed(_codes_file))
passkeys = personal(framed(webauthn.list_webauthn, _passkeys))
passkey_new = personal(framed(webauthn.add_webauthn))
passkey_name = personal(framed(webauthn.edit_webauthn))
passkey_remove = personal(framed(webauthn.remove_webauthn))


@require_http_methods(["GET", "HEAD", "POST"])
def _sessions(request: HttpRequest) -> HttpResponse:
    here = request.session.session_key or ""
    if request.method == "POST":
        actions.end_other_sessions(person(request), keep=here, only=request.POST.get("session", ""))
        return redirect("usersessions_list")
    context = {
        "sessions": [security.session(row, here) for row in access.sessions(person(request))],
        "other_language": None,
        "errors": (),
    }
    return render(request, "usersessions/usersession_list.html", context)


sessions = personal(framed(_sessions))
