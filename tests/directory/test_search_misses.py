"""Searches without a hit: counted by kind and place, after the answer, and nothing that anybody typed."""

import logging
import sqlite3
import time
from datetime import date

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.utils import ConnectionHandler

from schutznetz.common.sqlite.base import DatabaseWrapper
from schutznetz.directory.models import SearchMiss
from schutznetz.directory.search import misses
from schutznetz.directory.search.misses import Miss
from tests.factories import make_gemeinde, make_network, make_offer, make_type

pytestmark = pytest.mark.django_db
SEARCH = "/auental/suche/"
MISS = Miss("hebamme", "14901", "")


@pytest.fixture
def network():
    make_type("hebamme", "Hebammenhilfe", ["Hebamme"])
    make_gemeinde()
    return make_network("auental")


def rows():
    return sorted(SearchMiss.objects.values_list("offer_type", "kreis", "gemeinde", "number"))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("q=Hebamme", [("hebamme", "14901", "", 1)]),
        ("q=Hebamme&ort=09901", [("hebamme", "14901", "14901010", 1)]),
        ("q=&typ=hebamme", [("hebamme", "14901", "", 1)]),
        ("q=Hebamme+Nadelöhr", [("hebamme", "14901", "", 1)]),
        ("q=Nadelöhr", []),
        ("q=Emma+Müller", []),
        ("q=", []),
        ("q=Hebamme&kosten=free", []),
        ("q=Hebamme&alter=6", []),
        ("q=Hebamme&ort=Nirgendwo", []),
        ("q=x&typ=gibt-es-nicht", []),
    ],
)
def test_only_kinds_of_help_and_places_are_kept(question, kept, network, client):
    client.get(f"{SEARCH}?{question}")

    assert rows() == kept


def test_search_with_a_hit_is_not_counted(network, client):
    make_offer("Hebamme Ida", offer_type=make_type("hebamme"))
    client.get(f"{SEARCH}?q=Hebamme")

    assert rows() == []


def test_searches_of_a_month_are_one_row(network, client):
    for _ in range(3):
        client.get(f"{SEARCH}?q=Hebamme")
    misses.count(MISS, date(2025, 3, 31))

    assert rows() == [("hebamme", "14901", "", 1), ("hebamme", "14901", "", 3)]
    assert set(SearchMiss.objects.values_list("month", flat=True)) > {date(2025, 3, 1)}


def test_whole_portal_counts_only_where_the_place_is_known(network, client):
    client.get("/suche/?q=Hebamme")
    assert rows() == []
    client.get("/suche/?q=Hebamme&ort=09901")
    assert rows() == [("hebamme", "14901", "14901010", 1)]


def test_what_goes_wrong_is_said_without_a_word_of_the_question(network, client, monkeypatch, caplog):
    class Broken:
        def __enter__(self):
            raise DatabaseError("secret")

        def __exit__(self, *_):
            return False

    monkeypatch.setattr(connection, "brief_wait", Broken, raising=True)
    with caplog.at_level(logging.WARNING):
        answer = client.get(f"{SEARCH}?q=Hebamme")

    assert answer.status_code == 200
    assert [record.getMessage() for record in caplog.records] == [
        "Eine Suche ohne Treffer wurde nicht gezählt: DatabaseError"
    ]


def test_nobody_waits_for_long_while_somebody_else_writes(tmp_path):
    file = tmp_path / "one.sqlite3"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("CREATE TABLE sample (number)")
    other.execute("BEGIN IMMEDIATE")
    ours = DatabaseWrapper(
        ConnectionHandler({"default": {"NAME": str(file), "OPTIONS": {"timeout": 20}}}).settings["default"]
    )
    begun = time.monotonic()

    with ours.brief_wait(), ours.cursor() as cursor, pytest.raises(OperationalError):
        cursor.execute("INSERT INTO sample VALUES (1)")

    assert time.monotonic() - begun < 5
    with ours.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    ours.close()
    other.close()
