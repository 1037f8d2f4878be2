"""Whom professionals can ask: everybody who acts for a house of the network sees it, without a second factor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.common import kept
from schutznetz.networks.enums import FunctionRole, PartnershipState, Visibility
from schutznetz.networks.models import Function, Partnership
from schutznetz.networks.roles import BEYOND_THE_HOUSE, COLLEAGUES, Act, has_rights
from tests.factories import make_contact_point, make_function, make_organisation, make_partnership
from tests.people import World, enter, make_membership, make_user

pytestmark = pytest.mark.django_db
PAGE = "/konto/insofa/"


@pytest.fixture
def world():
    return World()


def insofa(world, name="Beratung Anger", **values):
    house = make_organisation(name)
    make_partnership(world.home, house)
    function = make_function(house, "InsoFa Kita", role=FunctionRole.INSOFA)
    make_contact_point(function, **values)
    return function


@pytest.mark.parametrize("role", COLLEAGUES)
def test_every_function_of_a_house_sees_it_and_a_second_factor_is_asked_only_for_other_rights(role, world, client):
    insofa(world)
    person = make_user("neu")
    function = Function.objects.create(organisation=world.kita, role=role, title="Neu")
    make_membership(person, function, world.home)

    answer = enter(client, person).get(PAGE)

    if has_rights(role):
        assert answer["Location"] == "/konto/sicherheit/"
    else:
        assert "Beratung Anger: InsoFa Kita" in answer.text


def test_seeing_it_makes_nobody_a_role_that_two_people_give():
    for_looking_only = {
        FunctionRole.PROFESSIONAL,
        FunctionRole.CHILD_PROTECTION,
        FunctionRole.INSOFA,
        FunctionRole.DUTY,
    }

    assert not BEYOND_THE_HOUSE & for_looking_only
    assert not any(has_rights(role) for role in for_looking_only)
    assert has_rights(FunctionRole.COORDINATION)
    assert Act.SEE_INSOFA in Act


def test_shows_how_each_is_reached_and_who_stands_in(world):
    function = insofa(world, hours="24/7", email="insofa@example.org")
    function.substitute = make_function(function.organisation, "Leitung der Beratung")
    function.save()

    page = world.client("professional").get(PAGE).text

    assert "030 23125147" in page
    assert "insofa@example.org" in page
    assert "rund um die Uhr" in page
    assert "Leitung der Beratung" in page


def test_shows_what_the_network_may_know_and_nothing_confidential(world):
    insofa(world, "Nur für uns", visibility=Visibility.NETWORK, email="intern@example.org")
    insofa(world, "Geheim", visibility=Visibility.CONFIDENTIAL, email="geheim@example.org")

    page = world.client("professional").get(PAGE).text

    assert "intern@example.org" in page
    assert "geheim@example.org" not in page
    assert "Geheim: InsoFa Kita" in page.split("Noch ohne Kontakt")[1]


def test_who_rests_or_works_elsewhere_is_not_in_the_list(world):
    function = insofa(world)
    Partnership.objects.filter(organisation=function.organisation).update(state=PartnershipState.DORMANT)
    away = make_organisation("Weit weg")
    make_partnership(world.networks["away"], away)
    make_contact_point(make_function(away, "InsoFa", role=FunctionRole.INSOFA))

    page = world.client("professional").get(PAGE).text

    assert "Beratung Anger" not in page
    assert "Weit weg" not in page


def test_empty_list_says_whom_to_ask(world):
    Function.objects.filter(role=FunctionRole.INSOFA).update(role=FunctionRole.PROFESSIONAL)

    assert "Noch keine InsoFa eingetragen" in world.client("professional").get(PAGE).text


def test_three_cost_as_much_as_one(world):
    client = world.client("professional")
    insofa(world)
    client.get(PAGE)

    def queries():
        kept.forget_all()
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    with_one = queries()
    insofa(world, "Beratung Wiese")
    insofa(world, "Beratung Wald")
    assert queries() == with_one
