"""A network with houses that have something due, and what tests of the campaign ask about it."""

import re
from datetime import timedelta

from django.utils import timezone

from schutznetz.coordination.actions import run_campaign
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.jobs.models import Letter
from schutznetz.networks.enums import FunctionRole
from tests.factories import (
    make_contact_point,
    make_function,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
)

DAY = timedelta(days=1)


class Round:
    """One network; time passes by asking for a later day."""

    def __init__(self, network=None):
        self.network = network or make_network()
        self.start = timezone.now()

    def house(self, name="Kita", *, role=FunctionRole.STEWARD, email="pflege@kita.example", offers=1, **values):
        """A partner with a keeping function and offers that nobody has ever confirmed."""
        house = make_organisation(name)
        make_partnership(self.network, house)
        keeper = make_function(house, f"Pflege {name}", role=role, **values)
        point = make_contact_point(keeper, email=email, confirmed_at=self.start + 1000 * DAY)
        for number in range(offers):
            make_offer(f"{name} Angebot {number}", organisation=house, contact_point=point, site=None)
        return keeper

    def run(self, days=0, **options):
        if days == 0:
            # as if nothing had been written today
            for model in (Offer, ContactPoint):
                model.objects.update(changed_at=self.start - DAY)
        return run_campaign(self.network, self.start + days * DAY, **options)

    def letters(self):
        """Receivers and links in the order of writing."""
        return list(Letter.objects.order_by("mail__created_at").values_list("to", flat=True))


def token_of(letter):
    return re.search(r"/bestaetigen/([\w-]+)/", letter.text).group(1)


def last_token():
    return token_of(Letter.objects.order_by("-mail__created_at").first())


def addressed(function, email):
    return ContactPoint.objects.filter(function=function).update(email=email)


def offers():
    return Offer.objects.order_by("title")
