import pytest

from tests.people import World


@pytest.fixture
def world(db):
    return World()
