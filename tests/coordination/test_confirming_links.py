"""Links out of mails: GET and HEAD show, POST acts once and only on what the link names; the others explain."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.coordination.enums import Answer
from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, RequestedEntry
from schutznetz.directory.models import ContactPoint, GoneNotice, MistakeReport, Offer
from schutznetz.jobs.models import Job, Letter
from schutznetz.networks.enums import FunctionRole, ValueKey, Visibility
from schutznetz.networks.models import NetworkValue
from tests.coordination.rounds import Round, last_token
from tests.factories import (
    make_contact_point,
    make_function,
    make_network,
    make_offer,
    make_organisation,
    make_partnership,
)

pytestmark = pytest.mark.django_db

COORDINATION = "koordination@kreis.example"


@pytest.fixture
def round_():
    round_ = Round()
    round_.keeper = round_.house(offers=2)
    round_.run()
    return round_


@pytest.fixture
def href(round_):
    return f"/bestaetigen/{last_token()}/"


def everything():
    """What a visit could change."""
    return (
        list(Offer.objects.order_by("pk").values_list("pk", "confirmed_at", "changed_at", "visibility")),
        list(RequestedEntry.objects.order_by("pk").values_list("pk", "answer")),
        Entry.objects.count(), GoneNotice.objects.count(), MistakeReport.objects.count(), Job.objects.count(),
        list(ConfirmationRequest.objects.values_list("closed_at")),
    )  # fmt: skip


def rows():
    return RequestedEntry.objects.order_by("offer__title")


class TestConfirm:
    @pytest.mark.parametrize("way", ["", "aendern/", "weg/"])
    @pytest.mark.parametrize("method", ["get", "head", "options"])
    def test_looking_changes_nothing(self, client, href, way, method):
        before = everything()

        answers = [getattr(client, method)(href + way) for _ in range(3)]

        assert everything() == before
        if method != "options":
            assert {answer.status_code for answer in answers} == {200}
            assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
            assert {answer.headers["X-Robots-Tag"] for answer in answers} == {"noindex"}
            # names our host and nothing of the address: under no-referrer browsers send forms without their origin
            assert {answer.headers["Referrer-Policy"] for answer in answers} == {"strict-origin"}

    def test_page_shows_exactly_what_will_be_confirmed(self, client, href):
        page = client.get(href).text

        assert "Kita Angebot 0" in page
        assert "Kita Angebot 1" in page
        assert "Sie bestätigen genau diese 2 Einträge." in page
        assert "030 23125" in page

    def test_post_confirms_once_and_the_second_changes_nothing(self, client, href, round_):
        assert client.post(href).status_code == 302
        after = everything()
        assert client.post(href).status_code == 200

        assert everything() == after
        written = {entry.about_id: entry for entry in Entry.objects.filter(event="entry.confirmed")}
        for offer in Offer.objects.all():
            assert offer.confirmed_at == written[offer.pk].utc
            assert offer.confirmed_by_function == round_.keeper
            assert (written[offer.pk].person, written[offer.pk].function) == (None, round_.keeper.pk)
        assert set(rows().values_list("answer", flat=True)) == {Answer.CONFIRMED}
        assert ConfirmationRequest.objects.get().closed_at is not None
        page = client.get(href)
        assert "hier ist alles erledigt" in page.text
        assert "Kita Angebot 0, Kita Angebot 1" in page.text

    def test_only_what_the_link_names(self, client, href, round_):
        house = Offer.objects.first().organisation
        later = make_offer("Später dazu", organisation=house, contact_point=None, site=None)
        round_.run(14)

        client.post(href)

        later.refresh_from_db()
        assert later.confirmed_at is None
        assert Offer.objects.exclude(confirmed_at=None).count() == 2
        client.post(f"/bestaetigen/{last_token()}/")
        later.refresh_from_db()
        assert later.confirmed_at is not None

    def test_entry_that_was_changed_since_is_not_confirmed_unseen(self, client, href):
        offer = Offer.objects.order_by("title").first()
        Offer.objects.filter(pk=offer.pk).update(title="Ganz anders", changed_at=timezone.now())

        assert "Sie bestätigen genau diesen Eintrag." in client.get(href).text
        client.post(href)

        offer.refresh_from_db()
        assert offer.confirmed_at is None
        assert Offer.objects.exclude(confirmed_at=None).count() == 1

    @pytest.mark.parametrize("visibility", [Visibility.NETWORK, Visibility.CONFIDENTIAL])
    def test_hidden_entry_is_neither_shown_nor_confirmed(self, client, href, visibility):
        Offer.objects.filter(title="Kita Angebot 0").update(visibility=visibility)

        page = client.get(href).text
        assert "Sie bestätigen genau diesen Eintrag." in page
        client.post(href)

        assert Offer.objects.exclude(confirmed_at=None).get().title == "Kita Angebot 1"

    def test_newer_link_does_not_end_the_older_one(self, client, href, round_):
        round_.run(14)

        assert client.get(href).status_code == 200
        client.post(f"/bestaetigen/{last_token()}/")
        assert "hier ist alles erledigt" in client.get(href).text

    def test_contact_point_is_shown_and_confirmed(self, client):
        round_ = Round()
        round_.house(offers=0)
        ContactPoint.objects.update(confirmed_at=None)
        round_.run()
        link = f"/bestaetigen/{last_token()}/"

        assert "Kontakt: Pflege Kita" in client.get(link).text
        client.post(link)

        assert ContactPoint.objects.get().confirmed_at is not None


class TestOtherLinks:
    @pytest.mark.parametrize("way", ["", "aendern/", "weg/"])
    @pytest.mark.parametrize("method", ["get", "head", "post"])
    @pytest.mark.parametrize("token", ["gibt-es-nicht", "x" * 43, "%00", "ä"])
    def test_forged_one_explains_itself(self, client, href, token, method, way):
        before = everything()
        answer = getattr(client, method)(f"/bestaetigen/{token}/{way}")

        assert answer.status_code == 404
        assert everything() == before
        if method != "head":
            assert "Diesen Link kennen wir nicht" in answer.text
            assert 'href="/anmelden/"' in answer.text

    @pytest.mark.parametrize("way", ["", "aendern/", "weg/"])
    @pytest.mark.parametrize("method", ["get", "head", "post"])
    def test_expired_one_explains_itself_and_leads_on(self, client, href, method, way, round_):
        for partner_type, email in (("schule", "koordination@schule.example"), ("oeff_jugendhilfe", COORDINATION)):
            house = make_organisation()
            make_partnership(round_.network, house, partner_type=partner_type)
            make_contact_point(make_function(house, "Koordination", role=FunctionRole.COORDINATION), email=email)
        ConfirmationLink.objects.update(sent_at=timezone.now() - timedelta(days=31), expires_at=timezone.now())
        before = everything()

        answer = getattr(client, method)(href + way)

        assert answer.status_code == 410
        assert everything() == before
        if method != "head":
            assert "Dieser Link ist abgelaufen" in answer.text
            assert f"mailto:{COORDINATION}" in answer.text
            assert "schule.example" not in answer.text
            assert 'href="/auental/"' in answer.text

    def test_network_that_names_its_address_is_believed(self, client, href, round_):
        today = timezone.localdate()
        NetworkValue.objects.create(
            network=round_.network, key=ValueKey.CONTACT_EMAIL, value=COORDINATION, stand=today, source="Jugendamt"
        )
        client.post(href)

        assert f"mailto:{COORDINATION}" in client.get(href).text

    @pytest.mark.parametrize("way", ["aendern/", "weg/"])
    def test_used_one_explains_itself_everywhere(self, client, href, way):
        client.post(href)

        for method in ("get", "post"):
            answer = getattr(client, method)(href + way)
            assert answer.status_code == 200
            assert "hier ist alles erledigt" in answer.text

    def test_token_is_stored_nowhere(self, round_, href):
        token = href.split("/")[2]

        assert len(token) >= 43
        stored = [str(row) for model in (ConfirmationLink, ConfirmationRequest, RequestedEntry, Job)
                  for row in model.objects.values_list()]  # fmt: skip
        assert not any(token in row for row in stored)
        assert token in Letter.objects.get().text

    def test_link_of_another_house_opens_nothing_of_this_one(self, client, href, round_):
        not_named = str(rows().first().pk)
        other = round_.house("Hort", email="hort@example.org")
        round_.run()
        foreign = f"/bestaetigen/{last_token()}/"

        client.post(f"{foreign}weg/", {"entries": [not_named]})
        client.post(foreign)

        assert not GoneNotice.objects.exists()
        assert Offer.objects.exclude(confirmed_at=None).get().organisation == other.organisation


class TestChange:
    def change(self, client, href, chosen, **values):
        given = {"entries": [str(row.pk) for row in chosen], "kind": "phone", "text": "Neue Nummer: 030 23125177"}
        return client.post(f"{href}aendern/", given | values)

    def test_becomes_a_report_about_the_offer_and_changes_no_entry(self, client, href):
        before = list(Offer.objects.values_list("pk", "changed_at", "confirmed_at"))
        answer = self.change(client, href, rows()[:1])

        assert answer.status_code == 302
        report = MistakeReport.objects.get()
        assert (report.offer.title, report.kind, report.text) == (
            "Kita Angebot 0", "phone", "Neue Nummer: 030 23125177",
        )  # fmt: skip
        assert report.told_at is not None
        assert list(Offer.objects.values_list("pk", "changed_at", "confirmed_at")) == before
        assert list(rows().values_list("answer", flat=True)) == [Answer.REPORTED, ""]

    def test_other_entries_can_still_be_confirmed(self, client, href):
        self.change(client, href, rows()[:1])

        page = client.get(href).text
        assert "Ihr Hinweis ist da" in page
        assert "Sie bestätigen genau diesen Eintrag." in page
        client.post(href)
        assert Offer.objects.exclude(confirmed_at=None).get().title == "Kita Angebot 1"

    def test_several_become_one_report_that_names_them(self, client, href):
        self.change(client, href, rows())

        report = MistakeReport.objects.get()
        assert report.offer is None
        assert report.text == "Betrifft: Kita Angebot 0, Kita Angebot 1\nNeue Nummer: 030 23125177"

    def test_long_text_is_kept_whole_whatever_the_titles(self, client, href):
        Offer.objects.update(title="T" * 200)
        self.change(client, href, rows(), text="x" * 999)

        assert MistakeReport.objects.get().text.endswith("x" * 999)
        assert len(MistakeReport.objects.get().text) <= 1000

    @pytest.mark.parametrize(
        "values",
        [
            {"text": "x" * 1001}, {"text": ""}, {"kind": "gone"}, {"kind": ""}, {"entries": []}, {"entries": ["x"]},
            {"entries": ["00000000-0000-4000-8000-000000000000"]},
        ],
    )  # fmt: skip
    def test_what_does_not_fit_is_named_and_kept(self, client, href, values):
        answer = self.change(client, href, rows()[:1], **values)

        assert answer.status_code == 200
        assert "Bitte" in answer.text
        assert not MistakeReport.objects.exists()

    def test_program_that_fills_the_trap_is_thanked_and_nothing_is_kept(self, client, href):
        assert self.change(client, href, rows()[:1], betreff="Angebot").status_code == 302
        assert not MistakeReport.objects.exists()

    def test_nobody_is_asked_again_for_four_weeks(self, client, href, round_):
        self.change(client, href, rows())

        assert {reason for _, reason in round_.run(14).skipped} == {"reported"}
        assert round_.run(30).mailed == 2

    def test_text_stands_in_no_log(self, client, href):
        self.change(client, href, rows())

        assert not any("23125177" in str(row) for row in Entry.objects.values_list())


class TestGone:
    def test_marks_and_deletes_nothing(self, client, href, round_):
        answer = client.post(f"{href}weg/", {"entries": [str(rows()[0].pk)]})

        assert answer.status_code == 302
        notice = GoneNotice.objects.get()
        assert (notice.offer.title, notice.function, notice.network) == (
            "Kita Angebot 0", round_.keeper, round_.network,
        )  # fmt: skip
        assert Offer.objects.public().count() == 2
        assert Entry.objects.filter(event="entry.said_gone", about_id=notice.offer_id).count() == 1
        assert {reason for _, reason in round_.run(14).skipped} == {"gone"}

    def test_single_entry_is_chosen_already(self, client, href):
        assert "checked" not in client.get(f"{href}weg/").text
        client.post(f"{href}weg/", {"entries": [str(rows()[0].pk)]})

        assert client.get(f"{href}weg/").text.count("checked") == 1

    def test_second_notice_about_the_same_entry_is_none(self, client, href, round_):
        round_.run(14)
        newer = f"/bestaetigen/{last_token()}/"
        client.post(f"{newer}weg/", {"entries": [str(rows()[0].pk)]})
        client.post(f"{href}weg/", {"entries": [str(rows()[0].pk)]})

        assert GoneNotice.objects.count() == 1

    def test_public_page_says_so(self, client, href):
        offer = Offer.objects.get(title="Kita Angebot 0")
        client.post(f"{href}weg/", {"entries": [str(rows()[0].pk)]})

        assert "gibt es das nicht mehr" in client.get(f"/auental/angebot/{offer.pk}/").text
        other = Offer.objects.get(title="Kita Angebot 1")
        assert "gibt es das nicht mehr" not in client.get(f"/auental/angebot/{other.pk}/").text


def test_page_of_three_entries_asks_as_much_as_that_of_one(client):
    network = make_network()

    def questions(offers):
        round_ = Round(network)
        round_.house(f"Haus {offers}", email=f"haus{offers}@example.org", offers=offers)
        round_.run()
        href = f"/bestaetigen/{last_token()}/"
        client.get(href)
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            assert re.search(rf"Haus {offers} Angebot 0", client.get(href).text)
        return len(seen)

    assert questions(1) == questions(3)
