"""Mails about an account: one way out, and every link starts at our own address, never at what a request says."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from schutznetz.accounts.models import User
from schutznetz.jobs.actions import post

FOR_THE_DEMO = "http://localhost:8000"


def absolute(path: str) -> str:
    """Return a link for a mail. The host comes from the settings: a forged header must not lead people away."""
    return f"{settings.PUBLIC_ADDRESS or FOR_THE_DEMO}{path}"


def links() -> dict[str, str]:
    return {"home_href": absolute("/"), "reset_href": absolute(reverse("account_reset_password"))}


def send(*, to: str, subject: str, text: str, kind: str) -> None:
    """Send one mail to one person, through the outbox: it takes as long whether the mail server answers or not."""
    post(to=to, subject=subject, text=text, kind=kind)


def warn_of_closing(user: User) -> None:
    text = render_to_string("accounts/closing.txt", {**links(), "login_href": absolute(reverse("account_login"))})
    send(to=user.email, subject="Ihr Konto schließt in einem Monat", text=text, kind="account_closing")
