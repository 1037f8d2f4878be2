"""Mails to people who act in functions: they say that something waits, never what (security.md 3.14)."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from schutznetz.jobs.actions import post
from schutznetz.networks.models import Membership

INVITATION = """\
Guten Tag,

Sie sind eingeladen, bei Schutznetz mitzuarbeiten.

Funktion: {function}
Einrichtung: {organisation}

Mit diesem Link nehmen Sie die Einladung an:
{link}

Er gilt bis {until} Uhr und nur einmal. Sie kennen die Einrichtung nicht? Dann löschen Sie diese E-Mail.
"""

WAITING = """\
Guten Tag,

in Schutznetz wartet eine Freigabe auf Sie: Jemand hat Ihre Einladung angenommen.

{link}
"""

WAITING_FOR_A_SECOND = """\
Guten Tag,

in Schutznetz hat jemand Ihre Einladung angenommen. Freigeben muss eine zweite Person; bitten Sie sie darum.

{link}
"""

APPROVED = """\
Guten Tag,

Ihre Funktion in Schutznetz ist freigegeben. Sie können sich anmelden:

{link}
"""


def address(name: str, *arguments: object) -> str:
    """Return a link for a mail: its host comes from the settings, never from a request."""
    return f"{settings.PUBLIC_ADDRESS or 'http://localhost:8000'}{reverse(name, args=arguments)}"


def invitation(membership: Membership, email: str, token: str, expires: datetime) -> None:
    text = INVITATION.format(
        function=membership.function.title,
        organisation=membership.function.organisation.name,
        link=address("networks:invitation", token),
        until=date_format(timezone.localtime(expires), "j. F Y, H:i"),
    )
    post(to=email, subject="Ihre Einladung zu Schutznetz", text=text, kind="invitation")


def waiting_for_approval(membership: Membership) -> None:
    if membership.invited_by is None:
        return
    link = address("networks:members", membership.function.organisation_id)
    post(
        to=membership.invited_by.email,
        subject="In Schutznetz wartet eine Freigabe",
        text=(WAITING_FOR_A_SECOND if membership.needs_second else WAITING).format(link=link),
        kind="approval",
    )


def approved(membership: Membership) -> None:
    if membership.user is None:
        return
    text = APPROVED.format(link=address("account_login"))
    post(to=membership.user.email, subject="Ihre Funktion ist freigegeben", text=text, kind="approved")
