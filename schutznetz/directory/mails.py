"""Mails to those who keep entries: that something waits, and where."""

from schutznetz.accounts.models import User
from schutznetz.directory.models import Proposal
from schutznetz.jobs.actions import post
from schutznetz.networks.mails import address

SENT_BACK = """\
Guten Tag,

die Koordination hat eine Frage zu Ihrem Vorschlag in Schutznetz:

{link}
"""


def sent_back(proposal: Proposal) -> None:
    """Write to whoever proposed, if the account still is there."""
    person = User.objects.filter(pk=proposal.proposed_person, closed_at=None).first()
    if person is None:
        return
    link = address("keeping:proposal", proposal.pk)
    post(to=person.email, subject="Eine Frage zu Ihrem Vorschlag", text=SENT_BACK.format(link=link), kind="proposal")
