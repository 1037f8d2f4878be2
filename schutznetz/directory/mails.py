"""Mails to those who keep entries: that something waits, and where."""

from django.utils import timezone

from schutznetz.directory.models import Proposal
from schutznetz.jobs.actions import post
from schutznetz.networks.mails import address
from schutznetz.networks.models import Membership

SENT_BACK = """\
Guten Tag,

die Koordination hat eine Frage zu Ihrem Vorschlag in Schutznetz:

{link}
"""


def sent_back(proposal: Proposal) -> None:
    """Write to whoever proposed, or to those who act in that function now if the person has gone."""
    acting = Membership.objects.filter(function=proposal.proposed_by, network=proposal.network)
    people = {row.user_id: row.user for row in acting.in_force(timezone.localdate()).with_place()}
    own = people.get(proposal.proposed_person)
    link = address("keeping:proposal", proposal.pk)
    for person in [own] if own else people.values():
        if person:
            text = SENT_BACK.format(link=link)
            post(to=person.email, subject="Eine Frage zu Ihrem Vorschlag", text=text, kind="proposal")
