"""What arrives too late does not count, and what the home has not noted yet is not mirrored."""

import json
from types import SimpleNamespace
from uuid import UUID

import pytest

from schutznetz.exchange.access import mirrors
from schutznetz.exchange.actions import source_of, sync
from schutznetz.exchange.enums import MirrorKind
from schutznetz.exchange.importing import Fault, Gone, Piece, Said
from schutznetz.exchange.importing.asking import Answer
from schutznetz.exchange.importing.digests import digest_of
from schutznetz.exchange.importing.schutznetz import read_schutznetz
from schutznetz.exchange.models import Mirror, Source
from tests.exchange.homes import bodies, key, service
from tests.factories import make_network

pytestmark = pytest.mark.django_db
ADDRESS = "https://heimat.example/api/hsds/v3/?zugang=geheim"
MOMENT = "2026-10-07T08:00:00Z"


@pytest.fixture
def source():
    make_network()
    return source_of("auental", ADDRESS)


def reader(*items):
    return SimpleNamespace(is_whole=False, starts_over=False, cursor="", pieces=lambda: iter([Piece(list(items))]))


class Home:
    """A home that has noted one service, and says another or the same."""

    def __init__(self, noted, said):
        self.noted, self.said = noted, said

    def get(self, path):
        name, _, rest = path.partition("?")
        if name != "changes":
            return Answer(200, json.dumps(self.said).encode())
        after = int(rest.partition("&")[0].removeprefix("after="))
        row = {"position": 4, "kind": "service", "id": self.noted["id"], "changed_at": MOMENT, "deleted": False,
               "digest": digest_of(self.noted)}  # fmt: skip
        rows = [row] if after < 4 else []
        found = {"after": after, "cursor": 4 if rows else after, "last": 4, "more": False, "contents": rows}
        return Answer(200, json.dumps(found).encode())

    def lines(self, path, _asked):
        yield from [json.dumps(self.said).encode()] if path == "services" else []


def test_tombstone_keeps_out_what_arrives_later(source):
    record = UUID(key("Weg"))
    sync(source, reader(Gone(MirrorKind.SERVICE, record, 8)))

    sync(source, reader(Said(MirrorKind.SERVICE, record, service("Weg"), 5)))
    assert bodies() == {}
    sync(source, reader(Said(MirrorKind.SERVICE, record, service("Weg"), 9)))
    assert bodies().keys() == {"Weg"}


def test_change_that_is_not_noted_yet_waits(source):
    noted = service("Noch so", last_modified=MOMENT)
    early = {**noted, "alert": "vielleicht morgen nicht mehr"}

    said = sync(source, read_schutznetz(Home(noted, early), source.cursor))
    source.refresh_from_db()
    assert (bodies(), source.cursor, source.compared_at, said.faults) == ({}, "", None, [])
    sync(source, read_schutznetz(Home(noted, noted), source.cursor))
    source.refresh_from_db()
    assert (bodies().keys(), source.cursor) == ({"Noch so"}, "4")
    assert source.compared_at is not None
    again = sync(source, read_schutznetz(Home(noted, early), source.cursor, whole=True))
    assert [fault["where"] for fault in again.faults] == [f"services/{noted['id']}"]
    assert bodies()["Noch so"] == noted


def test_report_names_so_many_faults_and_counts_all(source, monkeypatch):
    monkeypatch.setattr("schutznetz.exchange.actions.syncing.MOST_FAULTS", 2)

    said = sync(source, reader(*(Fault(f"Zeile {number}", "Fehlt.") for number in range(5))))
    assert (len(said.faults), said.faults_total) == (2, 5)


def test_mark_names_the_home_and_nothing_of_how_it_is_reached(source):
    sync(source, reader(Said(MirrorKind.SERVICE, UUID(key("a")), service("a"))))

    ((kind, record),) = mirrors()
    assert (kind, record["mirror"]["home"]) == ("service", "https://heimat.example/api/hsds/v3/")
    assert "geheim" not in str(record)
    assert str(Mirror.objects.get()).startswith("Angebot")
    assert str(Source.objects.get()).endswith("(Netzwerk Auental)")
