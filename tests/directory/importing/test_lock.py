"""A list locks the database only while it is written, and a trial run never."""

import re

import pytest
from django.db import connection

from schutznetz.directory import actions
from schutznetz.directory.models import ImportedRecord, Offer, SearchEntry
from tests.directory.importing.files import HEADER, row

pytestmark = pytest.mark.django_db(transaction=True)
LIST = HEADER + row(1) + row(2, "Hort Mond", kind="Hort", street="Am Anger 5")
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)", re.IGNORECASE)


@pytest.fixture
def statements():
    """Return what was asked of the database: (writes, inside a transaction)."""
    asked = []

    def note(execute, sql, *rest):
        asked.append((bool(WRITES.match(sql)), connection.in_atomic_block))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked


def test_trial_run_opens_no_transaction(network, tmp_path, statements):
    (tmp_path / "a.csv").write_text(LIST)
    statements.clear()

    assert actions.import_list(tmp_path, "auental", dry_run=True).created == 2
    assert statements != []
    assert set(statements) == {(False, False)}


@pytest.mark.parametrize("strict", [False, True])
def test_reading_and_comparing_happen_before_the_transaction(network, tmp_path, statements, strict):
    (tmp_path / "a.csv").write_text(LIST)
    statements.clear()

    actions.import_list(tmp_path / "a.csv", "auental", strict=strict)

    first = next(position for position, (_, is_inside) in enumerate(statements) if is_inside)
    assert first > 3, "types, places, earlier records and offers were asked before"
    assert all(is_inside for _, is_inside in statements[first:])
    assert SearchEntry.objects.count() == 2


def test_what_somebody_else_wrote_meanwhile_is_compared_anew(network, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_text(LIST)
    done = []

    def write_first(execute, sql, *rest):
        """Read the same list in between planning and writing, as a second process would."""
        if connection.in_atomic_block and not done:
            done.append(True)
            actions.import_list(path, "auental")
        return execute(sql, *rest)

    with connection.execute_wrapper(write_first):
        report = actions.import_list(path, "auental")

    assert (report.created, report.unchanged, Offer.objects.count()) == (0, 2, 2)
    assert ImportedRecord.objects.count() == 2
