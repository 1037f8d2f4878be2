"""Invented people who log in, and what they do at the door."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from schutznetz.accounts.models import User
from schutznetz.jobs.models import Letter

PASSWORD = "korrekt pferd batterie"
LOGIN, SECOND, SECURITY = "/anmelden/", "/anmelden/bestaetigen/", "/konto/sicherheit/"
NOWHERE = "niemand@musterkreis.example"


def somebody(name="Eva Beispiel"):
    email = f"{name.split()[0].lower()}@musterkreis.example"
    return User.objects.make(email=email, name=name, password=PASSWORD)


def try_to_log_in(client, email, password, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def inside(user, **headers):
    """A browser in which this person is logged in, by the way everybody goes."""
    client = Client(headers=headers)
    answer = try_to_log_in(client, user.email, PASSWORD)
    assert answer.status_code == 302, answer.content.decode()
    return client


def confirm(client):
    """Type the password once more, as changes of the own security want it."""
    assert client.post("/konto/noch-einmal/", {"password": PASSWORD}).status_code == 302


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def set_up_app(client):
    """Set up an app for codes the way a person does; return the secret that the page shows."""
    confirm(client)
    page = client.get("/konto/sicherheit/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert client.post("/konto/sicherheit/app/", {"code": code(secret)}).status_code == 302
    return secret


def recovery_codes(user):
    return RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()


def is_inside(client):
    return client.get(SECURITY).status_code == 200


def sessions(user):
    """Where this person is logged in: rows of the list, and sessions that really exist."""
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    return len(keys), Session.objects.filter(session_key__in=keys).count()


def letters():
    """Return the mails that lie in the outbox, the oldest first."""
    return list(Letter.objects.order_by("mail__created_at"))
