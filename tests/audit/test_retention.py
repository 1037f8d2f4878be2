"""After three years whole months go, behind a seal, and what stays still holds."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from schutznetz.audit import access
from schutznetz.audit.models import Entry, Seal
from schutznetz.common.retention import limit_of, months_before, rule_of
from schutznetz.jobs.actions import apply_rule
from tests.audit.acts import NETWORK, OTHER, act, at

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def apply(monkeypatch, *, wet_run=True):
    with at(monkeypatch, NOW):
        return apply_rule(rule_of("audit.entry"), NOW, wet_run=wet_run).rows


def written(monkeypatch, *moments, network=NETWORK):
    for moment in moments:
        with at(monkeypatch, moment):
            act(network)


def left(network=NETWORK):
    return list(Entry.objects.of_chain(network).order_by("seq").values_list("seq", "event"))


def test_three_years_are_kept():
    assert limit_of("audit.entry", NOW) == months_before(NOW, 36) == datetime(2023, 11, 22, 12, tzinfo=UTC)


def test_whole_months_go_and_the_deletion_is_recorded(monkeypatch):
    written(monkeypatch, datetime(2023, 9, 1, tzinfo=UTC), datetime(2023, 10, 31, 23, 59, tzinfo=UTC),
            datetime(2023, 11, 1, tzinfo=UTC), NOW)  # fmt: skip
    second = Entry.objects.get(seq=2)

    assert apply(monkeypatch, wet_run=False) == 2
    assert (Entry.objects.count(), Seal.objects.count()) == (4, 0)
    assert apply(monkeypatch) == 2

    seal = Seal.objects.get()
    assert (seal.network, seal.seq, seal.hash, seal.utc) == (NETWORK, 2, second.hash, NOW)
    assert left() == [(3, "sample.invited"), (4, "sample.invited"), (5, "audit.sealed")]
    entry = Entry.objects.get(seq=5)
    assert (entry.person, entry.about_kind, entry.about_id) == (None, "seal", seal.id)
    assert access.verify(NETWORK).first_bad is None
    assert apply(monkeypatch) == 0
    assert Seal.objects.count() == 1


def test_every_chain_has_its_own_seal(monkeypatch):
    for network in (NETWORK, None):
        written(monkeypatch, datetime(2023, 1, 1, tzinfo=UTC), NOW, network=network)
    written(monkeypatch, NOW, network=OTHER)

    assert apply(monkeypatch) == 2
    assert {(seal.network, seal.seq) for seal in Seal.objects.all()} == {(NETWORK, 1), (None, 1)}
    assert left(OTHER) == [(1, "sample.invited")]
    assert [access.verify(chain).first_bad for chain in access.chains()] == [None, None, None]


def test_second_seal_follows_the_first(monkeypatch):
    written(monkeypatch, datetime(2022, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
    with at(monkeypatch, datetime(2025, 6, 1, tzinfo=UTC)):
        assert apply_rule(rule_of("audit.entry"), timezone.now(), wet_run=True).rows == 1

    assert apply(monkeypatch) == 1
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert left() == [(3, "audit.sealed"), (4, "audit.sealed")]
    assert access.verify(NETWORK).first_bad is None


def test_wrong_clock_holds_back_what_follows(monkeypatch):
    """Otherwise a hole would be left in the chain."""
    written(monkeypatch, datetime(2023, 1, 1, tzinfo=UTC), NOW, datetime(2023, 1, 2, tzinfo=UTC))

    assert apply(monkeypatch) == 1
    assert [seq for seq, _ in left()] == [2, 3, 4]


def test_failing_deletion_leaves_no_seal(monkeypatch):
    """The database refuses what is younger than a year, whatever the paper says."""
    written(monkeypatch, NOW)

    with pytest.raises(Exception, match="closes no old entry"), at(monkeypatch, datetime(2031, 1, 1, tzinfo=UTC)):
        apply_rule(rule_of("audit.entry"), timezone.now(), wet_run=True)

    assert not Seal.objects.exists()
    assert left() == [(1, "sample.invited")]
