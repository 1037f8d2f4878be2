"""Telling that an entry is wrong: what is asked, kept, refused, and never written anywhere else."""

import logging
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from schutznetz.directory import actions
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import LONGEST_MISTAKE, MistakeReport
from schutznetz.networks.enums import Visibility
from tests.directory.reading import heading, links, main, read, text
from tests.factories import make_network, make_offer, make_organisation, refused_by

pytestmark = pytest.mark.django_db
SECRET = "Das Kind heißt Nadelöhr"


@pytest.fixture
def offer():
    return make_offer("Rat für Eltern", organisation=make_organisation("Beratung Auental"))


@pytest.fixture
def path(offer):
    return f"/angebot/{offer.pk}/hinweis/"


def problems(page):
    """Field that each line of the error summary leads to → what it says."""
    return {link["href"]: text(link) for link in page.select(".sn-errors a")}


def refused(client, path, sent):
    """Send a form that does not go through, and return the page that says so."""
    response = client.post(path, sent)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


class TestSending:
    def test_offer_and_organisation_lead_to_the_form(self, client, offer):
        make_network("auental")

        for kind, pk in (("angebot", offer.pk), ("einrichtung", offer.organisation_id)):
            found = links(main(read(client, f"/auental/{kind}/{pk}/")))
            assert found["Stimmt hier etwas nicht?"] == f"/auental/{kind}/{pk}/hinweis/"

    def test_form_names_the_entry_and_says_what_happens_next(self, client, path):
        page = read(client, path)

        assert heading(page) == "Stimmt hier etwas nicht?"
        assert "Es geht um: Rat für Eltern." in text(main(page))
        assert "Nach sechs Monaten löschen wir Ihren Hinweis." in text(main(page))
        assert "Ein Kind ist in Gefahr? Rufen Sie 110 an." in text(main(page))
        assert [option["value"] for option in page.select("input[type=radio]")] == MistakeKind.values

    def test_report_about_an_offer_is_kept(self, client, offer):
        network = make_network("auental")
        sent = {"kind": "phone", "text": "Die Nummer ist neu.", "reply_email": "toni@auental.example"}

        response = client.post(f"/auental/angebot/{offer.pk}/hinweis/", sent)

        assert response["Location"] == f"/auental/angebot/{offer.pk}/hinweis/danke/"
        report = MistakeReport.objects.get()
        assert (report.network, report.organisation, report.offer) == (network, offer.organisation, offer)
        assert (report.kind, report.text, report.reply_email) == tuple(sent.values())
        assert timezone.now() - report.created_at < timedelta(minutes=1)

    def test_report_about_an_organisation_is_kept_without_a_network(self, client, offer):
        response = client.post(f"/einrichtung/{offer.organisation_id}/hinweis/", {"kind": "gone"})

        assert response["Location"] == f"/einrichtung/{offer.organisation_id}/hinweis/danke/"
        report = MistakeReport.objects.get()
        assert (report.network, report.organisation, report.offer) == (None, offer.organisation, None)
        assert (report.kind, report.text, report.reply_email) == ("gone", "", "")

    def test_thanks_lead_back_to_the_entry(self, client, path, offer):
        page = read(client, f"{path}danke/")

        assert heading(page) == "Danke, Ihr Hinweis ist da"
        assert links(main(page)) == {"Zurück zu „Rat für Eltern“": f"/angebot/{offer.pk}/"}
        back = links(main(read(client, f"/einrichtung/{offer.organisation_id}/hinweis/danke/")))
        assert back == {"Zurück zu „Beratung Auental“": f"/einrichtung/{offer.organisation_id}/"}

    def test_no_page_shows_a_report(self, client, path, offer):
        client.post(path, {"kind": "other", "text": SECRET, "reply_email": "toni@auental.example"})

        for address in (path, f"{path}danke/", f"/angebot/{offer.pk}/", f"/einrichtung/{offer.organisation_id}/"):
            html = client.get(address).content.decode()
            assert SECRET not in html
            assert "toni@auental.example" not in html


