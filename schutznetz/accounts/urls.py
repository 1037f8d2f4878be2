"""Log-in and what belongs to the own account. The names are those by which allauth finds its own pages."""

from django.urls import include, path, re_path, register_converter

from schutznetz.accounts.views import entrance, own, services

register_converter(services.ServiceConverter, "login_service")

ENTRANCE = [
    path("", entrance.login, name="account_login"),
    path("geschlossen/", entrance.signup, name="account_signup"),
    path("beendet/", entrance.inactive, name="account_inactive"),
    path("bestaetigen/", entrance.second_factor, name="mfa_authenticate"),
    path("passkey/", entrance.passkey, name="mfa_login_webauthn"),
    path("dienst/<login_service:provider_id>/", services.leave, name="openid_connect_login"),
    path("dienst/<login_service:provider_id>/zurueck/", services.come_back, name="openid_connect_callback"),
    path("abgebrochen/", services.cancelled, name="socialaccount_login_cancelled"),
    path("passwort-vergessen/", entrance.reset, name="account_reset_password"),
    path("passwort-vergessen/gesendet/", entrance.reset_sent, name="account_reset_password_done"),
    path("passwort-vergessen/geaendert/", entrance.reset_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^passwort-vergessen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.reset_from_key,
        name="account_reset_password_from_key",
    ),
]

OWN = [
    path("abmelden/", entrance.logout, name="account_logout"),
    path("noch-einmal/", own.again, name="account_reauthenticate"),
    path("noch-einmal/dienst/", services.again, name="accounts_again_by_service"),
    path("noch-einmal/code/", own.again_code, name="mfa_reauthenticate"),
    path("noch-einmal/passkey/", own.again_passkey, name="mfa_reauthenticate_webauthn"),
    path("sicherheit/", own.index, name="mfa_index"),
    path("sicherheit/passwort/", own.password, name="account_change_password"),
    path("sicherheit/passwort/festlegen/", own.password_set, name="account_set_password"),
    path("sicherheit/app/", own.app, name="mfa_activate_totp"),
    path("sicherheit/app/entfernen/", own.app_remove, name="mfa_deactivate_totp"),
    path("sicherheit/notcodes/", own.codes, name="mfa_view_recovery_codes"),
    path("sicherheit/notcodes/neu/", own.codes_new, name="mfa_generate_recovery_codes"),
    path("sicherheit/notcodes/datei/", own.codes_file, name="mfa_download_recovery_codes"),
    path("sicherheit/passkeys/", own.passkeys, name="mfa_list_webauthn"),
    path("sicherheit/passkeys/neu/", own.passkey_new, name="mfa_add_webauthn"),
    path("sicherheit/passkeys/<int:pk>/", own.passkey_name, name="mfa_edit_webauthn"),
    path("sicherheit/passkeys/<int:pk>/entfernen/", own.passkey_remove, name="mfa_remove_webauthn"),
    path("sicherheit/einrichtung/", services.connections, name="socialaccount_connections"),
    path("sitzungen/", own.sessions, name="usersessions_list"),
]

urlpatterns = [
    path("anmelden/", include(ENTRANCE)),
    path("konto/", include(OWN)),
]
