"""What is sent as lines is one moment, whatever is written meanwhile. ``benchmark api --writers`` proves it large."""

import json
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from schutznetz.api.views import collections
from schutznetz.api.views.frame import BASE
from schutznetz.demo.benchmarking import beside, memory
from schutznetz.exchange.access import feeds
from tests.audit.test_writers import in_threads
from tests.factories import make_offer
from tests.jobs.conftest import default_database, empty_database

KIB, MIB = 1024, 1024 * 1024


@pytest.fixture(scope="module")
def filled(tmp_path_factory, django_db_blocker):
    with empty_database(tmp_path_factory.mktemp("moment")) as url, django_db_blocker.unblock():
        with default_database(url):
            call_command("migrate", verbosity=0)
            if connection.vendor == "postgresql":  # requests of tests come as the application
                call_command("database_roles", stdout=StringIO())
            for _ in range(8):
                make_offer()
        yield url


@pytest.fixture
def pairs(filled, django_db_blocker):
    """Two pairs, one at both ends of the feed and one inside, with the same text; each with its writer."""
    with django_db_blocker.unblock(), default_database(filled):
        found = beside.pairs_of(2)
        for pair in found:
            beside.write(pair, 1)
        yield found


def write_elsewhere(url, pairs):
    in_threads(url, *(lambda pair=pair: beside.write(pair, 2) for pair in pairs))


def texts(records):
    return {record["id"]: record.get("description", "").partition("\n")[0] for record in records}


@pytest.mark.parametrize("asked", ["", "&full=true"])
def test_lines_are_one_moment(pairs, filled, monkeypatch, asked):
    monkeypatch.setattr(feeds, "CHUNK", 2)
    monkeypatch.setattr(collections, "LINES", 1)
    parts = iter(Client().get(f"{BASE}services?format=ndjson{asked}").streaming_content)

    lines = [next(parts)]
    write_elsewhere(filled, pairs)
    lines += parts

    told = texts(json.loads(line) for line in lines)
    assert len(told) == 8
    assert beside.torn_pairs(pairs, told) == []
    assert {told[str(key)] for pair in pairs for key in pair} == {"Stand 1"}
    assert beside._older(told) == 4


def test_pages_are_not_and_that_is_noticed(pairs, filled):
    """The proof can fail: page by page, writers come in between."""
    told = texts(Client().get(f"{BASE}services?per_page=4").json()["contents"])
    write_elsewhere(filled, pairs)
    told |= texts(Client().get(f"{BASE}services?per_page=4&page=2").json()["contents"])

    assert beside.torn_pairs(pairs, told) == pairs


def test_reader_of_the_proof_reads_everything(pairs):
    read = beside.read_all({str(key) for pair in pairs for key in pair})

    assert (read.records, set(read.texts.values())) == (8, {"Stand 1"})
    assert beside.torn_pairs(pairs, {}) == pairs  # what does not arrive is no proof


def test_more_writers_than_pairs_are_refused(pairs):
    with pytest.raises(ValueError, match="8 offers"):
        beside.pairs_of(5)
    with pytest.raises(CommandError, match="nur bei api"):
        call_command("benchmark", "search", "--writers", "2")


def test_peak_of_memory_is_what_something_took_and_gave_back():
    with memory.watched() as grown:
        taken = bytearray(64 * MIB)
        taken[::KIB] = b"x" * len(taken[::KIB])
        time.sleep(0.2)  # long enough to be looked at
        del taken
    with memory.watched() as nothing:
        pass

    if grown[0] >= 0:  # a closed machine does not tell
        assert 60 <= grown[0] <= 80
        assert nothing[0] < 10
