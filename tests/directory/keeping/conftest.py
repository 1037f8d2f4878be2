"""A Kita with one offer, and those who keep it."""

import pytest

from schutznetz.networks import access
from tests.factories import make_contact_point, make_function, make_offer, make_site, make_type
from tests.people import World


@pytest.fixture
def world():
    return World()


@pytest.fixture
def who(world):
    """Return who acts as one of the personas."""
    return lambda name: access.acting_in(world.membership(name), "")


@pytest.fixture
def offer(world):
    site = make_site(world.kita)
    function = make_function(world.kita, "Anmeldung")
    point = make_contact_point(function, site=site, hours="Mo-Fr 08:00-16:00", email="kita@example.org")
    return make_offer(
        "Krippe Auental",
        organisation=world.kita,
        offer_type=make_type("kita", "Kindertagesstätte"),
        site=site,
        contact_point=point,
        languages=["de"],
    )
