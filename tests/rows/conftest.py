import pytest
from django.db import connection

from tests.rows.matrix import Rows
from tests.triggers import triggers_off


@pytest.fixture
def everything(db):
    """Rows in every protected table; without the triggers of the log, which would refuse before a policy could."""
    with triggers_off(connection):
        built = Rows()
        connection.check_constraints()  # nothing is pending: a test may take a policy away
        yield built
