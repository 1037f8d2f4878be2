"""Answers that the matrix does not ask for have all headers too; it looks at its own (``headers.faults``)."""

import pytest

from tests.house.test_urls import ROUTES
from tests.rights.asking import ask
from tests.rights.headers import faults
from tests.rights.places import FORMS, relations

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["anonymous", "professional", "coordinator"])
def test_what_a_door_refuses_has_all_headers(name, places, clients):
    found = {
        route: faults(route, "DELETE", ask(clients[name], "DELETE", places.address(route, relations(route)[0])))
        for route in ROUTES
    }

    assert {route: names for route, names in found.items() if names} == {}


@pytest.mark.parametrize("name", ["professional", "coordinator"])
def test_form_that_is_shown_again_has_all_headers(name, places, clients):
    found = {
        route: faults(route, "POST", ask(clients[name], "POST", places.address(route, relations(route)[0])))
        for route in FORMS
    }

    assert {route: names for route, names in found.items() if names} == {}
