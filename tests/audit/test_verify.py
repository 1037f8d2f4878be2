# ruff: noqa: S608 -- no statement here has anything in it that a test did not put there
"""Whatever is done to a chain is found and named with its number; figures kept elsewhere find the rest."""

import json
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from schutznetz.audit import access
from schutznetz.audit.chaining import hashing, marks
from schutznetz.audit.models import FIRST_HASH, Entry
from tests.audit.acts import NETWORK, act, at, seal_raw, tamper
from tests.triggers import triggers_off

pytestmark = pytest.mark.django_db

# Sixteen columns by hand: a forged entry that nobody hashed.
FORGED = """INSERT INTO audit_entry (seq, utc, network, person, function, session, event, about_kind, about_id, scope,
    ground, result, obligations, prev_hash, hash)
    SELECT {seq}, utc, network, person, function, session, 'sample.ended', about_kind, about_id, scope, ground, result,
    obligations, {prev_hash}, {hash} FROM audit_entry WHERE seq = 1"""
LONE = FORGED.format(seq="{seq}", prev_hash=f"'{'d' * 64}'", hash=f"'{'e' * 64}'")
MOVE_UP = [
    "UPDATE audit_entry SET seq = seq + 1000 WHERE seq >= 5",
    "UPDATE audit_entry SET seq = seq - 999 WHERE seq > 999",
]
MOVE_DOWN = [
    "UPDATE audit_entry SET seq = seq + 1000 WHERE seq > 5",
    "UPDATE audit_entry SET seq = seq - 1001 WHERE seq > 999",
]


def exchange(columns, one, other):
    """Let two entries change their contents, all but these columns staying where they are."""
    names = [field.column for field in Entry._meta.fields if field.column not in {"id", *columns}]
    pairs = ", ".join(f"{name} = (SELECT {name} FROM kept WHERE kept.seq = {{0}} + {{1}} - audit_entry.seq)"
                      for name in names)  # fmt: skip
    return ["CREATE TEMPORARY TABLE kept AS SELECT * FROM audit_entry",
            f"UPDATE audit_entry SET {pairs.format(one, other)} WHERE seq IN ({one}, {other})",
            "DROP TABLE kept"]  # fmt: skip


def swap_numbers(one, other):
    moves = [(one, 1000), (other, one), (1000, other)]
    return [f"UPDATE audit_entry SET seq = {to} WHERE seq = {seq}" for seq, to in moves]


def recompute(first):
    """Hash everything from a number on anew, as somebody who knows how it is done."""
    before = Entry.objects.filter(seq=first - 1).first()
    hash_before = before.hash if before else FIRST_HASH
    for entry in Entry.objects.filter(seq__gte=first).order_by("seq"):
        now = hashing.digest({name: getattr(entry, name) for name in hashing.COLUMNS}, hash_before)
        tamper(f"UPDATE audit_entry SET prev_hash = '{hash_before}', hash = '{now}' WHERE id = {entry.pk}")
        hash_before = now


def first_bad(network=NETWORK, earlier=()):
    bad = access.verify(network, earlier).first_bad
    return bad and (bad.seq, bad.kind.value)


@pytest.fixture
def mark():
    """What somebody kept of ten entries."""
    act(times=10)
    return marks.read(json.dumps(access.verify(NETWORK).as_json()))


class TestWhole:
    def test_chain_holds(self):
        act(times=5)
        act(None, times=3)

        assert [(chain, access.verify(chain).entries, first_bad(chain)) for chain in access.chains()] == [
            (None, 3, None), (NETWORK, 5, None),
        ]  # fmt: skip

    def test_chain_holds_with_what_was_kept(self, mark):
        act(times=2)

        assert first_bad(earlier=mark) is None

    def test_nothing_is_a_chain_that_holds(self):
        assert access.verify(None).as_json() | {"head": ""} == {
            "network": None, "entries": 0, "size": 0, "head": "", "last": None, "ok": True, "first_bad": None,
        }  # fmt: skip


class TestChanged:
    @pytest.mark.parametrize("change", [
        "event = 'sample.ended'", "person = NULL", "function = network", "network = NULL", "session = ''",
        "about_kind = 'person'", "about_id = person", "scope = 'x'", "ground = 'left'", "result = 'refused'",
        "obligations = 'four_eyes'", f"hash = '{'a' * 64}'", f"prev_hash = '{'a' * 64}'", f"hash = '{'ä' * 64}'",
        f"prev_hash = '{'ä' * 64}'", "utc = '2026-01-01 00:00:00.000001+00:00'",
    ])  # fmt: skip
    @pytest.mark.parametrize("seq", [1, 5, 10])
    def test_entry_is_named(self, change, seq):
        act(times=10)

        tamper(f"UPDATE audit_entry SET {change} WHERE seq = {seq}")

        expected = {"network = NULL": (seq, "missing") if seq < 10 else None}.get(change, (seq, "changed"))
        assert first_bad() == expected

    def test_entry_with_a_new_hash_is_named(self):
        act(times=10)
        tamper("UPDATE audit_entry SET ground = 'left' WHERE seq = 5")
        entry = Entry.objects.get(seq=5)
        new = hashing.digest({name: getattr(entry, name) for name in hashing.COLUMNS}, entry.prev_hash)

        tamper(f"UPDATE audit_entry SET hash = '{new}' WHERE seq = 5")

        assert first_bad() == (5, "changed")

    @pytest.mark.parametrize("change", ["utc = 'gestern'", "person = 'Frau Muster'", "seq = 'fünf'"])
    def test_what_cannot_be_read_is_named_or_cannot_be_written(self, change):
        act(times=10)

        refused = pytest.raises(DatabaseError) if connection.vendor == "postgresql" else nullcontext()
        with refused, transaction.atomic():
            tamper(f"UPDATE audit_entry SET {change} WHERE seq = 5")

        assert first_bad() in ({None} if connection.vendor == "postgresql" else {(5, "changed"), (5, "missing")})


