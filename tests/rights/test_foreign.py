"""What is not there and what is not for this function look alike."""

import statistics
import time
from zlib import crc32

import pytest
from django.conf import settings

from tests.house.test_urls import ROUTES
from tests.rights.asking import ask
from tests.rights.places import relations

pytestmark = pytest.mark.django_db
ABOUT_A_HOUSE = [route for route in sorted(ROUTES) if len(relations(route)) > 1]
PEOPLE = ("lead", "coordinator", "professional")
IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"] == "schutznetz.common.postgresql"
# The second database only decides which rows there are: there each page is asked by one of them.
ASKED = [(route, name) for route in ABOUT_A_HOUSE for at, name in enumerate(PEOPLE)
         if not IS_POSTGRESQL or crc32(route.encode()) % len(PEOPLE) == at]  # fmt: skip
LIMIT_MS = 20
TIMES = 15


def text(answer):
    return answer.content.decode().replace("/en" + answer.request["PATH_INFO"], "")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("route", "name"), ASKED)
def test_foreign_and_unknown_say_the_same(route, method, name, places, clients):
    foreign, unknown = (
        ask(clients[name], method, places.address(route, relation)) for relation in ("other_network", "never_was")
    )

    assert (foreign.status_code, text(foreign)) == (unknown.status_code, text(unknown))
    assert {*foreign.headers.items()} - {*unknown.headers.items()} == set()


@pytest.mark.parametrize("route", ["networks:members", "networks:approve"])
def test_and_take_as_long(route, places, clients):
    took = {"other_network": [], "never_was": []}
    for _ in range(TIMES):
        for relation, times in took.items():
            start = time.process_time()  # of this process alone: the machine has other things to do
            ask(clients["lead"], "GET", places.address(route, relation))
            times.append(1000 * (time.process_time() - start))

    foreign, unknown = (statistics.median(times) for times in took.values())
    assert abs(foreign - unknown) < LIMIT_MS
