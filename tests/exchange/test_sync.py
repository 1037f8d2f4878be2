"""Mirrors: what a home says is kept as it says it, once, and what it no longer says is gone."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from schutznetz.common import retention
from schutznetz.common.errors import DomainError
from schutznetz.exchange.models import Mirror, Source
from tests.exchange.homes import bodies, key, organization, read, service, written
from tests.factories import make_network, make_offer

pytestmark = pytest.mark.django_db
TOGETHER = [organization("Beratung"), service("Sprechstunde", organization_id=key("Beratung"), alert="nur montags")]


@pytest.fixture(autouse=True)
def network():
    return make_network()


@pytest.fixture
def feed(tmp_path):
    return written(tmp_path / "feed.ndjson", TOGETHER)


def counted(said):
    return said.created, said.updated, said.deleted, said.unchanged


def test_everything_is_kept_as_it_was_said_and_a_second_run_changes_nothing(feed):
    assert counted(read(feed)) == (2, 0, 0, 0)
    assert bodies() == {one["name"]: one for one in TOGETHER}
    assert bodies(kind="service").keys() == {"Sprechstunde"}
    assert counted(read(feed)) == (0, 0, 0, 2)


def test_change_and_deletion_follow_the_home(feed):
    read(feed)
    written(feed, [organization("Beratung", website="https://beratung.example")])

    said = read(feed)

    assert counted(said) == (0, 1, 1, 0)
    assert said.mirrored == 1
    assert bodies()["Beratung"]["website"] == "https://beratung.example"
    gone = Mirror.objects.get(record=key("Sprechstunde"))
    assert (gone.body, gone.digest) == ({}, "")


def test_what_comes_back_stands_again(feed):
    read(feed)
    written(feed, TOGETHER[:1])
    read(feed)
    written(feed, TOGETHER)

    assert counted(read(feed)) == (1, 0, 0, 1)
    assert bodies().keys() == {"Beratung", "Sprechstunde"}


def test_dry_run_says_the_same_and_writes_nothing(feed):
    said = read(feed, dry_run=True)

    assert (counted(said), said.mirrored) == ((2, 0, 0, 0), 2)
    assert not Mirror.objects.exists()
    assert not Source.objects.exists()


def test_record_that_comes_twice_is_one(feed):
    written(feed, [*TOGETHER, *TOGETHER])

    read(feed)
    assert len(bodies()) == 2


def test_what_cannot_be_read_is_named_and_keeps_its_last_state(feed):
    read(feed)
    with feed.open("a") as file:
        file.write(json.dumps({"id": key("Kaputt"), "name": "", "status": "active"}) + "\n")
    feed.write_text(feed.read_text().replace('"name": "Sprechstunde"', '"name": " "'))

    said = read(feed)

    assert [one["where"] for one in said.faults] == ["feed.ndjson, Zeile 2", "feed.ndjson, Zeile 3"]
    assert {one["what"] for one in said.faults} == {"Der Datensatz hat keinen Namen."}
    assert bodies().keys() == {"Beratung", "Sprechstunde"}


def test_nothing_is_deleted_where_a_line_does_not_say_whose_it_is(feed):
    read(feed)
    feed.write_text(json.dumps(TOGETHER[0]) + '\n{"id": "halb\n')

    said = read(feed)

    assert said.faults == [{"where": "feed.ndjson, Zeile 2", "what": "Die Zeile ist kein lesbares JSON."}]
    assert said.deleted == 0
    assert "Gelöscht wurde nichts" in said.notes[0]
    assert len(bodies()) == 2


def test_empty_source_deletes_nothing_and_says_so(feed):
    read(feed)
    feed.write_text("")

    with pytest.raises(DomainError, match="Die Quelle ist leer"):
        read(feed)
    assert len(bodies()) == 2
    assert "leer" in Source.objects.get().trouble


def test_own_entry_is_no_mirror_and_a_foreign_claim_is_shown_beside_it(feed):
    offer, hidden = make_offer("Hier"), make_offer("Geheim", visibility="confidential")
    claims = [service("Dort") | {"id": str(offer.pk)}, service("Auch") | {"id": str(hidden.pk)}, service("Anders")]
    written(feed, claims)

    found = {one["id"]: one for one in read(feed).conflicts}

    assert found.keys() == {str(offer.pk), str(hidden.pk)}
    assert [found[str(offer.pk)][side]["name"] for side in ("here", "there")] == ["Hier", "Dort"]
    assert found[str(hidden.pk)]["here"] == {}
    assert bodies().keys() == {"Anders"}


def test_entry_that_comes_back_home_is_no_conflict(feed):
    offer = make_offer("Hier")
    written(feed, [service("Hier", mirror={"kind": "service"}) | {"id": str(offer.pk)}])

    assert (read(feed).conflicts, bodies()) == ([], {})


def test_names_of_persons_stay_at_home_unless_the_operator_decides(feed):
    contact = {"id": key("Kontakt"), "name": "Toni Muster", "title": "Leitung"}
    written(feed, [service("Offen", contacts=[contact], service_at_locations=[{"location": {"contacts": [contact]}}])])

    read(feed)
    assert "Toni" not in str(bodies())
    assert "Leitung" in str(bodies())
    read(feed, keeps_names=True)
    assert bodies()["Offen"]["contacts"] == [contact]
    assert Source.objects.get().keeps_names
    read(feed)
    assert "Toni" not in str(bodies())


def test_protected_place_is_not_taken_over_even_if_it_is_told(feed):
    place = [{"id": key("x"), "location": {"addresses": [{"address_1": "Geheimweg 3"}]}}]
    written(feed, [service("Schutz", redacted=True, service_at_locations=place)])

    read(feed)
    assert bodies()["Schutz"]["redacted"] is True
    assert "Geheimweg" not in str(bodies())


@pytest.mark.parametrize("shape", ["list", "page", "folder"])
def test_nested_documents_are_read_like_lines(shape, tmp_path):
    page = {"total_items": 2, "contents": TOGETHER}
    path = written(tmp_path / "seite.json", page if shape != "list" else TOGETHER)

    assert counted(read(tmp_path if shape == "folder" else path)) == (2, 0, 0, 0)


def test_command_reports_and_refuses(feed, capsys):
    call_command("sync_hsds", str(feed), "--network", "auental", "--json")
    said = json.loads(capsys.readouterr().out)

    assert {"created", "updated", "deleted", "mirrored", "conflicts", "cursor"} <= said.keys()
    assert (said["created"], said["mirrored"]) == (2, 2)
    call_command("sync_hsds", str(feed), "--network", "auental", "--dry-run")
    assert "2 unverändert" in capsys.readouterr().out
    for arguments, message in (
        ((str(feed), "--network", "nirgends"), "Vorhanden: auental"),
        ((str(feed) + "x", "--network", "auental"), "gibt es nicht"),
    ):
        with pytest.raises(CommandError, match=message):
            call_command("sync_hsds", *arguments)


def test_tombstones_of_mirrors_go_after_their_period(feed):
    read(feed)
    written(feed, TOGETHER[:1])
    read(feed)

    assert retention.rule_of("exchange.mirror").expired(timezone.now()).count() == 1


@pytest.mark.parametrize("values", [{"kind": "program"}, {"gone_at": timezone.now(), "body": {"name": "Noch da"}}])
def test_mirror_that_may_not_be(feed, values):
    read(feed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mirror.objects.filter(kind="service").update(**values)
