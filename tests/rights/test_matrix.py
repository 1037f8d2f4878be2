"""Every route, every person, every relation: the answer is the one in ``tests/authz_matrix.yml``, and no other.

On none of these pages does anybody read who acts in a house of another network, and each has all its headers.

SQLite asks everybody everywhere. PostgreSQL can only differ in what its rows let through, so there one person asks for
each different answer in the table, every time another one: over all routes everybody has their turn.
"""

from collections import Counter, defaultdict
from zlib import crc32

import pytest
from django.db import connection

from tests.house.test_urls import ROUTES
from tests.people import PERSONAS
from tests.publishing import reading
from tests.rights.asking import answers, ask
from tests.rights.headers import faults
from tests.rights.matrix import MATRIX, expected
from tests.rights.places import relations

pytestmark = pytest.mark.django_db
FEW = ("anonymous", "lead", "coordinator_elsewhere")
# Their names, and a part of their addresses.
AWAY = {"asd_elsewhere", "coordinator_elsewhere"}
CASES = [(route, relation) for route in sorted(ROUTES) for relation in relations(route)]


@pytest.mark.parametrize(("route", "relation"), CASES)
def test_everybody_gets_the_answer_of_the_table(route, relation, places, clients):
    asked = {name: answers(clients[name], route, relation, places) for name in asking(route, relation)}

    assert {name: said for name, (said, _) in asked.items()} == {
        name: expected(route, relation)[name] for name in asked
    }
    told = {name for name, (_, pages) in asked.items() if any(away in shown(page) for away in AWAY for page in pages)}
    assert told <= AWAY
    got = {(name, *faults(route, method, page)) for name, (_, pages) in asked.items()
           for method, page in zip(("GET", "POST"), pages, strict=True)}  # fmt: skip
    assert got == {(name,) for name in asked}


def asking(route, relation):
    return PERSONAS if connection.vendor == "sqlite" else one_for_each_answer(route, relation)


def one_for_each_answer(route, relation):
    """Return one person for each answer; three where the table has the same for all."""
    if MATRIX[route][relation].keys() == {"*"}:
        return FEW
    alike = defaultdict(list)
    for name, answer in expected(route, relation).items():
        alike[answer].append(name)
    return [names[crc32(f"{route} {relation} {answer}".encode()) % len(names)] for answer, names in alike.items()]


def shown(page):
    raw = b"".join(page.streaming_content) if page.streaming else page.content
    is_pdf = page.headers.get("Content-Type") == "application/pdf"
    return str(page.headers) + (reading.text(raw) if is_pdf else raw.decode())


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_no_other_method_opens_a_door(route, places, clients):
    address = places.address(route, relations(route)[0])

    for method in ("PUT", "PATCH", "DELETE"):
        assert ask(clients["coordinator"], method, address).status_code in {302, 400, 403, 404, 405}, method


def test_table_names_every_route_and_no_other():
    assert MATRIX.keys() == ROUTES.keys()


def test_everybody_has_their_turn_on_postgresql():
    asked = Counter(
        name for case in CASES if len(set(expected(*case).values())) > 1 for name in one_for_each_answer(*case)
    )

    assert set(asked) == set(PERSONAS)
    assert min(asked.values()) >= 10, asked


def test_table_names_people_who_exist():
    named = {name for rows in MATRIX.values() for row in rows.values() for name in row}

    assert named <= {*PERSONAS, "*"}