class TestBadInput:
    def test_errors_keep_what_was_typed(self, client, path):
        page = refused(client, path, {"text": "Die Nummer ist neu.", "reply_email": "toni@"})

        assert problems(page) == {
            "#id_kind": "Bitte wählen Sie aus, was nicht stimmt.",
            "#id_reply_email": "Diese E-Mail-Adresse ist nicht vollständig. Ein Beispiel: name@anbieter.de",
        }
        assert all(page.select_one(field) for field in problems(page))
        assert page.find("textarea").string.strip() == "Die Nummer ist neu."
        assert page.find("input", {"name": "reply_email"})["value"] == "toni@"
        assert not MistakeReport.objects.exists()

    def test_chosen_answer_stays_chosen(self, client, path):
        page = refused(client, path, {"kind": "other"})

        assert problems(page) == {"#id_text": "Bitte schreiben Sie kurz, was nicht stimmt."}
        assert [field["value"] for field in page.select("input[checked]")] == ["other"]

    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            ({"kind": "erfunden"}, "#id_kind"),
            ({"kind": "hours", "text": "a" * (LONGEST_MISTAKE + 1)}, "#id_text"),
            ({"kind": "hours", "text": "a\x00b"}, "#id_text"),
            ({"kind": "other", "text": "   "}, "#id_text"),
            ({"kind": "hours", "reply_email": "a@" + "b" * 300 + ".example"}, "#id_reply_email"),
            ({"kind": "hours", "reply_email": "a@b.example\nBcc: c@d.example"}, "#id_reply_email"),
        ],
    )
    def test_what_cannot_be_kept_is_named(self, client, path, sent, field):
        page = refused(client, path, sent)

        assert list(problems(page)) == [field]
        assert not MistakeReport.objects.exists()

    def test_longest_text_fits_whatever_it_is_made_of(self, client, path):
        said = "ü🙂" * (LONGEST_MISTAKE // 2)

        assert client.post(path, {"kind": "content", "text": said}).status_code == 302
        assert MistakeReport.objects.get().text == said

    def test_markup_stays_text(self, client, path):
        html = client.post(path, {"text": "</textarea><script>alert(1)</script>"}).content.decode()

        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html

    def test_whoever_fills_the_trap_is_thanked_and_nothing_is_kept(self, client, path):
        trap = read(client, path).find("input", {"name": "betreff"})

        response = client.post(path, {"kind": "phone", "text": "Buy now", "betreff": "Offer"})

        assert trap.find_parent(hidden=True)
        assert response["Location"] == f"{path}danke/"
        assert not MistakeReport.objects.exists()

    def test_too_many_a_day_are_refused_in_words(self, client, path):
        for _ in range(actions.MOST_REPORTS_A_DAY):
            assert client.post(path, {"kind": "hours"}).status_code == 302

        page = refused(client, path, {"kind": "hours", "text": "Noch einer"})

        assert "Zu diesem Eintrag haben wir heute schon viele Hinweise." in text(main(page))
        assert page.find("textarea").string.strip() == "Noch einer"
        assert MistakeReport.objects.count() == actions.MOST_REPORTS_A_DAY
        MistakeReport.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
        assert client.post(path, {"kind": "hours"}).status_code == 302

    def test_what_is_not_public_has_no_form(self, client):
        hidden = make_offer("Intern", visibility=Visibility.NETWORK)

        for address in (
            f"/angebot/{hidden.pk}/hinweis/",
            f"/angebot/{hidden.pk}/hinweis/danke/",
            f"/angebot/{uuid.uuid4()}/hinweis/",
            f"/einrichtung/{uuid.uuid4()}/hinweis/",
            f"/einrichtung/{uuid.uuid4()}/hinweis/danke/",
            f"/nirgends/einrichtung/{hidden.organisation_id}/hinweis/",
        ):
            assert client.get(address).status_code == 404
            if not address.endswith("danke/"):
                assert client.post(address, {"kind": "hours"}).status_code == 404
        assert not MistakeReport.objects.exists()

    def test_other_methods_are_refused(self, client, path):
        assert client.put(path).status_code == 405
        assert client.post(f"{path}danke/").status_code == 405


class TestTraces:
    def test_form_and_thanks_are_kept_by_nobody(self, client, path):
        answers = [
            client.get(path),
            client.get(f"{path}danke/"),
            client.post(path, {}),
            client.post(path, {"kind": "gone"}),
        ]

        assert [answer["Cache-Control"] for answer in answers] == ["no-store"] * 4
        assert [answer["X-Robots-Tag"] for answer in answers] == ["noindex"] * 4
        assert [answer["Referrer-Policy"] for answer in answers] == ["strict-origin"] * 4

    def test_without_a_token_nothing_is_kept(self, path):
        assert Client(enforce_csrf_checks=True).post(path, {"kind": "gone"}).status_code == 403
        assert not MistakeReport.objects.exists()

    def test_nothing_of_it_is_ever_logged(self, client, path, caplog):
        caplog.set_level(logging.DEBUG)
        sent = {"kind": "other", "text": SECRET, "reply_email": "toni@auental.example"}

        client.post(path, sent)
        client.post(path, {**sent, "reply_email": "toni@"})
        client.raise_request_exception = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(MistakeReport.objects, "create", lambda **_: 1 / 0)
            broken = client.post(path, sent)

        assert broken.status_code == 500
        assert "ZeroDivisionError" in caplog.text
        assert "Nadelöhr" not in caplog.text
        assert "toni@" not in caplog.text

    def test_a_report_never_names_its_text(self, offer):
        report = actions.report_mistake(
            organisation=offer.organisation, offer=offer, network=None, kind=MistakeKind.OTHER, text=SECRET
        )

        assert str(report) == "Etwas anderes: Rat für Eltern"

    def test_reports_go_with_their_entry(self, client, path, offer):
        client.post(path, {"kind": "gone"})
        offer.delete()

        assert not MistakeReport.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"kind": "erfunden"}, "mistake_kind_known"),
        ({"kind": "other", "text": ""}, "mistake_other_says_what"),
        ({"kind": "hours", "text": "a" * (LONGEST_MISTAKE + 1)}, "mistake_text_short"),
    ],
)
def test_database_refuses_what_must_not_be(offer, wrong, constraint):
    with refused_by(constraint):
        MistakeReport.objects.create(organisation=offer.organisation, **wrong)


def test_privacy_page_says_how_long_a_report_stays(client):
    assert "Beides löschen wir nach sechs Monaten." in text(main(read(client, "/datenschutz/")))
