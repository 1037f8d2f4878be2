"""A house whose last keeper goes: written to after 14 days, taken over after 14 more, forgotten when somebody comes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.coordination import actions
from schutznetz.coordination.access import tasks_of
from schutznetz.coordination.models import ConfirmationLink, KeeperGap
from schutznetz.coordination.sources.task import Desk
from schutznetz.directory.actions import report_mistake
from schutznetz.directory.enums import MistakeKind
from schutznetz.directory.models import ContactPoint, MistakeReport, Offer
from schutznetz.jobs.models import Letter
from schutznetz.networks.actions import end
from schutznetz.networks.enums import EndGround, FunctionRole, PartnerType
from schutznetz.networks.models import Function, Partnership
from tests.coordination.rounds import last_token
from tests.factories import make_contact_point, make_function, make_offer
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def world():
    world = World()
    make_contact_point(make_function(world.kita, "Büro", role=FunctionRole.OFFICE), email="buero@kita.example")
    for name in ("steward", "lead", "without_second_factor", "waiting"):
        end(world.membership(name), EndGround.LEFT, None)
    Letter.objects.all().delete()
    return world


def look(world, days):
    actions.look_for_gaps(world.home, TODAY + timedelta(days=days))
    return KeeperGap.objects.filter(network=world.home, organisation=world.kita).first()


def test_house_is_written_to_after_two_weeks_and_taken_over_after_four(world):
    assert look(world, 0).since == TODAY
    assert look(world, 13).written_on is None

    assert look(world, 14).written_on == TODAY + timedelta(days=14)
    letter = Letter.objects.get()
    assert letter.to == "buero@kita.example"
    assert "niemand mehr die Einträge" in letter.text
    assert "Fragen beantwortet die Koordination Ihres Netzwerks." in letter.text

    assert look(world, 27).adopted_on is None
    assert look(world, 28).adopted_on == TODAY + timedelta(days=28)
    assert Entry.objects.latest("seq").event == "house.adopted"


def test_looking_again_changes_nothing(world):
    for days in (14, 14, 28, 28, 40):
        look(world, days)

    assert Letter.objects.count() == 1
    assert Entry.objects.filter(event="house.adopted").count() == 1


def test_new_keeper_closes_it(world):
    look(world, 28)
    function = Function.objects.get(organisation=world.kita, role=FunctionRole.STEWARD)
    make_membership(make_user("neu"), function, world.home)

    assert look(world, 29) is None


def test_house_that_leaves_is_forgotten(world):
    look(world, 0)
    world.kita.partnerships.update(state="left", valid_until=TODAY)

    assert look(world, 1) is None


def test_house_that_never_had_anybody_is_no_gap(world):
    look(world, 0)

    assert [gap.organisation for gap in KeeperGap.objects.all()] == [world.kita]


def test_list_says_since_when_and_that_the_coordination_does_it_now(world):
    look(world, 14)
    look(world, 28)

    tasks = {task.title: task for task in tasks_of(Desk(world.home, TODAY + timedelta(days=28)))}

    task = tasks[world.kita.name]
    assert "tun Sie es" in task.why
    assert task.verb == "Einladen"


class TestAdopted:
    """The mails that ask about entries go to whoever keeps them: from the adoption on to the coordination."""

    @pytest.fixture
    def offer(self, world):
        office = Partnership.objects.filter(organisation=world.organisations["office"])
        office.update(partner_type=PartnerType.OEFF_JUGENDHILFE)
        make_contact_point(world.membership("coordinator").function, email="koordination@auental.example")
        # Somebody coordinates something in every second house; this one would come first by its name.
        other = make_function(world.organisations["school"], "Aktionswoche", role=FunctionRole.COORDINATION)
        Partnership.objects.filter(organisation=other.organisation).update(partner_type=PartnerType.OEFF_JUGENDHILFE)
        make_contact_point(other, email="aktionswoche@auental.example")
        steward = Function.objects.get(organisation=world.kita, role=FunctionRole.STEWARD)
        point = make_contact_point(steward, email="pflege@kita.example")
        offer = make_offer("Krippe", organisation=world.kita, site=None, contact_point=point)
        now = timezone.now()
        ContactPoint.objects.update(confirmed_at=now + timedelta(days=900), changed_at=now - timedelta(days=1))
        Offer.objects.update(changed_at=now - timedelta(days=1))
        return offer

    def ask(self, world):
        Letter.objects.all().delete()
        actions.run_campaign(world.home, timezone.now() + timedelta(days=1))
        return [letter.to for letter in Letter.objects.all()]

    def test_before_it_the_house_is_asked(self, world, offer):
        look(world, 14)

        assert self.ask(world) == ["pflege@kita.example"]

    def test_after_it_the_coordination_is_asked_and_its_answer_is_its_own(self, world, offer, client):
        look(world, 14)
        look(world, 28)

        assert self.ask(world) == ["koordination@auental.example"]
        coordination = world.membership("coordinator").function
        assert ConfirmationLink.objects.get().function == coordination
        client.post(f"/bestaetigen/{last_token()}/")
        offer.refresh_from_db()
        assert offer.confirmed_by_function == coordination

    def test_new_keeper_is_asked_again(self, world, offer):
        look(world, 14)
        look(world, 28)
        make_membership(make_user("neu"), offer.contact_point.function, world.home)
        look(world, 29)

        assert self.ask(world) == ["pflege@kita.example"]

    def test_report_of_a_mistake_waits_in_the_list_and_not_where_nobody_reads(self, world, offer):
        look(world, 14)
        look(world, 28)
        Letter.objects.all().delete()
        report = report_mistake(organisation=world.kita, offer=offer, network=world.home, kind=MistakeKind.PHONE)

        assert not actions.tell_keeper(report.pk, timezone.now())
        assert not Letter.objects.exists()
        assert MistakeReport.objects.get().told_at is None
        assert f"mistake:{report.pk}" in {task.key for task in tasks_of(Desk(world.home, TODAY))}
