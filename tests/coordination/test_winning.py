"""Composition, a practice in three fields, and houses that offer themselves."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from schutznetz.coordination import actions
from schutznetz.coordination.actions.practices import KINDS
from schutznetz.coordination.enums import Practice
from schutznetz.coordination.models import JoinRequest
from schutznetz.directory import access as directory
from schutznetz.directory.models import ContactPoint
from schutznetz.directory.search.engine import Query
from schutznetz.jobs.models import Letter
from schutznetz.networks.enums import PartnershipState, PartnerType
from schutznetz.networks.models import Organisation, Partnership
from tests.factories import (
    make_contact_point,
    make_function,
    make_organisation,
    make_partnership,
    make_type,
    refused_by,
    shipped_types,
)
from tests.people import World

pytestmark = pytest.mark.django_db
COMPOSITION = "/konto/zusammensetzung/"
PRACTICE = "/konto/partner/praxis/"
JOIN = "/auental/mitmachen/"
SAID = {"name": "Spielkreis", "partner_type": "mgh", "town": "Auental", "email": "spiel@example.org"}
MIDWIFE = {"name": "Hebamme Ida", "kind": "midwife", "phone": "030 23125100"}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def client_(world):
    return world.client("coordinator")


class TestComposition:
    def test_says_who_is_there_who_is_missing_and_who_left(self, world, client_):
        make_partnership(world.home, make_organisation(), partner_type="kita")
        make_partnership(world.home, make_organisation(), partner_type="kita", state=PartnershipState.DORMANT)
        left = make_organisation("Alte Schule")
        today = timezone.localdate()
        make_partnership(world.home, left, partner_type="schule", state=PartnershipState.LEFT, valid_until=today)

        page = BeautifulSoup(client_.get(COMPOSITION).content, "html.parser")

        assert "Von den 19 Arten des § 3 Abs. 2 KKG sind 1 vertreten." in page.text
        assert "1 aktiv, 1 ruht" in page.text
        missing = {title.text for title in page.select("summary")}
        assert "Schule" in missing
        assert len(missing & {str(kind.label) for kind in PartnerType}) == 24
        assert "Alte Schule" in page.text

    def test_every_type_has_a_letter_that_leads_to_the_public_page(self, world, client_):
        page = BeautifulSoup(client_.get(COMPOSITION).content, "html.parser")

        letters = [link["href"] for link in page.select("a[href^='mailto:']")]
        assert len(letters) == 25
        assert all("%2Fauental%2Fmitmachen%2F" in letter or "/auental/mitmachen/" in letter for letter in letters)
        assert page.text.count("Zu prüfen, bevor Sie es verschicken") == 2
        assert "{" not in page.text.split("Wer noch fehlt")[1]

    def test_full_network_is_praised(self, world, client_):
        for kind in PartnerType:
            make_partnership(world.home, make_organisation(), partner_type=kind)

        assert "Alle sind dabei" in client_.get(COMPOSITION).text


class TestPractice:
    def test_three_fields_make_it_findable_at_once(self, world, client_):
        make_type("hebamme", "Hebammenhilfe", ["Hebamme"])

        answer = client_.post(PRACTICE, MIDWIFE, follow=True)

        assert "Hebamme Ida ist eingetragen und ab sofort zu finden." in answer.text
        (offer,) = directory.search(Query("Hebamme", network=world.home), limit=5)[1]
        assert [str(number) for number in offer.contact_point.phone_numbers.all()] == ["+493023125100"]
        partnership = Partnership.objects.get(organisation=offer.organisation)
        assert (partnership.network, partnership.partner_type, partnership.state) == (
            world.home,
            "heilberufe",
            "active",
        )

    def test_every_kind_is_in_the_catalogue(self):
        types = {kind.offer_type for kind in KINDS.values()}

        assert set(KINDS) == set(Practice)
        assert len(types) == len(Practice)
        assert types <= {kind.pk for kind in shipped_types()}

    @pytest.mark.parametrize("same", ["name", "phone"])
    def test_who_looks_alike_is_shown_first(self, same, world, client_):
        make_type("hebamme", "Hebammenhilfe")
        known = make_organisation("HEBAMME  Ida" if same == "name" else "Anders")
        make_partnership(world.home, known)
        if same == "phone":
            make_contact_point(make_function(known), phones=["+493023125100"])

        page = client_.post(PRACTICE, MIDWIFE).text

        assert "Gibt es sie schon?" in page
        assert f"/konto/partner/{known.pk}/" in page
        assert not Organisation.objects.filter(name="Hebamme Ida").exists()
        client_.post(PRACTICE, MIDWIFE | {"sure": "1"})
        assert Organisation.objects.filter(name="Hebamme Ida").count() == 1

    def test_wrong_input_is_named_and_kept(self, client_):
        page = client_.post(PRACTICE, {"name": "Hebamme Ida", "kind": "", "phone": "23 12"}).text

        assert "Bitte wählen Sie die Art der Praxis." in page
        assert "Diese Telefonnummer verstehen wir nicht." in page
        assert 'value="Hebamme Ida"' in page
        assert not Organisation.objects.filter(name="Hebamme Ida").exists()


class TestJoining:
    def test_start_page_leads_to_the_form(self, world, client):
        assert JOIN in client.get("/auental/").text
        assert JOIN in client.get("/auental/netzwerk/").text

    def test_request_waits_for_the_coordination(self, world, client, client_):
        answer = client.post(JOIN, SAID | {"text": "Jeden  Mittwoch\nFrühstück."})

        assert answer["Location"] == f"{JOIN}danke/"
        request = JoinRequest.objects.get()
        assert (request.network, request.name, request.text, request.state) == (
            world.home, "Spielkreis", "Jeden Mittwoch Frühstück.", "waiting",
        )  # fmt: skip
        assert "Möchte mitmachen: Spielkreis" in client_.get("/konto/zu-tun/").text
        assert "no-store" in client.get(JOIN).headers["Cache-Control"]

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"email": ""}, "wie wir Ihnen antworten können"),
            ({"email": "spiel@"}, "nicht vollständig"),
            ({"email": "", "phone": "23 12"}, "eine Nummer mit Vorwahl"),
            ({"name": ""}, "den Namen Ihrer Einrichtung"),
            ({"partner_type": "unsinn"}, "eine Antwort aus der Liste"),
            ({"town": ""}, "in welchem Ort"),
            ({"text": "x" * 301}, "kürzen Sie"),
        ],
    )
    def test_wrong_input_is_named_and_nothing_kept(self, sent, said, world, client):
        assert said in client.post(JOIN, SAID | sent).text
        assert not JoinRequest.objects.exists()

    def test_trap_thanks_and_keeps_nothing(self, world, client):
        assert client.post(JOIN, SAID | {"betreff": "x"})["Location"] == f"{JOIN}danke/"
        assert not JoinRequest.objects.exists()

    def test_day_has_a_limit(self, world, client):
        for _ in range(actions.MOST_REQUESTS_A_DAY):
            actions.offer_to_join(world.home, **SAID)

        assert "schon sehr viele gemeldet" in client.post(JOIN, SAID).text
        JoinRequest.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
        assert client.post(JOIN, SAID).status_code == 302

    def test_accepted_house_is_partner_with_a_contact_the_public_does_not_see(self, world, client, client_):
        request = actions.offer_to_join(world.home, phone="+493023125100", **SAID)

        client_.post(f"/konto/mitmachen/{request.pk}/", {"state": "active"})

        organisation = Organisation.objects.get(name="Spielkreis")
        partnership = organisation.partnerships.get()
        assert (partnership.state, partnership.partner_type) == ("active", "mgh")
        point = ContactPoint.objects.get(function__organisation=organisation)
        assert (point.email, point.visibility) == ("spiel@example.org", "network")
        assert "spiel@example.org" not in client.get(f"/auental/einrichtung/{organisation.pk}/").text
        assert "ist jetzt beim Netzwerk Auental eingetragen" in Letter.objects.get(to="spiel@example.org").text
        assert client_.get(f"/konto/mitmachen/{request.pk}/").status_code == 404

    def test_declined_house_hears_it_by_mail(self, world, client_):
        request = actions.offer_to_join(world.home, **SAID)

        answer = client_.post(f"/konto/mitmachen/{request.pk}/ablehnen/", follow=True)

        assert "Spielkreis: abgelehnt. Die Absage ist unterwegs." in answer.text
        assert "zurzeit nicht als Partner" in Letter.objects.get(to="spiel@example.org").text
        assert not Organisation.objects.filter(name="Spielkreis").exists()

    def test_without_an_address_nobody_is_written_to(self, world, client_):
        request = actions.offer_to_join(world.home, **SAID | {"email": "", "phone": "+493023125100"})

        answer = client_.post(f"/konto/mitmachen/{request.pk}/ablehnen/", follow=True)

        assert "Bitte sagen Sie telefonisch ab." in answer.text
        assert not Letter.objects.exists()

    def test_answer_without_a_choice_is_asked_again(self, world, client_):
        request = actions.offer_to_join(world.home, **SAID)

        assert "Bitte wählen Sie, wie es steht." in client_.post(f"/konto/mitmachen/{request.pk}/").text

    @pytest.mark.parametrize(
        ("broken", "constraint"),
        [
            ({"name": ""}, "join_has_a_name"),
            ({"email": ""}, "join_can_be_answered"),
            ({"text": "x" * 301}, "join_word_short"),
            ({"state": "lost", "decided_at": timezone.now()}, "join_state_known"),
            ({"state": "accepted"}, "join_decided_has_a_moment"),
        ],
    )
    def test_database_refuses(self, broken, constraint, world):
        with refused_by(constraint):
            JoinRequest.objects.create(network=world.home, **SAID | broken)
