"""A number takes effect when a second function has confirmed it, and its history stays."""

import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.jurisdiction import actions
from schutznetz.jurisdiction.answering.chain import POLICE, now_and_then
from schutznetz.jurisdiction.answering.reading import Chains
from schutznetz.jurisdiction.enums import ServiceKind
from schutznetz.jurisdiction.models import DutyService, EmergencyNumber
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.models import Unit
from tests.factories import (
    TODAY,
    days_ago,
    make_function,
    make_kreis,
    make_network,
    make_organisation,
    make_partnership,
    refused_by,
)
from tests.jurisdiction.duty import make_service

pytestmark = pytest.mark.django_db
NEW = "030 23125200"


@pytest.fixture
def service():
    network = make_network()
    unit = Unit.objects.create(organisation=make_organisation("Jugendamt Auental"), name="Sozialer Dienst")
    land = network.kreis.land
    return DutyService.objects.create(network=network, unit=unit, land=land, name="Sozialer Dienst",
                                      kind=ServiceKind.UNIT, hours="24/7", stand=TODAY, source="Test")  # fmt: skip


@pytest.fixture
def office(service):
    make_partnership(service.network, service.unit.organisation)
    return service.unit.organisation


@pytest.fixture
def lead(office):
    return make_function(office, "Leitung", role=FunctionRole.ASD_LEAD)


@pytest.fixture
def coordination(office):
    return make_function(office, "Koordination", role=FunctionRole.COORDINATION)


def run(capsys, *arguments):
    call_command(*arguments, "--json")
    return json.loads(capsys.readouterr().out)


def dialled(service):
    links = Chains([service.network], timezone.now()).of_unit(service.unit_id)
    turn, _ = now_and_then(links, timezone.now())
    return turn.link.phone


def test_proposed_number_is_dialled_by_nobody_until_it_is_confirmed(service, lead, coordination):
    proposed = actions.propose_number(service, NEW, lead)
    assert dialled(service) == POLICE.phone

    actions.confirm_number(proposed, coordination)

    assert dialled(service) == "+493023125200"


def test_who_proposes_cannot_confirm(service, lead):
    proposed = actions.propose_number(service, NEW, lead)

    with pytest.raises(DomainError, match="zweite Funktion"):
        actions.confirm_number(proposed, lead)
    with refused_by("emergency_number_four_eyes"):
        EmergencyNumber.objects.filter(pk=proposed.pk).update(confirmed_by=lead, confirmed_at=timezone.now())


def test_new_number_ends_the_old_one_and_keeps_it(service, lead, coordination):
    old = actions.confirm_number(actions.propose_number(service, NEW, lead), coordination)
    new = actions.propose_number(service, "030 23125201", coordination)
    assert dialled(service) == old.number

    actions.confirm_number(new, lead)

    assert dialled(service) == "+493023125201"
    old.refresh_from_db()
    assert (old.number, old.ended_at is not None) == ("+493023125200", True)
    with refused_by("emergency_number_one_in_force"):
        EmergencyNumber.objects.filter(pk=old.pk).update(ended_at=None)


def test_second_proposal_replaces_the_first(service, lead, coordination):
    first = actions.propose_number(service, NEW, lead)
    actions.propose_number(service, "030 23125201", lead)

    with pytest.raises(DomainError, match="neueren"):
        actions.confirm_number(first, coordination)


@pytest.mark.parametrize("text", ["", "keine", "030", "030 23125200 oder 030 23125201", "1" * 200])
def test_what_is_not_one_number_is_refused(service, lead, text):
    with pytest.raises(DomainError, match="keine Telefonnummer"):
        actions.propose_number(service, text, lead)


