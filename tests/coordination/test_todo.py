"""Zu tun: one list, the most urgent first, seven at once, and as many queries for three rows as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.common import kept
from schutznetz.coordination import sources
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Function
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
TODO = "/konto/zu-tun/"


@pytest.fixture
def world():
    return World()


def wait_for_approval(world, name):
    function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title=f"Pflege {name}")
    user = make_user(name)
    return make_membership(user, function, world.home, state=MembershipState.ACCEPTED, approved_at=None)


def test_person_who_waits_stands_in_the_list_with_one_verb(world):
    page = world.client("coordinator").get(TODO)

    membership = world.membership("waiting")
    assert "wartet auf Freigabe" in page.text
    assert f"/konto/mitgliedschaft/{membership.pk}/freigeben/" in page.text


def test_other_network_sees_nothing_of_it(world):
    page = world.client("coordinator_elsewhere").get(TODO)

    assert "wartet auf Freigabe" not in page.text


def test_empty_list_says_so(world, monkeypatch):
    monkeypatch.setattr(sources, "ALL", ())

    assert "Nichts zu tun" in world.client("coordinator").get(TODO).text


def test_list_shows_seven_and_all_on_request(world):
    for number in range(8):
        wait_for_approval(world, f"neu{number}")
    client = world.client("coordinator")

    assert client.get(TODO).text.count("wartet auf Freigabe") == 7
    assert "Alle 11 zeigen" in client.get(TODO).text  # one house has no steward, and kinds of partners are missing
    assert client.get(f"{TODO}?alle").text.count("wartet auf Freigabe") == 9


def test_three_rows_take_as_many_queries_as_one(world):
    client = world.client("coordinator")
    client.get(TODO)

    def queries():
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            client.get(TODO)
        return len(seen)

    with_one = queries()
    wait_for_approval(world, "zwei")
    wait_for_approval(world, "drei")
    assert queries() == with_one
