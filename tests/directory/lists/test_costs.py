"""A page costs as many queries for one row as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schutznetz.common import kept
from schutznetz.directory.models import ListUpload
from tests.directory.importing.files import HEADER, row
from tests.directory.lists.conftest import LISTS

pytestmark = pytest.mark.django_db


def rows(count, **values):
    return HEADER + "".join(
        row(number, f"Kita {number}", street=f"Am Anger {number}", **values) for number in range(count)
    )


def cost(client, path):
    client.get(path)
    kept.forget_all()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


def costs(client, part=""):
    return cost(client, f"{LISTS}{part.format(ListUpload.objects.get().pk)}" if part else LISTS)


@pytest.mark.parametrize("part", ["", "{}/", "{}/spalten/", "{}/nicht-uebernommen.csv"])
def test_pages_of_a_list(client, check, take, part):
    found = []
    for count in (1, 4):
        check(rows(count))
        take()
        ListUpload.objects.all().delete()
        check(rows(count, hours="Mo-Fr 8-16 Uhr"))
        found.append(costs(client, part))
        ListUpload.objects.all().delete()

    assert found[0] == found[1]
    assert found[0] < 30


def test_list_of_lists(client, send, check, take):
    send(rows(1))
    one = cost(client, LISTS)
    send(rows(2))
    send(rows(3))

    assert cost(client, LISTS) == one
