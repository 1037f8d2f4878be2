"""Anybody can look behind the log-in of the demo, and of nothing else."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from schutznetz.accounts.access import has_second_factor
from schutznetz.accounts.models import User
from schutznetz.demo.actions.logins import NETWORK, OFFICE, PEOPLE, email_of, make_logins
from schutznetz.networks import access
from schutznetz.networks.enums import FunctionRole, PartnerType
from schutznetz.networks.models import Network
from schutznetz.networks.roles import GRANTS, WITHOUT_NETWORK, has_rights
from tests.factories import make_kreis, make_network, make_organisation, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def logins():
    """In a process that has built the demo already, its network is there; elsewhere a small one will do."""
    if not Network.objects.filter(slug=NETWORK).exists():
        network = make_network(NETWORK, kreis=make_kreis())
        for partner_type in (PartnerType.KITA, PartnerType.OEFF_JUGENDHILFE, PartnerType.FREIE_JUGENDHILFE):
            make_partnership(network, make_organisation(), partner_type=partner_type)
    return make_logins()


def test_every_role_with_a_right_has_somebody(logins):
    assert {grant.role for grant in GRANTS if has_rights(grant.role)} - WITHOUT_NETWORK <= {
        role for role, _, _ in PEOPLE
    }
    assert [login.role for login in logins] == [role for role, _, _ in PEOPLE]


def test_everybody_can_act_and_has_a_second_factor(logins):
    for login in logins:
        user = User.objects.get(email=login.email)
        assert user.check_password(login.password)
        assert has_second_factor(user)
        assert [each.function.role for each in access.memberships_in_force(user.pk)] == [login.role]


def test_those_of_the_youth_office_act_in_the_youth_office(demo):
    make_logins()

    for role in (FunctionRole.COORDINATION, FunctionRole.ASD_LEAD, FunctionRole.DATA_PROTECTION):
        (membership,) = access.memberships_in_force(User.objects.get(email=email_of(role)).pk)
        assert membership.function.organisation.name == OFFICE


def test_next_run_has_another_password_and_nobody_twice(logins):
    again = make_logins()

    assert again[0].password != logins[0].password
    assert User.objects.count() == EmailAddress.objects.count() == len(PEOPLE)
    assert not User.objects.get(email=logins[0].email).check_password(logins[0].password)


def test_code_opens_the_second_door(logins, client, settings, capsys):
    settings.IS_DEMO = True
    login = next(each for each in logins if each.role is FunctionRole.COORDINATION)

    first = client.post("/anmelden/", {"login": login.email, "password": login.password})
    call_command("demo_code", "coordination", "--json")
    second = client.post(first["Location"], {"code": json.loads(capsys.readouterr().out)["code"]})

    assert (first["Location"], second["Location"]) == ("/anmelden/bestaetigen/", "/konto/")


def test_code_is_for_the_demo_only(logins, settings):
    settings.IS_DEMO = False

    with pytest.raises(CommandError, match="nur für die erfundenen Personen"):
        call_command("demo_code", "coordination")


def test_code_of_somebody_who_is_not_there_is_a_sentence(settings):
    settings.IS_DEMO = True

    with pytest.raises(CommandError, match="Bitte zuerst"):
        call_command("demo_code", "lead")


def test_addresses_cannot_belong_to_anybody():
    assert all(email_of(role).endswith(".example") for role, _, _ in PEOPLE)
