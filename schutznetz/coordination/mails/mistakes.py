"""The mail that says: something may be wrong. What it is stands behind the log-in only (security.md 3.14)."""

from uuid import UUID

from schutznetz.jobs.actions import post
from schutznetz.jobs.models import OutgoingMail
from schutznetz.networks.mails import address

TEXT = """\
Guten Tag,

zu einem Eintrag Ihrer Einrichtung gibt es einen Hinweis: Etwas stimmt vielleicht nicht.

Nach der Anmeldung lesen Sie, was gemeint ist, und sagen, ob es erledigt ist:
{link}

Antwortet in zwei Wochen niemand, sieht die Koordination nach.
"""


def something_is_wrong(*, to: str, organisation: UUID, key: str) -> OutgoingMail:
    link = address("coordination:reports", organisation)
    return post(to=to, subject="Hinweis zu Ihrem Eintrag", text=TEXT.format(link=link), kind="mistake", key=key)
