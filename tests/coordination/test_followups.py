"""What nobody answers lands in "Zu tun", and one verb settles it; what visitors say lands with the house first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.common.errors import DomainError
from schutznetz.coordination import access, actions
from schutznetz.coordination.enums import Step
from schutznetz.coordination.models import ConfirmationRequest, FunctionMail, RequestedEntry, digest
from schutznetz.coordination.sources.task import Desk
from schutznetz.coordination.tasks import tell_keeper
from schutznetz.directory.actions import decide_gone, report_mistake, settle_report
from schutznetz.directory.enums import GoneOutcome, MistakeKind
from schutznetz.directory.models import ContactPoint, GoneNotice, MistakeReport, Offer
from schutznetz.jobs.actions import apply_retention
from schutznetz.jobs.models import Job, Letter
from schutznetz.networks.access import acting_in
from schutznetz.networks.enums import FunctionRole, Visibility
from schutznetz.networks.models import Function, Membership
from tests.factories import make_contact_point, make_function, make_offer, make_organisation, make_partnership
from tests.people import World

pytestmark = pytest.mark.django_db
TODO = "/konto/zu-tun/"


@pytest.fixture
def world():
    return World()


def tasks(world, prefix):
    desk = Desk(world.home, timezone.localdate())
    return [task for task in access.tasks_of(desk) if task.key.startswith(prefix)]


def offer_of(house, **values):
    return make_offer(organisation=house, site=None, contact_point=None, **values)


def unanswered(world, house=None, stuck=""):
    house, now = house or world.kita, timezone.now()
    request = ConfirmationRequest.objects.create(
        network=world.home, organisation=house, keeper=make_function(house), step=Step.COORDINATION, stuck=stuck,
        started_at=now, stepped_at=now,
    )  # fmt: skip
    RequestedEntry.objects.create(request=request, offer=offer_of(house), named_at=timezone.now())
    return request


def notice(world, house=None, **values):
    house = house or world.kita
    about = values or {"offer": offer_of(house)}
    return GoneNotice.objects.create(network=world.home, organisation=house, said_at=timezone.now(), **about)


def dead_address(world, function=None, times=2):
    function = function or make_function(world.kita, "Anmeldung")
    make_contact_point(function, email="weg@kita.example")
    for _ in range(times):
        FunctionMail.objects.create(
            mail=uuid4(), function=function, network=world.home, address_digest=digest("Weg@kita.example"),
            posted_at=timezone.now(), returned_at=timezone.now(), code="5.1.1",
        )  # fmt: skip
    return function


def as_coordinator(world):
    return acting_in(world.membership("coordinator"), "")


class TestUnanswered:
    @pytest.mark.parametrize(("stuck", "said"), [
        ("", "Auf alle Mails hat niemand geantwortet"), ("no_address", "nicht bekannt"), ("bounced", "kommen zurück"),
    ])  # fmt: skip
    def test_lands_in_the_list_with_its_reason(self, world, stuck, said):
        unanswered(world, stuck=stuck)

        [task] = tasks(world, "unanswered")
        assert said in task.why
        assert (task.title, task.verb) == ("kita", "Nachfragen")

    def test_call_confirms_in_the_name_of_the_coordination(self, world):
        request = unanswered(world)
        client = world.client("coordinator")
        [task] = tasks(world, "unanswered")
        answer = client.post(task.href)

        assert (answer.status_code, answer.url) == (302, TODO)
        offer = Offer.objects.get()
        who = as_coordinator(world)
        assert offer.confirmed_by_function_id == who.function
        assert Entry.objects.get(event="entry.confirmed").person == who.person
        request.refresh_from_db()
        assert request.closed_at is not None
        assert tasks(world, "unanswered") == []
        assert client.post(task.href).status_code == 404

    def test_page_shows_whom_to_call(self, world):
        request = unanswered(world)
        make_contact_point(request.keeper, email="leitung@kita.example")

        page = world.client("coordinator").get(f"/konto/unbestaetigt/{request.pk}/").text
        assert "030 23125" in page
        assert "leitung@kita.example" in page


class TestNotice:
    def test_taken_out_is_shown_to_nobody_and_deleted_after_its_period(self, world, client):
        said = notice(world)
        [task] = tasks(world, "gone")
        world.client("coordinator").post(task.href, {"herausnehmen": "1"})

        assert client.get(f"/auental/angebot/{said.offer_id}/").status_code == 404
        assert Offer.objects.get().visibility == Visibility.NETWORK
        assert Entry.objects.get(event="entry.gone_decided").ground == "taken_out"
        assert tasks(world, "gone") == []
        now = timezone.now()
        apply_retention(now + timedelta(days=150), wet_run=True)
        assert Offer.objects.exists()
        apply_retention(now + timedelta(days=190), wet_run=True)
        assert not Offer.objects.exists()

    def test_that_came_back_meanwhile_is_not_deleted(self, world):
        decide_gone(notice(world), GoneOutcome.TAKEN_OUT, as_coordinator(world))
        Offer.objects.update(visibility=Visibility.PUBLIC)
        apply_retention(timezone.now() + timedelta(days=190), wet_run=True)

        assert Offer.objects.exists()

    def test_kept_is_confirmed_by_the_coordination_and_no_longer_doubted(self, world, client):
        said = notice(world)
        world.client("coordinator").post(f"/konto/abmeldung/{said.pk}/")

        offer = Offer.objects.get()
        assert offer.confirmed_by_function_id == as_coordinator(world).function
        assert "gibt es das nicht mehr" not in client.get(f"/auental/angebot/{offer.pk}/").text

    def test_contact_that_offers_still_show_stays(self, world):
        point = make_contact_point(make_function(world.kita))
        make_offer(organisation=world.kita, site=None, contact_point=point)
        said = notice(world, contact_point=point)

        answer = world.client("coordinator").post(f"/konto/abmeldung/{said.pk}/", {"herausnehmen": "1"})

        assert "Ein Angebot zeigt noch diesen Kontakt." in answer.text
        point.refresh_from_db()
        assert point.visibility == Visibility.PUBLIC

    def test_emergency_contact_stays(self, world):
        said = notice(world, contact_point=make_contact_point(make_function(world.kita), is_emergency=True))

        answer = world.client("coordinator").post(f"/konto/abmeldung/{said.pk}/", {"herausnehmen": "1"})
        assert "läuft der Notruf" in answer.text

    def test_organisation_page_says_what_is_over(self, world, client):
        point = make_contact_point(make_function(world.kita))
        notice(world, contact_point=point)
        notice(world)

        page = client.get(f"/auental/einrichtung/{world.kita.pk}/").text
        assert page.count("gibt es das nicht mehr") == 2


class TestAddress:
    def test_two_returns_make_a_line_and_the_correction_ends_it(self, world):
        function = dead_address(world)
        [task] = tasks(world, "bounce")
        assert (task.verb, task.title) == ("Adresse berichtigen", "kita: Anmeldung")

        answer = world.client("coordinator").post(task.href, {"email": "neu@kita.example"})

        assert answer.status_code == 302
        assert ContactPoint.objects.get(function=function).email == "neu@kita.example"
        assert Entry.objects.filter(event="contact.address_corrected", about_id=function.pk).count() == 1
        assert tasks(world, "bounce") == []

    def test_one_return_is_none(self, world):
        dead_address(world, times=1)
        assert tasks(world, "bounce") == []

    def test_function_without_a_contact_gets_one_the_public_does_not_see(self, world):
        function = make_function(world.kita, "Pflege", role=FunctionRole.STEWARD)
        world.client("coordinator").post(f"/konto/adresse/{function.pk}/", {"email": "pflege@kita.example"})

        point = ContactPoint.objects.get(function=function)
        assert (point.email, point.visibility) == ("pflege@kita.example", Visibility.NETWORK)

    def test_nonsense_is_named(self, world):
        function = make_function(world.kita)
        answer = world.client("coordinator").post(f"/konto/adresse/{function.pk}/", {"email": "kita"})

        assert "nicht vollständig" in answer.text


class TestReports:
    def report(self, world, days=0, **values):
        given = {"organisation": world.kita, "offer": None, "network": world.home, "kind": MistakeKind.PHONE}
        report = report_mistake(**(given | values))
        MistakeReport.objects.filter(pk=report.pk).update(created_at=timezone.now() - timedelta(days=days))
        return report

    def test_house_is_told_by_mail_without_the_text_and_once_a_day(self, world):
        make_contact_point(Function.objects.get(role="steward", organisation=world.kita), email="pflege@kita.example")
        for _ in range(3):
            self.report(world, text="Frau Muster arbeitet dort nicht mehr")
        for job in Job.objects.filter(name="coordination.tell_keeper"):
            tell_keeper.effect(**job.args)

        letter = Letter.objects.get()
        assert letter.to == "pflege@kita.example"
        assert f"/konto/einrichtung/{world.kita.pk}/hinweise/" in letter.text
        assert "Muster" not in letter.text
        assert not MistakeReport.objects.filter(told_at=None).exists()
        assert FunctionMail.objects.count() == 1

    def test_steward_reads_and_settles_it(self, world):
        report = self.report(world, text="Da meldet sich eine Pizzeria.")
        client = world.client("steward")

        assert "Eine Telefonnummer" in client.get(f"/konto/einrichtung/{world.kita.pk}/hinweise/").text
        assert "Pizzeria" in client.get(f"/konto/hinweis/{report.pk}/").text
        assert client.post(f"/konto/hinweis/{report.pk}/").status_code == 302
        report.refresh_from_db()
        assert report.settled_by_function == Function.objects.get(role="steward", organisation=world.kita)
        assert client.get(f"/konto/hinweis/{report.pk}/").status_code == 404
        assert "Keine offenen Hinweise" in client.get(f"/konto/einrichtung/{world.kita.pk}/hinweise/").text

    def test_settled_twice_is_refused(self, world):
        report = self.report(world)
        settle_report(report, as_coordinator(world))
        with pytest.raises(DomainError, match="schon erledigt"):
            settle_report(report, as_coordinator(world))

    def test_coordination_sees_it_after_two_weeks(self, world):
        young, old = self.report(world, days=13), self.report(world, days=15)
        MistakeReport.objects.update(told_at=timezone.now())

        assert [task.key for task in tasks(world, "mistake")] == [f"mistake:{old.pk}"]
        assert young.pk != old.pk

    def test_coordination_sees_it_soon_where_nobody_could_be_told(self, world):
        report = self.report(world, days=2)
        actions.tell_keeper(report.pk, timezone.now())

        assert [task.key for task in tasks(world, "mistake")] == [f"mistake:{report.pk}"]

    def test_coordination_sees_it_at_once_where_nobody_can_log_in(self, world):
        Membership.objects.filter(function__organisation=world.kita).delete()
        report = self.report(world)

        assert [task.key for task in tasks(world, "mistake")] == [f"mistake:{report.pk}"]

    def test_other_network_sees_nothing_of_it(self, world):
        self.report(world, days=15)
        away = Desk(world.networks["away"], timezone.localdate())

        assert [task for task in access.tasks_of(away) if task.key.startswith("mistake")] == []


def test_each_source_asks_as_much_for_three_rows_as_for_one(world):
    def questions():
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            access.tasks_of(Desk(world.home, timezone.localdate()))
        return len(seen)

    def add():
        house = make_organisation()
        make_partnership(world.home, house)
        unanswered(world, house)
        notice(world, house)
        dead_address(world, make_function(house, "Anmeldung"))
        report_mistake(organisation=house, offer=None, network=world.home, kind=MistakeKind.PHONE)

    add()
    one = questions()
    add()
    add()
    assert questions() == one
    assert len(tasks(world, "unanswered")) == len(tasks(world, "gone")) == len(tasks(world, "bounce")) == 3
