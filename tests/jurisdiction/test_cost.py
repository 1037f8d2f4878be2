"""What an answer costs, and that nothing of what decides it is kept: a change holds from the next answer on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.jurisdiction import actions
from schutznetz.jurisdiction.answering import reading
from schutznetz.jurisdiction.answering.matching import Asked
from schutznetz.jurisdiction.models import Catchment, DeviatingHours, DutyService, Shift
from tests.factories import make_function, make_gemeinde, make_help_line, make_kreis, make_network
from tests.jurisdiction.rows import make_catchment, make_office, make_service, make_unit

pytestmark = pytest.mark.django_db
ALWAYS = "24/7"
NUMBER, OTHER = "+493023125101", "+493023125102"


@pytest.fixture
def town():
    make_help_line()
    return make_gemeinde("Talheim")


@pytest.fixture
def office(town):
    return make_office(make_network(), town, "Team Nord", NUMBER, hours=ALWAYS)


def now(client, address="/api/jetzt?plz=09901"):
    (candidate,) = client.get(address).json()["candidates"]
    return candidate["now"][0]["tel"]


def namesake(number):
    """A Gemeinde that is called Neustadt like others, in a Kreis of its own with a network and an office."""
    kreis = make_kreis(f"1480{number}", f"Landkreis {number}")
    gemeinde = make_gemeinde("Neustadt", f"1480{number}010", kreis=kreis, plz=f"0980{number}")
    network = make_network(f"netz-{number}", kreis=kreis)
    make_office(network, gemeinde, f"Team {number}", NUMBER, hours=ALWAYS)


@pytest.mark.parametrize("address", ["/api/jetzt?plz=09901", "/jetzt/?ort=09901"])
def test_answer_costs_six_questions(client, office, django_assert_num_queries, address):
    client.get(address)

    # place, rules, networks, units, services with numbers, deviating hours
    with django_assert_num_queries(6):
        client.get(address)


def test_roster_costs_one_more(client, office, django_assert_num_queries):
    DutyService.objects.update(is_rostered=True)
    client.get("/api/jetzt?plz=09901")

    with django_assert_num_queries(7):
        client.get("/api/jetzt?plz=09901")


@pytest.mark.parametrize("count", [2, 5])
def test_places_of_one_name_cost_the_same_however_many_there_are(client, town, django_assert_num_queries, count):
    for number in range(count):
        namesake(number)
    assert len(client.get("/api/jetzt?ort=Neustadt").json()["candidates"]) == count

    # Gemeinden and places of the name instead of the PLZ
    with django_assert_num_queries(7):
        client.get("/api/jetzt?ort=Neustadt")

    # what tells the offices of one Gemeinde apart
    Catchment.objects.update(ortsteil="Mitte", ortsteil_key="mitte")
    with django_assert_num_queries(8):
        client.get("/api/jetzt?ort=Neustadt")


def test_place_without_an_office_asks_for_no_chain(client, town, django_assert_num_queries):
    client.get("/api/jetzt?plz=09901")

    with django_assert_num_queries(3):
        client.get("/api/jetzt?plz=09901")


class TestChangeHoldsAtOnce:
    @pytest.fixture(autouse=True)
    def _asked_before(self, client, office):
        assert now(client) == NUMBER

    def test_number(self, client):
        proposed = actions.propose_number(DutyService.objects.get(), OTHER, make_function())
        assert now(client) == NUMBER
        actions.confirm_number(proposed, make_function())

        assert now(client) == OTHER

    def test_deviating_hours(self, client):
        today = timezone.localdate()
        DeviatingHours.objects.create(service=DutyService.objects.get(), first_day=today, last_day=today, hours="off")

        assert now(client) == "110"

    def test_roster(self, client):
        DutyService.objects.update(is_rostered=True)
        assert now(client) == "110"
        hour = timedelta(hours=1)
        Shift.objects.create(
            service=DutyService.objects.get(), begins=timezone.now() - hour, ends=timezone.now() + hour
        )

        assert now(client) == NUMBER

    def test_hours(self, client):
        DutyService.objects.update(hours="off")

        assert now(client) == "110"

    def test_unit(self, client, office, town):
        narrower = make_unit("Team Süd")
        make_service(DutyService.objects.get().network, OTHER, unit=narrower)
        make_catchment(narrower, town, plz="09901")

        assert now(client) == OTHER


def test_rules_of_many_places_are_those_of_each(office, town):
    other = make_gemeinde("Bergen", "14901020", plz="09902")
    far = make_gemeinde("Fernau", "14801010", plz="09801")
    for gemeinde in (town, other, far):
        for values in ({}, {"plz": "09901"}, {"ortsteil": "Nord"}, {"street": "Am Anger"}, {"street": "Lange Gasse"}):
            make_catchment(make_unit(), gemeinde, **values)
    asked = [
        Asked(kreis=kreis, gemeinde=gemeinde, street=street)
        for kreis, gemeinde in (("14901", town.pk), ("14901", other.pk), ("14801", far.pk), ("14901", ""))
        for street in ("", "am anger")
    ]
    today = timezone.localdate()
    alone = [reading.rules_for([one], today)[0] for one in asked]

    assert [set(rules) for rules in reading.rules_for(asked, today)] == [set(rules) for rules in alone]
    # office, four rules, and of the streets only the one that is asked for
    assert [len(rules) for rules in alone] == [6, 5, 5, 4, 5, 4, 11, 9]
    assert reading.rules_for([], today) == []
