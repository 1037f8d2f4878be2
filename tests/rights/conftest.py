import pytest

from tests.factories import kept_for_module
from tests.people import PERSONAS, World
from tests.rights.places import Places


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        yield Places(World())


@pytest.fixture(scope="module")
def clients(places):
    """Everybody, each of them some pages into a session: what only a first page writes is not written every time."""
    clients = {name: places.world.client(name) for name in PERSONAS}
    for client in clients.values():
        client.get("/konto/")
    return clients
