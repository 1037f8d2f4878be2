import pytest

from schutznetz.regions.actions import load_regions
from tests.factories import kept_for_module


@pytest.fixture(scope="module")
def region_tables(django_db_setup, django_db_blocker):
    """All places of Germany, as the project ships them; returns what was loaded."""
    with kept_for_module(django_db_blocker):
        yield load_regions()
