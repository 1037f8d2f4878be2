"""A house whose last keeper goes: written to after 14 days, taken over after 14 more, forgotten when somebody comes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.coordination import actions
from schutznetz.coordination.access import tasks_of
from schutznetz.coordination.models import KeeperGap
from schutznetz.coordination.sources.task import Desk
from schutznetz.jobs.models import Letter
from schutznetz.networks.actions import end
from schutznetz.networks.enums import EndGround, FunctionRole
from schutznetz.networks.models import Function
from tests.factories import make_contact_point, make_function
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def world():
    world = World()
    make_contact_point(make_function(world.kita, "Büro", role=FunctionRole.OFFICE), email="buero@kita.example")
    for name in ("steward", "lead", "without_second_factor"):
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
