"""The pinboard by mail: to oneself, without an account, and never as a way to fill somebody else's mailbox."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from schutznetz.accounts import access as accounts
from schutznetz.common.errors import DomainError
from schutznetz.directory.access import offers_whole
from schutznetz.jobs.models import Letter
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from schutznetz.publishing.actions.mailing import mail_pinboard
from tests.factories import TODAY, make_confidential_site, make_network, make_offer, make_site

pytestmark = pytest.mark.django_db
HERE = "/merkliste/mail/"
ME = "ich@example.org"


@pytest.fixture
def offer(settings):
    settings.PUBLIC_ADDRESS = "https://schutznetz.example"
    return make_offer("Rat für Eltern", site=make_site(street="Gartenweg", house_number="3"))


def keep(client, *offers):
    for offer in offers:
        client.post(f"/angebot/{offer.pk}/merken/")


def text(answer):
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def sent(*offers, to=ME, source=""):
    mail_pinboard(offers_whole([offer.pk for offer in offers]), to, source)


def test_visitor_gets_what_was_kept(client, offer):
    make_network("auental")
    keep(client, offer, make_offer("Jugendclub", site=None, contact_point=None))
    page = BeautifulSoup(client.get("/auental/merkliste/").content, "html.parser")
    way = page.find("a", string="Mir selbst per E-Mail schicken")["href"]

    assert way == "/auental/merkliste/mail/"
    assert "Es sind 2 Angebote" in text(client.get(way))
    answer = client.post(way, {"email": ME}, follow=True)
    assert answer.redirect_chain == [("/auental/merkliste/mail/unterwegs/", 302)]
    assert "Ihre Merkliste ist unterwegs" in text(answer)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (ME, "Ihre Merkliste")
    assert "1. Rat für Eltern\n" in letter.text
    assert "   Telefon: 030 23125147\n" in letter.text
    assert "   Gartenweg 3, " in letter.text
    assert f"   https://schutznetz.example/angebot/{offer.pk}/" in letter.text
    assert "\n2. Jugendclub\n" in letter.text


@pytest.mark.parametrize(("typed", "said"), [
    ("", "wohin die Liste gehen soll"), ("ich@", "nicht vollständig"), ("x" * 300 + "@example.org", "zu lang"),
    ("ich@[127.0.0.1]", "nicht gültig"),
])  # fmt: skip
def test_address_that_is_none_is_said_and_stays(client, offer, typed, said):
    keep(client, offer)
    answer = client.post(HERE, {"email": typed})

    assert said in text(answer)
    field = BeautifulSoup(answer.content, "html.parser").find("input", type="email")
    assert field.get("value", "") == typed
    assert not Letter.objects.exists()


def test_without_an_offer_nothing_leaves(client):
    assert "Hier ist noch nichts" in text(client.get(HERE))
    assert "Hier ist noch nichts" in text(client.post(HERE, {"email": ME}))
    assert not Letter.objects.exists()


def test_who_fills_the_trap_is_thanked_and_nothing_leaves(client, offer):
    keep(client, offer)

    assert client.post(HERE, {"email": ME, "betreff": "x"})["Location"] == "/merkliste/mail/unterwegs/"
    assert not Letter.objects.exists()


def test_protected_place_and_names_are_not_in_the_mail(offer):
    hidden = make_offer("Schutz", site=make_confidential_site(), contact_point=None)
    Holder.objects.create(
        function=offer.contact_point.function, name="Toni Muster", valid_from=TODAY, visibility=Visibility.PUBLIC,
        consent_on=TODAY, consent_expires_on=date(2036, 1, 1),
    )  # fmt: skip
    sent(offer, hidden)

    told = Letter.objects.get().text
    assert f"2. Schutz\n   {hidden.organisation.name}\n   https://schutznetz.example/angebot/{hidden.pk}/\n" in told
    assert "Toni" not in told


def test_one_mailbox_gets_three_a_day_however_it_is_spelled(client, offer):
    keep(client, offer)
    for spelled in (ME, ME.upper(), ME):
        client.post(HERE, {"email": spelled})
    answer = client.post(HERE, {"email": ME})

    assert "schon viele Mails" in text(answer)
    assert Letter.objects.count() == 3
    client.post(HERE, {"email": "andere@example.org"})
    assert Letter.objects.count() == 4


@pytest.mark.parametrize("limit", ["MAILS_FROM_ONE", "MAILS_IN_ALL"])
def test_one_source_and_all_together_have_a_limit(monkeypatch, offer, limit):
    monkeypatch.setattr(accounts, limit, 1)
    sent(offer, to="a@example.org", source="8.8.8.8")

    with pytest.raises(DomainError, match="schon viele Mails"):
        sent(offer, to="b@example.org", source="8.8.8.9")


def test_long_list_is_told_in_short(offer):
    longest = [make_offer("x" * 190, contact_point=offer.contact_point, site=offer.site) for _ in range(40)]
    offer.site.street = "S" * 100
    offer.site.save()
    offer.organisation.name = "O" * 190
    offer.organisation.save()
    sent(*longest)

    told = Letter.objects.get().text
    assert told.count("Telefon: 030 23125147") == 40
    assert len(told) <= 20_000
