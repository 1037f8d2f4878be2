"""Where allauth asks: nobody signs up, mails leave by one way, addresses and devices are not written down."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from schutznetz.accounts import access, actions, counting, mails, sealing
from schutznetz.accounts.forms import please_wait
from schutznetz.accounts.models import User
from schutznetz.crypto.fields import DoesNotOpen

logger = logging.getLogger(__name__)
# What is stored instead of the address of a connection: none.
NO_ADDRESS = "::"
BY_SERVICE = "service"
NO_MATCH = "E-Mail-Adresse und Passwort passen nicht zusammen."
WRONG_CODE = "Dieser Code stimmt nicht. Sehen Sie nach, ob die App schon einen neuen zeigt."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": NO_MATCH,
        "enter_current_password": "Das ist nicht Ihr jetziges Passwort.",
        "incorrect_password": "Dieses Passwort stimmt nicht.",
        "incorrect_code": WRONG_CODE,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return NO_ADDRESS

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return mails.absolute(path.replace("UID-KEY", key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        told = {**context, **mails.links()}
        subject = render_to_string(f"{template_prefix}_subject.txt", told).strip()
        text = render_to_string(f"{template_prefix}_message.txt", told)
        mails.send(to=email, subject=subject, text=text, kind=template_prefix.rpartition("/")[2])

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        self.send_mail(template_prefix, email or user.email, context or {})

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Whoever comes by the service of the own institution alone shows there once more who they are."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not methods and user.is_authenticated and access.services_of(user):
            service = "Mit dem Konto Ihrer Einrichtung"
            return [{"id": BY_SERVICE, "description": service, "url": reverse("accounts_again_by_service")}]
        return methods

    def reauthenticate(self, user: User, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if left := counting.begin("password", credentials["email"].lower()):
            raise ValidationError(please_wait(left), code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user:
            counting.forget("password", credentials["email"].lower())
        return user

    def get_login_stages(self) -> list[str]:
        ours = {"allauth.mfa.stages.AuthenticateStage": "schutznetz.accounts.stages.SecondFactor"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **told)
        actions.end_oldest_sessions(user)
        return response


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": "Notcodes gibt es erst mit einem zweiten Faktor.",
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal_for_whoever_is_here(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. One that does not open fits no code: the page says so, and the log."""
        try:
            return sealing.open_for_whoever_is_here(encrypted_text)
        except DoesNotOpen:
            logger.error("Ein zweiter Faktor lässt sich nicht öffnen: verändert, vertauscht oder anderer Schlüssel")  # noqa: TRY400 -- no traceback near a secret
            raise self.validation_error("incorrect_code") from None

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 -- allauth's name
        return "Passkey"


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Nobody is found by address here: allauth would also take away the password. See ``pre_social_login``."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Take an answer only from the right issuer to this very question, keep no claims, and make no account."""
        claims = sociallogin.account.extra_data.get("id_token", {})
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])
        found = {service.provider_id: service for service in settings.LOGIN_SERVICES.values()}
        service = found[sociallogin.account.provider]
        nonce = request.session.pop("service_nonce", "")
        if not nonce or claims.get("nonce") != nonce or claims.get("iss") != service.issuer:
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=401))
        if sociallogin.is_existing and _shows_again(request, sociallogin):
            record_authentication(request, sociallogin)
            raise ImmediateHttpResponse(redirect(sociallogin.get_redirect_url(request) or settings.LOGIN_REDIRECT_URL))
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        person = access.by_email(claims.get("email") or "") if service.trusts_email else None
        if person is None or claims.get("email_verified") is not True:
            raise ImmediateHttpResponse(render(request, "socialaccount/signup.html", status=403))
        sociallogin.connect(request, person)


def _shows_again(request: HttpRequest, sociallogin: Any) -> bool:
    """Tell whether somebody inside has come back as the same person, and has no other way to show who they are.

    They stay in their session, as with a password: allauth would log them out and in, and what they have typed and in
    which function they act would be gone. Whoever has a second factor here does not get around it that way.
    """
    if sociallogin.state.get("process") != AuthProcess.LOGIN or request.user != sociallogin.user:
        return False
    return [way["id"] for way in get_adapter(request).get_reauthentication_methods(request.user)] == [BY_SERVICE]
