"""Forms of allauth with our words. They add no field and change no rule, but for codes that must be used once."""

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from schutznetz.accounts import counting
from schutznetz.accounts.models import User

HOW_LONG = "Mindestens 12 Zeichen. Gut sind mehrere Wörter, die nur Sie so verbinden, besser noch ein Passwortspeicher."
LONGEST_NAME = 80
CODE_OR_RECOVERY = "Sechs Ziffern aus der App oder einer Ihrer Notcodes"
# Label and hint of each field, in the words of the page.
WORDS: Mapping[str, tuple[str, str]] = {
    "login": ("E-Mail-Adresse", ""),
    "email": ("E-Mail-Adresse", "Die Adresse, unter der Sie eingeladen wurden"),
    "password": ("Passwort", ""),
    "oldpassword": ("Ihr jetziges Passwort", ""),
    "password1": ("Neues Passwort", HOW_LONG),
    "password2": ("Neues Passwort, noch einmal", ""),
    "code": ("Code", CODE_OR_RECOVERY),
    "name": ("Name", "Woran erkennen Sie das Gerät? Zum Beispiel „Diensthandy“"),
}


def please_wait(seconds: int) -> str:
    left = "eine Sekunde" if seconds == 1 else f"{seconds} Sekunden"
    return f"Das waren viele Versuche. Bitte warten Sie noch {left}."


def begin(kind: str, text: str) -> None:
    """Count a try, or say how long to wait."""
    if left := counting.begin(kind, text):
        raise forms.ValidationError(please_wait(left))


class Worded(forms.Form):
    """Gives every field its German label and hint, and takes away the grey example inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.help_text = WORDS[name]


class LoginForm(Worded, account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ChangePasswordForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    def clean_oldpassword(self) -> str:
        """Whoever sits at somebody else's device may guess no faster here than at the door."""
        begin("password", self.user.email)
        found: str = super().clean_oldpassword()
        counting.forget("password", self.user.email)
        return found


class SetPasswordForm(Worded, account.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ReauthenticateForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class CountedCode(Worded):
    """Slows guessing down, and lets a code of the app open once, in whichever process it was typed first."""

    user: User

    def clean_code(self) -> str:
        begin("code", str(self.user.pk))
        code: str = super().clean_code()  # type: ignore[misc]  # of the form of allauth beside this one
        is_of_app = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if is_of_app and not counting.is_first("code of app", f"{self.user.pk}:{normalize_user_code(code)}"):
            raise get_adapter().validation_error("incorrect_code")
        counting.forget("code", str(self.user.pk))
        return code


class CodeForm(CountedCode, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class CodeAgainForm(CountedCode, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Sechs Ziffern, die die App gerade zeigt"


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Every key is a passkey: it knows its person and asks for finger, face or PIN."""

    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class RenamePasskeyForm(Worded, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    name = forms.CharField(max_length=LONGEST_NAME)
