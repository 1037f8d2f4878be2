"""What the public page says about an entry is what the log says: the same day, the same function (promise 4)."""

import re

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.coordination import actions
from schutznetz.coordination.models import ConfirmationRequest
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.jobs.models import Letter
from schutznetz.networks.access import acting_in
from schutznetz.networks.models import Function
from tests.coordination.rounds import Round, token_of
from tests.people import World

pytestmark = pytest.mark.django_db
LINE = re.compile(r'sn-fresh[^>]*>.*?<span class="sn-small">am ([^<]+), durch: ([^<,]+)', re.DOTALL)


def test_twenty_entries_say_what_the_log_says(client):
    world = World()
    round_ = Round(world.home)
    for number in range(8):
        round_.house(f"Haus {number}", email=f"haus{number}@example.org", offers=3)
    round_.run()
    for number in range(8):
        _answer_by_mail_or_telephone(client, world, round_, number)

    chosen = Offer.objects.exclude(confirmed_at=None).order_by("?")[:20]
    assert len(chosen) == 20
    for offer in chosen:
        written = Entry.objects.filter(event="entry.confirmed", about_id=offer.pk).latest("utc")
        page = client.get(f"/auental/angebot/{offer.pk}/").text
        day, who = LINE.search(page).groups()

        assert day == f"{timezone.localtime(written.utc):%d.%m.%Y}"
        assert who == Function.objects.get(pk=written.function).title
        assert offer.confirmed_at == written.utc
    assert not ContactPoint.objects.filter(confirmed_by_function__isnull=False).exists()


def _answer_by_mail_or_telephone(client, world, round_, number):
    letter = Letter.objects.get(to=f"haus{number}@example.org")
    if number % 3:
        client.post(f"/bestaetigen/{token_of(letter)}/")
    else:
        request = ConfirmationRequest.objects.get(organisation__name=f"Haus {number}")
        actions.confirm_for_house(request, acting_in(world.membership("coordinator"), ""))
