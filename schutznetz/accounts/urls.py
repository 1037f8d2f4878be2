"""Log-in and what belongs to the own account. The names are those by which allauth finds its own pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from schutznetz.common.doors import personal, public

ENTRANCE = [
    path("", public(account.login), name="account_login"),
    path("geschlossen/", public(account.signup), name="account_signup"),
    path("beendet/", public(account.account_inactive), name="account_inactive"),
    path("bestaetigen/", public(mfa.authenticate), name="mfa_authenticate"),
    path("passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("passwort-vergessen/", public(account.password_reset), name="account_reset_password"),
    path("passwort-vergessen/gesendet/", public(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^passwort-vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "passwort-vergessen/geaendert/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

OWN = [
    path("abmelden/", personal(account.logout), name="account_logout"),
    path("noch-einmal/", personal(account.reauthenticate), name="account_reauthenticate"),
    path("noch-einmal/code/", personal(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("noch-einmal/passkey/", personal(webauthn.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("sicherheit/", personal(mfa.index), name="mfa_index"),
    path("sicherheit/passwort/", personal(account.password_change), name="account_change_password"),
    path("sicherheit/passwort/festlegen/", personal(account.password_set), name="account_set_password"),
    path("sicherheit/app/", personal(totp.activate_totp), name="mfa_activate_totp"),
    path("sicherheit/app/entfernen/", personal(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("sicherheit/notcodes/", personal(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("sicherheit/notcodes/neu/", personal(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("sicherheit/notcodes/datei/", personal(recovery.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("sicherheit/passkeys/", personal(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("sicherheit/passkeys/neu/", personal(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("sicherheit/passkeys/<int:pk>/", personal(webauthn.edit_webauthn), name="mfa_edit_webauthn"),
    path("sicherheit/passkeys/<int:pk>/entfernen/", personal(webauthn.remove_webauthn), name="mfa_remove_webauthn"),
    path("sitzungen/", personal(sessions.list_usersessions), name="usersessions_list"),
]

urlpatterns = [
    path("anmelden/", include(ENTRANCE)),
    path("konto/", include(OWN)),
]
