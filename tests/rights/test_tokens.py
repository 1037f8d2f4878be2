"""A form that comes from elsewhere does nothing: every change behind the door asks for its token."""

import pytest
from django.test import Client

from schutznetz.common.doors import Opens, door_of
from tests.house.test_urls import ROUTES
from tests.people import enter
from tests.rights.asking import ask
from tests.rights.places import FORMS, relations

pytestmark = pytest.mark.django_db
BEHIND = sorted(route for route, (view, _) in ROUTES.items() if door_of(view).opens is not Opens.EVERYBODY)


@pytest.mark.parametrize("route", BEHIND)
def test_change_without_a_token_is_refused(route, places):
    client = enter(Client(enforce_csrf_checks=True), places.world.users["coordinator"])

    answer = ask(client, "POST", places.address(route, relations(route)[0]), FORMS.get(route, {}))

    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "testserver@evil.example"])
def test_foreign_host_is_refused(host, places, client):
    assert client.get("/konto/", headers={"Host": host}).status_code == 400