class TestMissing:
    @pytest.mark.parametrize("seq", [1, 5, 9])
    def test_entry_is_named(self, seq):
        act(times=10)

        tamper(f"DELETE FROM audit_entry WHERE seq = {seq}")

        assert first_bad() == (seq, "missing")

    def test_entry_is_named_though_the_rest_was_renumbered(self):
        act(times=10)

        tamper("DELETE FROM audit_entry WHERE seq = 5", *MOVE_DOWN)

        assert first_bad() == (5, "missing")

    def test_last_entry_is_seen_only_against_what_was_kept(self, mark):
        tamper("DELETE FROM audit_entry WHERE seq >= 9")

        assert first_bad() is None
        assert first_bad(earlier=mark) == (9, "truncated")

    def test_whole_chain_is_seen_only_against_what_was_kept(self, mark):
        tamper("DELETE FROM audit_entry")

        assert first_bad(earlier=mark) == (1, "truncated")


class TestInserted:
    @pytest.mark.parametrize("seq", [1, 5, 10])
    def test_entry_is_named(self, seq):
        act(times=10)

        tamper(
            *[statement.replace("5", str(seq)) for statement in MOVE_UP],
            LONE.format(seq=seq).replace("seq = 1", f"seq = {2 if seq == 1 else 1}"),
        )

        assert first_bad() == (seq, "inserted")

    def test_entry_is_named_though_it_fits_the_one_before(self):
        act(times=10)
        tamper(*MOVE_UP, LONE.format(seq=5))
        entry, before = Entry.objects.get(seq=5), Entry.objects.get(seq=4)
        new = hashing.digest({name: getattr(entry, name) for name in hashing.COLUMNS}, before.hash)

        tamper(f"UPDATE audit_entry SET prev_hash = '{before.hash}', hash = '{new}' WHERE seq = 5")

        assert first_bad() == (5, "inserted")

    def test_entry_at_the_end_is_named(self):
        act(times=10)

        tamper(LONE.format(seq=11))

        assert first_bad() == (11, "inserted")


class TestSwapped:
    @pytest.mark.parametrize(("one", "other"), [(1, 2), (5, 6), (3, 8), (9, 10)])
    @pytest.mark.parametrize(
        "stays", [(), ("seq",), ("seq", "prev_hash"), ("seq", "hash"), ("seq", "prev_hash", "hash")]
    )
    def test_entries_are_named(self, one, other, stays):
        act(times=10)

        tamper(*(exchange(stays, one, other) if stays else swap_numbers(one, other)))

        assert first_bad() == (one, "swapped")


class TestRecomputed:
    @pytest.mark.parametrize("first", [1, 5, 10])
    def test_chain_is_seen_only_against_what_was_kept(self, mark, first):
        tamper(f"UPDATE audit_entry SET ground = 'left' WHERE seq = {first}")
        recompute(first)

        assert first_bad() is None
        assert first_bad(earlier=mark) == (10, "recomputed")

    def test_chain_is_seen_at_the_first_of_several_figures(self, mark):
        earlier = [*mark, marks.Mark(NETWORK, 4, Entry.objects.get(seq=4).hash, mark[0].last)]
        tamper("UPDATE audit_entry SET ground = 'left' WHERE seq = 2")
        recompute(2)

        assert first_bad(earlier=earlier) == (4, "recomputed")


class TestSeal:
    @pytest.fixture
    def sealed(self, monkeypatch):
        """Ten entries of 2022, sealed, then two of now; returns what somebody kept before."""
        with at(monkeypatch, datetime(2022, 3, 1, tzinfo=UTC)):
            act(times=10)
        kept = marks.read(json.dumps(access.verify(NETWORK).as_json()))
        call_command("retention", "--wet-run")
        return kept

    def test_keeps_the_rest_whole(self, sealed, capsys):
        act(times=2)

        assert list(Entry.objects.order_by("seq").values_list("seq", "event")) == [
            (11, "audit.sealed"), (12, "sample.invited"), (13, "sample.invited"),
        ]  # fmt: skip
        assert first_bad() is None
        assert first_bad(earlier=sealed) is None

    def test_that_lies_is_named(self, sealed, capsys):
        tamper(f"UPDATE audit_seal SET hash = '{'a' * 64}'")

        assert first_bad() == (10, "changed")
        assert first_bad(earlier=sealed) == (10, "changed")

    def test_without_the_entry_about_it_is_named(self, sealed, capsys):
        tamper("DELETE FROM audit_entry")

        assert first_bad() == (11, "truncated")

    def test_of_young_entries_is_seen_only_against_what_was_kept(self, mark):
        act(times=2)
        with triggers_off(connection):
            seal_raw(11)
        tamper("DELETE FROM audit_entry WHERE seq <= 11")

        assert first_bad() is None
        assert first_bad(earlier=mark) == (10, "missing")
