"""A page costs the same number of queries for one record, for three and for a hundred, and leaves no rubbish behind."""

import gc
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.common import kept
from schutznetz.exchange import actions
from schutznetz.exchange.access import Asked, Services
from schutznetz.exchange.enums import Form
from tests.directory.test_query_counts import full_offers

pytestmark = pytest.mark.django_db


PAGES = {
    # the last change; how many, which, and the records with their properties; changes, what is over, who is silent
    "services?per_page=100": 8,
    # besides: languages, areas with their Gemeinden and Kreise, numbers, names
    "services?per_page=100&full=true": 13,
    "service_at_locations?per_page=100&full=true": 13,
    # the last change; how many, which, the records; changes, who is silent
    "organizations?per_page=100": 6,
    # besides: partnerships, sites, contacts with numbers and names, services
    "organizations?per_page=100&full=true": 12,
}


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page(api, django_assert_num_queries, number):
    list(full_offers(number))
    if number > 1:
        actions.note_changes()

    for path, queries in PAGES.items():
        kept.forget_all()
        with django_assert_num_queries(queries, info=path):
            assert api.get(path).status_code == 200


def test_no_page_reads_all_announcements(api):
    """Each question about them begins with what an index begins with, or it gets slower with every record."""
    list(full_offers(1))
    actions.note_changes()

    with CaptureQueriesContext(connection) as asked:
        for path in PAGES:
            api.get(path)

    told = [query["sql"] for query in asked if 'FROM "exchange_announcement"' in query["sql"]]
    assert len(told) == 2 * len(PAGES)
    assert [sql for sql in told if '"kind" = ' not in sql and '"position" DESC LIMIT 1' not in sql] == []


def test_page_leaves_no_circles_for_python_to_find(api):
    """Rows that hold each other are found all at once, later, and whoever asks just then waits for half a second."""
    left = {}
    for number in (3, 30):
        list(full_offers(number))
        for path in PAGES:
            api.get(path)  # what is kept from now on
            gc.collect()
            gc.disable()
            try:
                api.get(path)
                left.setdefault(path, []).append(gc.collect())
            finally:
                gc.enable()

    assert {path: few for path, (few, many) in left.items() if many > few + 20} == {}


def test_known_keys_are_looked_up(api):
    """SQLite knows nothing of how rows are spread, and would rather read an index from end to end."""
    offers = Services(Asked())._loaded([uuid4() for _ in range(100)], Form.LIST)

    if connection.vendor == "sqlite":
        assert offers.explain().splitlines()[0].endswith("USING INDEX sqlite_autoindex_directory_offer_1 (id=?)")
