"""New, changed, unchanged, refused, and what looks like something known. No database."""

from uuid import uuid4

import pytest

from schutznetz.directory.importing import difference
from schutznetz.directory.importing.findings import Log, Where
from schutznetz.directory.importing.places import NOWHERE
from schutznetz.directory.importing.record import LONGEST_KEY, Phone, Record, made_key, own_key
from schutznetz.directory.importing.stored import KnownOffer, Stored
from schutznetz.directory.importing.values.address import Address

ANGER = Address(strasse="Am Anger", hausnummer="3", plz="09901", ort="Auental")


def make_record(row=1, key="liste/1", name="Kita Sonne", **values):
    values = {"address": ANGER, "phones": (Phone("+493023125100"),), **values}
    return Record(Where("", row), key, values.pop("type_id", "kita"), values.pop("title", name), name=name, **values)


def make_stored(record, *, organisation=None, digest=None):
    place = record.address
    return Stored(1, uuid4(), digest or record.digest(), organisation or record.name, place.plz, place.strasse)


def compare(record, stored=None):
    log = Log()
    found = difference.compare([record], [NOWHERE], {record.key: stored} if stored else {}, log)
    return (len(found.created), len(found.updated), found.unchanged), [entry.code for entry in log.errors]


def test_new_unchanged_and_changed():
    record = make_record()

    assert compare(record) == ((1, 0, 0), [])
    assert compare(record, make_stored(record)) == ((0, 0, 1), [])
    assert compare(make_record(email="a@b.de"), make_stored(record)) == ((0, 1, 0), [])


def test_renamed_or_moved_is_a_change_but_both_at_once_is_somebody_else():
    stored = make_stored(make_record())
    elsewhere = Address(strasse="Waldweg", hausnummer="1", plz="09902", ort="Waldau")

    assert compare(make_record(name="Hort am Wald"), stored) == ((0, 1, 0), [])
    assert compare(make_record(address=elsewhere), stored) == ((0, 1, 0), [])
    assert compare(make_record(name="Hort am Wald", address=elsewhere), stored) == ((0, 0, 0), ["key_conflict"])


def test_second_row_with_the_same_key_is_an_error():
    log = Log()

    kept = difference.once([make_record(1), make_record(2)], log)

    assert [record.where.row for record in kept] == [1]
    assert [(entry.row, entry.code) for entry in log.errors] == [(2, "duplicate_key")]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": "KITA  SONNE"}, "gleicher Name und gleiche Anschrift"),
        ({"name": "Kita Sonne Nord"}, None),
        ({"name": "Kita Sonnen"}, "gleiche Telefonnummer und ähnlicher Name"),
        ({"name": "Kita Sonnen", "type_id": "hort"}, None),
        ({"address": Address(strasse="Waldweg", hausnummer="1", plz="09901"), "phones": ()}, None),
    ],
)
def test_near_duplicates_are_named(values, reason):
    known = KnownOffer(
        "7", "Kita Sonne", frozenset({"kita sonne"}), "09901", "am anger 3", frozenset({"+493023125100"}), "kita"
    )
    change = difference.Change(make_record(5, **values), NOWHERE)

    found = difference.near_duplicates([change], [known])

    assert [(entry.row, entry.id) for entry in found] == ([(5, "7")] if reason else [])
    assert all(reason in entry.reason for entry in found)


def test_near_duplicates_within_the_list_name_the_row():
    changes = [difference.Change(make_record(row, f"liste/{row}"), NOWHERE) for row in (2, 3)]

    (found,) = difference.near_duplicates(changes, [])

    assert (found.row, found.id) == (3, "")
    assert "Zeile 2" in found.reason


def test_keys_are_short_and_tell_lists_apart():
    assert own_key("Kitas Auental", " 7 ") == "kitas auental/7"
    assert own_key("Schulen", "7") != own_key("Kitas", "7")
    assert made_key("l", "Kita  SONNE", ANGER, "kita") == made_key("l", "Kita Sonne", ANGER, "kita")
    long = [made_key("l", f"{'x' * 300}{end}", ANGER, "kita") for end in "ab"]
    assert len(set(long)) == 2
    assert {len(key) <= LONGEST_KEY for key in long} == {True}
