"""A page costs the same number of queries for one record, for three and for a hundred."""

import pytest

from schutznetz.common import kept
from schutznetz.exchange import actions
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
