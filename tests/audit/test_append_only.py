"""Entries are added and stay: the model says so, the query set says so, the database says so."""

import pytest
from django.db import DatabaseError, connection, transaction

from schutznetz.audit.models import AppendOnly, Entry, Seal
from tests.audit.acts import NETWORK, act, seal_raw
from tests.factories import constraints_of, refused_by
from tests.triggers import triggers_off

pytestmark = pytest.mark.django_db


def write(statement):
    """Do what a program or a person does that goes around the models."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


class TestModel:
    @pytest.mark.parametrize("change", [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda _: Entry.objects.update(ground=""),
        lambda _: Entry.objects.filter(seq=1).delete(),
        lambda entry: Entry.objects.bulk_update([entry], ["ground"]),
        lambda _: Seal.objects.update(seq=9),
        lambda _: Seal.objects.all().delete(),
    ])  # fmt: skip
    def test_refuses(self, change):
        entry = act()

        with pytest.raises(AppendOnly):
            change(entry)

        assert Entry.objects.get().hash == entry.hash


class TestDatabase:
    @pytest.mark.parametrize("statement", [
        "UPDATE audit_entry SET event = 'sample.ended'",
        "UPDATE audit_entry SET id = id + 100",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE seq = 2",
    ])  # fmt: skip
    def test_refuses_to_change_entries(self, statement):
        act(times=2)

        with pytest.raises(DatabaseError, match="append only"):
            write(statement)

        assert list(Entry.objects.order_by("seq").values_list("seq", "event")) == [
            (1, "sample.invited"), (2, "sample.invited"),
        ]  # fmt: skip

    @pytest.mark.parametrize("statement", ["UPDATE audit_seal SET seq = 3", "DELETE FROM audit_seal"])
    def test_refuses_to_change_seals(self, statement):
        act(times=3)
        with triggers_off(connection):
            seal_raw(2)

        with pytest.raises(DatabaseError, match="append only"):
            write(statement)

        assert Seal.objects.get().seq == 2

    @pytest.mark.parametrize("table", ["audit_entry", "audit_seal"])
    def test_refuses_to_empty_a_table_at_once(self, table):
        act()

        # SQLite does not know the word.
        with pytest.raises(DatabaseError, match=r"append only|syntax error"):
            write(f"TRUNCATE {table}")

        assert Entry.objects.count() == 1

    def test_deletes_nothing_beyond_the_seal_and_nothing_of_another_chain(self):
        act(times=3)
        act(None, times=2)
        with triggers_off(connection):
            seal_raw(2)

        for statement in ("DELETE FROM audit_entry WHERE seq = 3", "DELETE FROM audit_entry WHERE network IS NULL"):
            with pytest.raises(DatabaseError, match="append only"):
                write(statement)
        write("DELETE FROM audit_entry WHERE seq <= 2 AND network IS NOT NULL")

        assert list(Entry.objects.of_chain(NETWORK).values_list("seq", flat=True)) == [3]

    @pytest.mark.parametrize("seq", [1, 9], ids=["young", "unknown"])
    def test_accepts_no_seal_of_an_entry_that_is_young_or_not_there(self, seq):
        act(times=2)

        with pytest.raises(DatabaseError, match="closes no old entry"), transaction.atomic():
            seal_raw(seq)

        assert not Seal.objects.exists()


class TestConstraints:
    def row(self, **changes):
        return Entry(**{"seq": 1, "utc": "2026-01-01T00:00:00Z", "network": NETWORK, "event": "sample.invited",
                        "result": "done", "prev_hash": "0" * 64, "hash": "1" * 64, **changes})  # fmt: skip

    @pytest.mark.parametrize(("constraint", "changes"), [
        ("entry_once_in_chain", {}),
        ("entry_once_in_platform", {"network": None}),
        ("entry_counts_from_one", {"seq": 0}),
        ("entry_result_known", {"result": "perhaps"}),
        ("entry_about_whole", {"about_kind": "membership"}),
        ("entry_hashed", {"hash": "1"}),
        ("entry_hashed", {"prev_hash": ""}),
    ])  # fmt: skip
    def test_guards(self, constraint, changes):
        self.row().save()
        self.row(network=None).save()

        with refused_by(constraint):
            self.row(**{"seq": 1 if constraint.startswith("entry_once") else 2, **changes}).save()

    def test_lets_each_entry_be_sealed_once(self):
        act(times=2)
        act(None)
        with triggers_off(connection):
            seal_raw(1)
            seal_raw(1, network=None)

            with refused_by("seal_once_in_chain"):
                seal_raw(1)
            with refused_by("seal_once_in_platform"):
                seal_raw(1, network=None)

    def test_are_all_tried(self):
        tried = {"seal_once_in_chain", "seal_once_in_platform"}
        tried |= {marked[0] for marked in TestConstraints.test_guards.pytestmark[0].args[1]}

        assert tried == constraints_of("audit")


def test_nothing_points_elsewhere():
    """A foreign key would take the trace of what is deleted along, or keep it from being deleted (ADR 0016)."""
    assert not [field.name for model in (Entry, Seal) for field in model._meta.get_fields() if field.is_relation]
