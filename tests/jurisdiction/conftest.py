"""A network with one unit: office hours, and a Bereitschaft behind them."""

import pytest

from tests.factories import make_network
from tests.jurisdiction.duty import DUTY, OFFICE, cover, make_service, make_unit


@pytest.fixture
def network(db):
    return make_network("auental")


@pytest.fixture
def unit(network):
    """A unit in office hours, behind it a Bereitschaft, for the whole Kreis."""
    behind = make_service(network, DUTY)
    unit = make_unit()
    make_service(network, OFFICE, unit=unit, hours="Mo-Fr 08:00-15:30; PH off", successor=behind)
    cover(unit, network.kreis)
    return unit