def test_commands_walk_the_whole_way(capsys, service, lead, coordination):
    proposed = run(
        capsys, "emergency_number", "propose", "--unit", "Sozialer Dienst", "--phone", NEW, "--by", "Leitung"
    )
    assert (proposed["state"], proposed["tel"]) == ("wartet auf Bestätigung", "+493023125200")

    with pytest.raises(CommandError, match="zweite Funktion"):
        call_command("emergency_number", "confirm", proposed["id"], "--by", "Leitung")
    confirmed = run(capsys, "emergency_number", "confirm", proposed["id"], "--by", str(coordination.pk))
    assert (confirmed["state"], confirmed["confirmed_by"]) == ("gilt", "Koordination")
    (listed,) = run(capsys, "emergency_number", "list", "--network", "auental")["numbers"]
    assert listed == confirmed

    EmergencyNumber.objects.update(confirmed_at=days_ago(91))
    with pytest.raises(SystemExit):
        call_command("test_call", "due", "--json")
    assert json.loads(capsys.readouterr().out)["due"][0]["service"] == "Sozialer Dienst"
    run(capsys, "test_call", "record", proposed["id"], "--by", "Koordination", "--no-answer")
    with pytest.raises(SystemExit):
        call_command("test_call", "due")
    capsys.readouterr()
    run(capsys, "test_call", "record", proposed["id"], "--by", "Koordination")
    assert run(capsys, "test_call", "due") == {"due": []}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["propose", "--unit", "Nirgends", "--phone", NEW, "--by", "Leitung"], "gibt es nicht"),
        (["propose", "--unit", "Sozialer Dienst", "--phone", NEW, "--by", "Niemand"], "gibt es nicht"),
        (["propose", "--unit", "Sozialer Dienst", "--phone", "abc", "--by", "Leitung"], "keine Telefonnummer"),
        (["confirm", "abc", "--by", "Leitung"], "emergency_number list"),
        (["list", "--network", "fehlt"], "Vorhanden: auental"),
    ],
)
def test_wrong_words_on_the_command_line_get_a_sentence(service, lead, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("emergency_number", *arguments)


def test_check_says_what_is_missing(capsys, service):
    with pytest.raises(SystemExit):
        call_command("check_jurisdiction", "--network", "auental", "--json")
    found = json.loads(capsys.readouterr().out)

    assert found["without_number"] == ["Sozialer Dienst"]
    assert found["unanswered"] == [{"unit": "Sozialer Dienst", "minutes": 400 * 24 * 60}]


def test_services_nobody_can_call_are_named_in_order(service):
    network = service.network
    for name in ("Zweite Bereitschaft", "Bereitschaft"):
        make_service(network, None, name=name)

    without = Chains([network], timezone.now()).without_number()

    assert without == ["Bereitschaft", "Sozialer Dienst", "Zweite Bereitschaft"]


@pytest.mark.parametrize("step", ["propose", "confirm"])
def test_function_without_the_right_is_refused_on_the_command_line(service, office, lead, step):
    make_function(office, "Anmeldung")
    proposed = actions.propose_number(service, NEW, lead)
    arguments = {"propose": ["--unit", "Sozialer Dienst", "--phone", NEW], "confirm": [str(proposed.pk)]}[step]

    with pytest.raises(CommandError, match="darf das hier nicht"):
        call_command("emergency_number", step, *arguments, "--by", "Anmeldung")


def test_function_of_another_network_is_refused_on_the_command_line(service, lead):
    elsewhere = make_organisation()
    make_partnership(make_network("bergtal", "Bergtal", kreis=make_kreis("14902", "Landkreis Bergtal")), elsewhere)
    make_function(elsewhere, "Fremd", role=FunctionRole.COORDINATION)

    with pytest.raises(CommandError, match="darf das hier nicht"):
        call_command("emergency_number", "propose", "--unit", "Sozialer Dienst", "--phone", NEW, "--by", "Fremd")


def test_one_person_in_two_functions_is_one_pair_of_eyes(service, lead, coordination):
    person = uuid4()
    proposed = actions.propose_number(service, NEW, lead, person=person)

    with pytest.raises(DomainError, match="selbst vorgeschlagen"):
        actions.confirm_number(proposed, coordination, person=person)
    with refused_by("emergency_number_two_people"):
        EmergencyNumber.objects.filter(pk=proposed.pk).update(confirmed_person=person)
    actions.confirm_number(proposed, coordination, person=uuid4())


def test_both_steps_are_in_the_log(service, lead, coordination):
    actions.confirm_number(actions.propose_number(service, NEW, lead), coordination)

    entries = Entry.objects.filter(network=service.network_id).order_by("seq")
    assert [(entry.event, entry.function) for entry in entries] == [
        ("number.proposed", lead.pk), ("number.confirmed", coordination.pk),
    ]  # fmt: skip
