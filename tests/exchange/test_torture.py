"""Home and mirror over a bad line: fifty rounds of the torture that ``benchmark mirrors`` runs a thousand of."""

import pytest

from schutznetz.demo.benchmarking.mirrors import Torture
from tests.factories import make_network, make_type

pytestmark = pytest.mark.django_db


def test_mirror_equals_its_home_after_fifty_rounds():
    make_type()
    said = Torture(make_network()).run(50)

    assert said["different"] == 0
    assert said["compared"] == 5
    assert min(said["cut"], said["troubles"], said["records"]) > 5
