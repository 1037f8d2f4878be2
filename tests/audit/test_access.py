"""What the log of a network shows: newest first, page by page, by month, function and kind of act."""

from datetime import UTC, date, datetime

import pytest

from schutznetz.audit import access
from schutznetz.audit.actions import OPERATOR, record
from tests.audit.acts import ENDED, FUNCTION, INVITED, LEAD, NETWORK, OTHER, act, at

pytestmark = pytest.mark.django_db


def numbers(**choice):
    return [entry.seq for entry in access.entries(NETWORK, **choice).entries]


@pytest.mark.parametrize("size", [2, 3, 5, 6, 7])
def test_pages_show_every_entry_once_and_newest_first(size):
    act(times=6)
    act(OTHER, times=3)
    shown, before = [], None

    while True:
        page = access.entries(NETWORK, before=before, size=size)
        shown += page.entries
        before = page.older
        if before is None:
            break

    assert [(entry.network, entry.seq) for entry in shown] == [(NETWORK, seq) for seq in (6, 5, 4, 3, 2, 1)]


def test_page_costs_one_query(django_assert_num_queries):
    act(times=3)

    with django_assert_num_queries(1):
        assert [entry.sentence for entry in access.entries(NETWORK).entries] == ["hat eine Einladung verschickt"] * 3


def test_entries_are_chosen_by_function_and_kind():
    act()
    record(ENDED, network=NETWORK, by=LEAD, ground="left")
    record(ENDED, network=NETWORK, by=OPERATOR, ground="left")

    assert numbers(event="sample.ended") == [3, 2]
    assert numbers(function=FUNCTION) == [2, 1]
    assert numbers(function=FUNCTION, event="sample.ended", before=3) == [2]
    assert numbers(event="sample.unknown") == []
    assert access.functions(NETWORK) == {FUNCTION}
    assert access.functions(OTHER) == set()


def test_months_begin_at_midnight_in_berlin(monkeypatch):
    for moment in (
        datetime(2025, 11, 30, 22, 59, tzinfo=UTC),
        datetime(2025, 11, 30, 23, 0, tzinfo=UTC),
        datetime(2025, 12, 31, 22, 59, tzinfo=UTC),
        datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
    ):
        with at(monkeypatch, moment):
            record(INVITED, network=NETWORK, by=LEAD)

    assert access.months(NETWORK) == [date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]
    assert numbers(month=date(2025, 11, 1)) == [1]
    assert numbers(month=date(2025, 12, 31)) == [3, 2]
    assert numbers(month=date(2026, 1, 15)) == [4]
    assert access.months(OTHER) == []
