"""Whoever is new knows in five minutes; whoever leaves the coordination leaves a list without holes."""

import tomllib
from importlib.resources import files

import pytest
from django.utils import timezone

from schutznetz.coordination.models import HandoverMark
from schutznetz.networks.enums import FunctionRole
from tests.factories import make_contact_point
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db
FIVE_MINUTES = "/konto/fuenf-minuten/"
HANDOVER = "/konto/uebergabe/"
MARK = "/konto/uebergabe/abhaken/"


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize("name", ["lead", "steward", "coordinator", "professional", "insofa", "state", "asd_lead"])
def test_everybody_reads_what_the_function_is_for(world, name):
    page = world.client(name).get(FIVE_MINUTES).text

    assert "Fangen Sie so an" in page
    assert world.membership(name).function.title in page


def test_page_leads_on_to_what_the_function_may_do(world):
    assert "Zu tun" in world.client("coordinator").get(FIVE_MINUTES).text
    assert "Zu tun" not in world.client("professional").get(FIVE_MINUTES).text
    assert FIVE_MINUTES in world.client("professional").get("/konto/").text


def test_page_names_how_the_coordination_is_reached(world):
    world.organisations["office"].partnerships.update(partner_type="oeff_jugendhilfe")
    make_contact_point(world.membership("coordinator").function, email="koordination@auental.example")

    assert "koordination@auental.example" in world.client("professional").get(FIVE_MINUTES).text


def test_texts_are_for_roles_that_exist():
    texts = tomllib.loads((files("schutznetz.coordination") / "data/fuenf_minuten.toml").read_text(encoding="utf-8"))

    assert texts.keys() - {"default"} <= set(FunctionRole.values)


def test_line_is_marked_with_a_date_and_opened_again(world):
    client = world.client("coordinator")

    client.post(MARK, {"line": "akten"})
    mark = HandoverMark.objects.get()
    assert (mark.line, mark.done_on) == ("akten", timezone.localdate())
    assert f"erledigt am {mark.done_on:%d.%m.%Y}" in client.get(HANDOVER).text

    client.post(MARK, {"line": "akten"})
    assert not HandoverMark.objects.exists()


@pytest.mark.parametrize("line", ["", "gibt-es-nicht", "nachfolge"])
def test_what_is_no_line_or_looked_up_cannot_be_marked(world, line):
    assert world.client("coordinator").post(MARK, {"line": line}).status_code == 404


def test_what_can_be_looked_up_is_looked_up(world):
    client = world.client("coordinator")
    assert client.get(HANDOVER).text.count("noch offen") == 7  # one coordinator, somebody waits, five by hand

    make_membership(make_user("zweite", second_factor=True), world.membership("coordinator").function, world.home)
    assert client.get(HANDOVER).text.count("noch offen") == 6


def test_marks_of_another_network_are_its_own(world):
    world.client("coordinator").post(MARK, {"line": "akten"})

    assert "erledigt am" not in world.client("coordinator_elsewhere").get(HANDOVER).text
