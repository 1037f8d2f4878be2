"""Every entry of the demo goes out in the words of HSDS, valid against the specification and against our profile."""

import pytest

from schutznetz.exchange.access import Asked, AtLocations, Organisations, Services
from schutznetz.exchange.enums import Form
from tests.exchange.schemas import faults

pytestmark = pytest.mark.django_db
FEEDS = {"service": Services, "organization": Organisations, "service_at_location": AtLocations}


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("name", FEEDS)
def test_every_record_is_valid(test_data, demo, name, form):
    records = list(FEEDS[name](Asked()).all(form))

    assert len(records) > 300
    assert {fault for record in records for fault in faults(test_data, name, record)} == set()
