"""What the coordination follows up in one house: a request, a notice, a report, a function with an address."""

from datetime import timedelta

from django.utils import timezone

from schutznetz.coordination.enums import Step
from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, RequestedEntry
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import GoneNotice, MistakeReport
from schutznetz.networks.access import digest
from tests.factories import make_contact_point, make_function, make_offer

# Parts of an address, and what they are here.
FOLLOW_UPS = ("asked", "notice", "report", "function")


class FollowUps:
    """One of each, so that addresses of every relation lead to something."""

    def __init__(self, house, network):
        self.function = make_function(house, "Pflege der Einträge")
        offer = make_offer(organisation=house, site=None, contact_point=make_contact_point(self.function))
        now = timezone.now()
        self.now = now
        values = {"network": network, "organisation": house}
        self.asked = ConfirmationRequest.objects.create(
            **values, step=Step.COORDINATION, started_at=now, stepped_at=now
        )
        RequestedEntry.objects.create(request=self.asked, offer=offer, named_at=now)
        over = make_offer(organisation=house, site=None, contact_point=None)
        self.notice = GoneNotice.objects.create(**values, offer=over, said_at=now)
        self.report = MistakeReport.objects.create(organisation=house, kind=MistakeKind.PHONE)

    def give_link(self, token):
        until = self.now + timedelta(days=1)
        ConfirmationLink.objects.create(
            request=self.asked, function=self.function, step=Step.FIRST, token_hash=digest(token), sent_at=self.now,
            expires_at=until,
        )  # fmt: skip
