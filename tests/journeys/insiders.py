"""People who are logged in already: a journey takes over their session, as if they had just come through the door.

Run by ``server.build`` in the portal's own settings.
"""

import time
from datetime import timedelta

KEYS = {"eva": "journeyofevabeispiel0000000000", "max": "journeyofmaxmuster000000000000"}
PASSWORD = "korrekt pferd batterie"
PASSKEY = 4711


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from schutznetz.accounts.models import User

    # Comes through the door herself: whoever logs in often ends the oldest of three sessions.
    User.objects.make(email="ida@musterkreis.example", name="Ida", password=PASSWORD)
    for name, key in KEYS.items():
        user = User.objects.make(email=f"{name}@musterkreis.example", name=name.title(), password=PASSWORD)
        confirmed = {"method": "password", "at": time.time() + 36_000, "reauthenticated": True}
        keep(
            user,
            key,
            {
                SESSION_KEY: str(user.pk),
                BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
                HASH_SESSION_KEY: user.get_session_auth_hash(),
                "account_authentication_methods": [confirmed],
                "account_authentication_methods_user": str(user.pk),
            },
        )
        if name == "max":
            protect(user)


def keep(user, key, data) -> None:
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    until = timezone.now() + timedelta(hours=10)
    Session.objects.create(session_key=key, session_data=SessionStore().encode(data), expire_date=until)
    UserSession.objects.create(user=user, session_key=key, ip="::", user_agent="Chrome auf Linux")


def protect(user) -> None:
    """Give a second factor, recovery codes and a passkey; nobody can use this passkey, but it is shown."""
    from allauth.mfa.models import Authenticator

    from schutznetz.accounts.actions import add_app

    add_app(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    data = {"name": "Diensthandy", "credential": CREDENTIAL}
    Authenticator.objects.create(pk=PASSKEY, user=user, type="webauthn", data=data)


# What a device once answered on a test page: a public key, which opens nothing anywhere.
CREDENTIAL = {
    "id": "l2xTtkp3GAjFX5BmpeB7lVYsVYIAy1nGwLRNZ5E1lZs",
    "rawId": "l2xTtkp3GAjFX5BmpeB7lVYsVYIAy1nGwLRNZ5E1lZs",
    "type": "public-key",
    "response": {
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAA"
        "AQECAwQFBgcIAQIDBAUGBwgAIJdsU7ZKdxgIxV-QZqXge5VWLFWCAMtZxsC0TWeRNZWbpQECAyYgASFYIBNbqBFIOmYsoESj78KVDkVvPr6GFnV_NNtk"
        "QK_FCp88Ilgg8hcC6otmfHZ6GN_H_ek2hkbTYOxkCDc5VHdE6LJS4Z8",
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoibWpVcnBMYV94NDVkZklXaEQ0dHF6UkdYdWREdGQ2"
        "M2lZUjhFMWdZMV9OayIsIm9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODA3NyIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
    },
}

if __name__ == "__main__":
    main()
