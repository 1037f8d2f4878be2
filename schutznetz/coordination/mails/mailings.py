"""A mailing as it goes out: the text, who writes and why, and the way out of it."""

from uuid import UUID

from schutznetz.coordination.models import Mailing
from schutznetz.jobs.actions import post
from schutznetz.networks.mails import address

SUBJECT = "Nachricht der Netzwerkkoordination"
LETTER = """\
{text}

--
Es schreibt die Koordination: {network}.
Sie bekommen diese E-Mail, weil Ihre Einrichtung Partner im Netzwerk ist.
Bitte antworten Sie ohne Angaben über Familien. Auch hier stehen keine.

Keine Rundschreiben mehr bekommen:
{link}
"""
# Stands in the preview where each mail has a link of its own.
SHOWN_KEY = "…"


def text_of(mailing: Mailing, key: str) -> str:
    """Return the whole mail as somebody gets it."""
    link = address("coordination:unsubscribe", "x").replace("/x/", f"/{key}/")
    return LETTER.format(text=mailing.text, network=mailing.network.name, link=link)


def mailing(mailing: Mailing, email: str, key: str, once: str) -> UUID:
    """Post it to one address, once; returns the mail."""
    return post(to=email, subject=SUBJECT, text=text_of(mailing, key), kind="mailing", key=once).pk
