"""Whoever takes a right away, gives one, forgets a scope or an obligation, is noticed by the table.

Every mutant changes one thing in this process and looks only at the rows of its act.
"""

from dataclasses import replace

import pytest

from schutznetz.audit.enums import Obligation
from schutznetz.common.doors import Door, Opens, door_of, undeclared_views
from schutznetz.networks import access, doors, roles
from schutznetz.networks.enums import FunctionRole
from schutznetz.networks.policy import Allow, decide
from schutznetz.networks.roles import GRANTS, RULES, Act, Grant, Scope
from tests.house.test_urls import ROUTES
from tests.people import HOLDERS
from tests.rights.asking import answers, ask
from tests.rights.matrix import expected
from tests.rights.places import relations

pytestmark = pytest.mark.django_db
OF_ACT = {act: [route for route, (view, _) in ROUTES.items() if door_of(view).action == act] for act in Act}
FORBIDDEN = [
    Grant(role, act, Scope.NETWORK)
    for role in (FunctionRole.PROFESSIONAL, FunctionRole.STEWARD, FunctionRole.INSOFA)
    for act in Act
    if not roles.grants_of(role, act)  # who has it at home is looked at below
]
PERSON = {role: name for name, (role, _, network) in reversed(HOLDERS.items()) if network != "away"}
STEP_UP = [act for act in Act if Obligation.STEP_UP in RULES[act].obligations]


def is_noticed(act, name, clients, places):
    """Ask as one person only: a mutant changes what that person may do. The first wrong answer is enough."""
    return any(
        answers(clients[name], route, relation, places)[0] != expected(route, relation)[name]
        for route in OF_ACT[act]
        for relation in relations(route)
    )


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_page(act):
    assert OF_ACT[act]


# Roles that nobody of the table holds are asked by the tests of their page (test_insofa).
HELD = [grant for grant in GRANTS if grant.role in PERSON]


@pytest.mark.parametrize("grant", HELD, ids=lambda grant: f"{grant.role}-{grant.act}")
def test_right_that_is_taken_away_is_missed(grant, places, clients, monkeypatch):
    monkeypatch.setattr(roles, "GRANTS", tuple(each for each in GRANTS if each != grant))

    assert is_noticed(grant.act, PERSON[grant.role], clients, places)


@pytest.mark.parametrize("grant", FORBIDDEN, ids=lambda grant: f"{grant.role}-{grant.act}")
def test_right_that_is_given_to_the_wrong_role_is_noticed(grant, places, clients, monkeypatch):
    monkeypatch.setattr(roles, "GRANTS", (*GRANTS, grant))

    assert is_noticed(grant.act, PERSON[grant.role], clients, places)


@pytest.mark.parametrize(
    "grant",
    [grant for grant in GRANTS if grant.scope is Scope.ORGANISATION],
    ids=lambda grant: f"{grant.role}-{grant.act}",
)
def test_right_that_reaches_too_far_is_noticed_by_decide(grant, places):
    """The pages would not show it: what lies beyond the house is not even found there. Two walls, each tested."""
    world = places.world
    who = access.acting_in(world.membership(PERSON[grant.role]), "")

    assert not isinstance(decide(who, grant.act, world.organisations["school"]), Allow)
    assert isinstance(decide(replace(who, role=FunctionRole.COORDINATION), Act.SEE_MEMBERS, world.kita), Allow)


@pytest.mark.parametrize("act", Act)
def test_door_that_never_asks_is_noticed(act, places, clients, monkeypatch):
    monkeypatch.setattr(doors, "decide", lambda *_: Allow(frozenset()))

    refused = {Act.READ_LOG: "insofa", Act.SEE_INSOFA: "data_protection"}.get(act, "professional")
    assert is_noticed(act, refused, clients, places)


@pytest.mark.parametrize("act", STEP_UP)
def test_act_asks_for_a_fresh_proof(act, places):
    """The clients of the table have just shown who they are; this one has not."""
    coordinator = places.world.client("coordinator", fresh=False)
    stale = places.world.client("asd_lead", fresh=False) if act is Act.CONFIRM_NUMBER else coordinator

    for route in OF_ACT[act]:
        answer = ask(stale, "POST", places.address(route, relations(route)[0]), {})
        assert (answer.status_code, answer.headers.get("Location", "").split("?")[0]) == (
            302, "/konto/noch-einmal/code/",
        ), route  # fmt: skip


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_view_that_forgets_its_door_stops_the_start(route, monkeypatch):
    view, _ = ROUTES[route]
    assert undeclared_views() == []

    monkeypatch.delattr(view, "door")

    assert undeclared_views()


@pytest.mark.parametrize("route", [route for routes in OF_ACT.values() for route in routes])
def test_view_of_a_function_is_not_public(route):
    view, _ = ROUTES[route]

    assert door_of(view) == Door(Opens.FUNCTION, door_of(view).action)
    assert view.__wrapped__.__module__.startswith("schutznetz.")
