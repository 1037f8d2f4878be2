"""Writing to many: who gets it, who is left out, that nobody gets it twice, and the way out."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.common.logs import KEYS
from schutznetz.coordination import access, actions, tasks
from schutznetz.coordination.access.mailings import key_of, subscription_of
from schutznetz.coordination.models import FunctionMail, Mailing, Unsubscribed, digest
from schutznetz.jobs.models import Job, Letter, OutgoingMail
from schutznetz.networks import access as networks
from schutznetz.networks.enums import FunctionRole, PartnershipState, Visibility
from schutznetz.networks.models import Partnership
from tests.factories import (
    make_contact_point,
    make_function,
    make_gemeinde,
    make_organisation,
    make_partnership,
    make_site,
    refused_by,
)
from tests.people import World

pytestmark = pytest.mark.django_db
MAILINGS = "/konto/rundschreiben/"
TEXT = "Guten Tag,\n\ndas nächste Treffen ist am 3. Dezember."


@pytest.fixture
def world():
    return World()


@pytest.fixture
def who(world):
    return networks.acting_in(world.membership("coordinator"), "")


def house(world, name, email=None, *, partner_type="kita", role=FunctionRole.RECEPTION, gemeinde=None, **values):
    made = make_organisation(name)
    make_partnership(world.home, made, partner_type=partner_type)
    if gemeinde:
        make_site(made, gemeinde)
    function = make_function(made, "Anmeldung", role=role)
    make_contact_point(function, email=f"{name.lower()}@example.org" if email is None else email, **values)
    return function


def draft(world, who, **choice):
    return actions.draft_mailing(world.home, who, text=TEXT, **choice)


def names(mailing):
    return [function.organisation.name for function in access.recipients(mailing).functions]


def come_back(world, function, email):
    now = timezone.now()
    FunctionMail.objects.create(
        mail=function.pk, function=function, network=world.home, address_digest=digest(email), posted_at=now,
        returned_at=now, code="5.1.1",
    )  # fmt: skip


class TestChoice:
    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ({}, ["Anger", "Berg", "Hof"]),
            ({"partner_type": "schule"}, ["Berg"]),
            ({"role": "steward"}, ["Hof"]),
            ({"gemeinde_id": "14901010"}, ["Anger"]),
            ({"partner_type": "kita", "role": "steward"}, ["Hof"]),
        ],
    )
    def test_conditions_narrow_the_choice(self, choice, expected, world, who):
        house(world, "Anger", gemeinde=make_gemeinde())
        house(world, "Berg", partner_type="schule")
        house(world, "Hof", role=FunctionRole.STEWARD)
        house(world, "Ohne", email="")

        assert names(draft(world, who, **choice)) == expected

    @pytest.mark.parametrize("state", [PartnershipState.INVITED, PartnershipState.DORMANT])
    def test_only_active_partners_of_this_network_are_written_to(self, state, world, who):
        house(world, "Anger", visibility=Visibility.NETWORK)
        resting = house(world, "Berg")
        Partnership.objects.filter(organisation=resting.organisation).update(state=state)
        away = make_organisation("Weit")
        make_partnership(world.networks["away"], away)
        make_contact_point(make_function(away), email="weit@example.org")

        assert names(draft(world, who)) == ["Anger"]

    def test_one_address_gets_one_mail(self, world, who):
        house(world, "Anger", email="Info@example.org")
        house(world, "Berg", email="info@example.org")

        assert names(draft(world, who)) == ["Anger"]

    def test_unsubscribed_and_dead_addresses_are_left_out_and_counted(self, world, who):
        anger, berg, _ = house(world, "Anger"), house(world, "Berg"), house(world, "Hof")
        Unsubscribed.objects.create(network=world.home, function=anger)
        Unsubscribed.objects.create(network=world.networks["away"], function=berg)
        come_back(world, berg, "berg@example.org")

        to = access.recipients(draft(world, who))
        assert ([each.organisation.name for each in to.functions], to.unsubscribed, to.dead) == (["Hof"], 1, 1)
        berg.contact_point.email = "neu@example.org"
        berg.contact_point.save()
        assert names(draft(world, who)) == ["Berg", "Hof"]

    def test_many_cost_as_many_questions_as_one(self, world, who):
        mailing = draft(world, who)
        house(world, "Anger")
        with CaptureQueriesContext(connection) as one:
            access.recipients(mailing)
        for number in range(20):
            house(world, f"Haus{number}")
        with CaptureQueriesContext(connection) as many:
            assert len(access.recipients(mailing).functions) == 21
        assert len(many) == len(one) == 3


class TestSending:
    def test_each_gets_text_who_why_and_an_own_way_out(self, world, who):
        anger = house(world, "Anger")
        mailing = draft(world, who)

        actions.send_mailing(mailing, who)
        assert not Letter.objects.exists()
        tasks.post_mailing.prepare(mailing=str(mailing.pk))

        letter = Letter.objects.get()
        assert letter.to == "anger@example.org"
        assert letter.text.startswith(TEXT)
        assert "Es schreibt die Koordination: Netzwerk Auental." in letter.text
        # the link carries the second in which it was made
        found = subscription_of(re.search(r"/abbestellen/([^/]+)/", letter.text)[1])
        assert (found.network, found.function) == (world.home, anger)
        assert "{" not in letter.text
        mailing.refresh_from_db()
        assert (mailing.state, mailing.addressed) == ("sent", 1)
        assert FunctionMail.objects.get().address_digest == digest("anger@example.org")

    def test_is_sent_once_and_posted_once_however_often_the_job_runs(self, world, who):
        for number in range(3):
            house(world, f"Haus{number}")
        mailing = draft(world, who)
        actions.send_mailing(mailing, who)

        with pytest.raises(DomainError, match="schon verschickt"):
            actions.send_mailing(mailing, who)
        for _ in range(2):
            tasks.post_mailing.prepare(mailing=str(mailing.pk))

        assert OutgoingMail.objects.filter(kind="mailing").count() == 3
        assert Job.objects.filter(name="coordination.post_mailing").count() == 1
        tasks.post_mailing.prepare(mailing="00000000-0000-4000-8000-000000000000")

    def test_nobody_is_refused(self, world, who):
        with pytest.raises(DomainError, match="niemanden mit einer E-Mail-Adresse"):
            actions.send_mailing(draft(world, who), who)

    def test_log_says_that_it_was_sent_and_not_what(self, world, who):
        house(world, "Anger")
        mailing = draft(world, who)
        actions.send_mailing(mailing, who)

        entry = Entry.objects.get(event="mailing.sent")
        assert (entry.about_kind, entry.about_id, entry.ground) == ("mailing", mailing.pk, "")

    def test_draft_goes_after_a_day_and_what_was_sent_stays(self, world, who):
        house(world, "Anger")
        sent = draft(world, who)
        actions.send_mailing(sent, who)
        draft(world, who)
        Mailing.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
        fresh = draft(world, who)

        tasks.forget_drafts.effect()

        assert set(Mailing.objects.all()) == {sent, fresh}


class TestPages:
    def write(self, world, **sent):
        return world.client("coordinator").post(f"{MAILINGS}schreiben/", {"text": TEXT} | sent, follow=True)

    def test_preview_shows_how_many_the_first_ten_and_the_whole_text(self, world):
        for number in range(12):
            house(world, f"Haus{number:02}")

        page = self.write(world).text

        assert "12 Adressen" in page
        assert "Haus09: Anmeldung" in page
        assert "Haus10: Anmeldung" not in page
        assert "und 2 weitere" in page
        assert "das nächste Treffen" in page
        assert "/abbestellen/…/" in page
        assert not Job.objects.filter(name="coordination.post_mailing").exists()

    def test_sent_mailings_are_listed_with_day_and_number(self, world):
        house(world, "Anger")
        client = world.client("coordinator")
        page = BeautifulSoup(self.write(world).content, "html.parser")
        form = page.select_one("form[action$='verschicken/']")

        sent = {"mailing": form.select_one("input[name=mailing]")["value"]}
        answer = client.post(form["action"], sent, follow=True)

        assert "Ihr Rundschreiben geht an eine Adresse." in answer.text
        assert "Uhr, an eine Adresse" in answer.text
        shown = client.get(f"{MAILINGS}{sent['mailing']}/").text
        assert "So ging es hinaus" in shown
        assert "Jetzt verschicken" not in shown
        assert "schon verschickt" in client.post(form["action"], sent, follow=True).text
        assert client.post(form["action"], {"mailing": "x"}).status_code == 404

    def test_choice_without_anybody_cannot_be_sent(self, world):
        page = self.write(world, partner_type="mgh").text

        assert "niemanden mit einer E-Mail-Adresse" in page
        assert "Mehrgenerationenhaus" in page
        assert "Jetzt verschicken" not in page

    @pytest.mark.parametrize(
        ("sent", "said"),
        [({"text": ""}, "Bitte schreiben Sie Ihren Text."), ({"text": "x" * 3001}, "kürzen Sie Ihren Text"),
         ({"text": "a\x1bb"}, "Steuerzeichen"), ({"role": "chef"}, "auswählen"), ({"gemeinde": "1"}, "auswählen")],
    )  # fmt: skip
    def test_wrong_input_is_named_and_no_draft_kept(self, sent, said, world):
        page = self.write(world, **sent).text
        assert said in page or "Auswahl" in page
        assert not Mailing.objects.exists()


class TestWayOut:
    def link(self, world, function):
        return f"/abbestellen/{key_of(world.home.pk, function.pk)}/"

    @pytest.fixture
    def anger(self, world):
        return house(world, "Anger")

    def test_only_post_acts_and_twice_is_once(self, world, anger, client):
        link = self.link(world, anger)

        for method in (client.get, client.head, client.get):
            assert method(link).status_code == 200
            assert not Unsubscribed.objects.exists()
        assert "Keine Rundschreiben mehr?" in client.get(link).text
        for _ in range(2):
            assert "Sie bekommen keine Rundschreiben mehr" in client.post(link).text
        assert Unsubscribed.objects.get().function == anger
        assert "Sie bekommen keine Rundschreiben mehr" in client.get(link).text

    def test_it_holds_for_the_named_function_and_network_only(self, world, anger, who, client):
        berg = house(world, "Berg")
        client.post(self.link(world, anger))

        assert names(draft(world, who)) == ["Berg"]
        assert not Unsubscribed.objects.filter(function=berg).exists()

    @pytest.mark.parametrize("key", ["erfunden", "a:b:c", "WyJhIiwiYiJd:1abc:xyz"])
    def test_forged_link_explains_itself(self, key, world, client):
        for method in (client.get, client.post):
            answer = method(f"/abbestellen/{key}/")
            assert answer.status_code == 404
            assert "Diesen Link kennen wir nicht" in answer.text
        assert not Unsubscribed.objects.exists()

    def test_link_of_a_function_that_is_gone_explains_itself(self, world, anger, client):
        link = self.link(world, anger)
        anger.delete()

        assert "Diesen Link kennen wir nicht" in client.get(link).text

    def test_form_needs_its_token_and_no_cache_keeps_the_page(self, world, anger):
        strict = Client(enforce_csrf_checks=True)

        assert strict.post(self.link(world, anger)).status_code == 403
        assert "no-store" in strict.get(self.link(world, anger)).headers["Cache-Control"]

    def test_key_of_a_link_stands_in_no_log(self):
        assert KEYS.sub(r"\1-", "Not Found: /abbestellen/abc:def/") == "Not Found: /abbestellen/-/"


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [({"text": ""}, "mailing_text_length"), ({"text": "x", "state": "sent"}, "mailing_sent_has_a_moment")],
)
def test_database_refuses(broken, constraint, world):
    with refused_by(constraint):
        Mailing.objects.create(network=world.home, **broken)


def test_database_keeps_a_refusal_once(world):
    function = make_function()
    Unsubscribed.objects.create(network=world.home, function=function)

    with refused_by("unsubscribed_once"):
        Unsubscribed.objects.create(network=world.home, function=function)
