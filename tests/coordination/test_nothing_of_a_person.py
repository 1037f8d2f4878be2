"""Who leaves, or whose consent is over, is named nowhere: pages, search, card, mails show the function (promise 3)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.coordination import actions
from schutznetz.directory.models import ContactPoint, Offer
from schutznetz.jobs.models import Letter
from schutznetz.networks import access
from schutznetz.networks.models import Holder
from schutznetz.publishing import access as publishing
from schutznetz.publishing.enums import CardSize
from schutznetz.publishing.presenting.card import card
from tests.coordination.rounds import last_token
from tests.factories import make_contact_point, make_offer, make_site
from tests.people import World

pytestmark = pytest.mark.django_db
NAME = "Wilhelmine Beispielhuber"
DAY = timedelta(days=1)


@pytest.fixture
def world():
    made = World()
    function = made.membership("steward").function
    site = make_site(made.kita)
    point = make_contact_point(function, site=site, email="pflege@kita.example")
    made.offer = make_offer("Krippe Auental", organisation=made.kita, site=site, contact_point=point)
    today = timezone.localdate()
    made.holder = Holder.objects.create(
        function=function, name=NAME, valid_from=today - 9 * DAY, visibility="public", consent_on=today - 9 * DAY,
        consent_expires_on=today + DAY,
    )  # fmt: skip
    return made


def pages(world, client):
    """What visitors read about the house, wherever they meet it."""
    house, offer = world.kita.pk, world.offer.pk
    paths = [
        f"/angebot/{offer}/", f"/einrichtung/{house}/", f"/auental/angebot/{offer}/", f"/auental/einrichtung/{house}/",
        "/auental/suche/?q=Krippe", "/auental/netzwerk/", "/auental/jetzt/?ort=Auental",
        f"/angebot/{offer}/hinweis/", f"/bestaetigen/{_asked(world)}/",
    ]  # fmt: skip
    return {path: client.get(path).text for path in paths}


def _asked(world):
    """Let the campaign ask about everything, and return the link of its mail."""
    for model in (Offer, ContactPoint):
        model.objects.update(changed_at=timezone.now() - DAY)
    actions.run_campaign(world.home, timezone.now())
    return last_token()


def search_for_the_name(client):
    return client.get("/auental/suche/", {"q": NAME}).text.replace(f'value="{NAME}"', "")


def mails_and_card(world):
    printed = str(card(publishing.source(world.home, timezone.now()), CardSize.A4, None, "").as_data())
    return printed + "".join(f"{letter.to} {letter.text}" for letter in Letter.objects.all())


def test_with_consent_the_name_is_shown_so_that_the_others_can_fail(world, client):
    said = pages(world, client)

    assert NAME in said[f"/angebot/{world.offer.pk}/"]
    assert NAME not in mails_and_card(world)


def test_who_has_left_is_named_nowhere_and_the_function_is_reached_through_its_substitute(world, client):
    lead = world.membership("lead")
    lead.function.title = "Leitung der Kita"
    lead.function.save()

    actions.hand_over(world.membership("steward"), lead, access.acting_in(world.membership("coordinator"), ""))

    said = pages(world, client)
    assert [path for path, page in said.items() if NAME in page] == []
    for path in (f"/angebot/{world.offer.pk}/", f"/auental/einrichtung/{world.kita.pk}/"):
        assert "030 23125" in said[path]
        assert "Leitung der Kita" in said[path]
    assert "Krippe Auental" not in search_for_the_name(client)
    assert NAME not in mails_and_card(world)


def test_the_day_after_its_consent_a_name_is_gone_without_anybody_doing_anything(world, client):
    today = timezone.localdate()
    Holder.objects.filter(pk=world.holder.pk).update(consent_expires_on=today - DAY)

    said = pages(world, client)

    assert [path for path, page in said.items() if NAME in page] == []
    assert "030 23125" in said[f"/angebot/{world.offer.pk}/"]
    assert "Krippe Auental" not in search_for_the_name(client)
    assert NAME not in mails_and_card(world)
