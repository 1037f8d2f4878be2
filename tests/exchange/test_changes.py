"""What mirrors learn: every change once, in order, and what is gone as a tombstone that tells nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.common import retention
from schutznetz.directory.models import NO_ADDRESS, Offer, Site
from schutznetz.exchange import actions
from schutznetz.exchange.access import Asked, AtLocations, Organisations, Services, changes_after, last_change
from schutznetz.exchange.enums import Form
from schutznetz.exchange.models import Announcement
from schutznetz.networks.enums import Visibility
from schutznetz.networks.models import Holder
from tests.exchange.schemas import faults
from tests.factories import make_offer

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


def later(monkeypatch, by=LATER):
    """Let time go on."""
    moment = timezone.now() + by
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


def since(feed, moment):
    found = feed(Asked(modified_after=moment))
    return found.page(0, 100, Form.LIST)


def test_nothing_changed_is_nothing_new():
    make_offer()

    assert actions.note_changes() == {"new": 2, "changed": 0, "gone": 0}
    before = list(changes_after(0, 10))
    assert actions.note_changes() == actions.note_changes(whole=True) == {"new": 0, "changed": 0, "gone": 0}
    assert changes_after(0, 10) == before


def test_change_moves_to_the_end_and_is_told_once(monkeypatch):
    first, second = make_offer("Eins"), make_offer("Zwei")
    actions.note_changes()
    cursor = changes_after(0, 10)[-1].position
    moment = later(monkeypatch)
    first.title = "Anders"
    first.save()

    assert actions.note_changes() == {"new": 0, "changed": 2, "gone": 0}  # the service, and its organization
    assert [(row.kind, row.record) for row in changes_after(cursor, 10)] == [
        ("service", first.pk), ("organization", first.organisation_id)
    ]  # fmt: skip
    assert [row["name"] for row in since(Services, moment)] == ["Anders"]
    assert last_change() == moment
    assert second.pk not in {row.record for row in changes_after(cursor, 10)}


def test_what_has_no_date_is_noticed_at_night(monkeypatch):
    offer = make_offer()
    later(monkeypatch)
    actions.note_changes()
    today = timezone.localdate()
    Holder.objects.create(
        function=offer.contact_point.function, name="Toni Muster", visibility=Visibility.PUBLIC, valid_from=today,
        consent_on=today, consent_expires_on=today + timedelta(days=30),
    )  # fmt: skip

    assert actions.note_changes()["changed"] == 0
    assert actions.note_changes(whole=True)["changed"] == 2


@pytest.mark.parametrize("how", ["hidden", "deleted"])
def test_what_is_gone_becomes_a_tombstone_that_tells_nothing(monkeypatch, test_data, how):
    offer, stays = make_offer("Frauenhaus im Geheimweg"), make_offer("Bleibt")
    gone, organisation = offer.pk, offer.organisation_id
    actions.note_changes()
    moment = later(monkeypatch)
    if how == "hidden":
        Offer.objects.filter(pk=offer.pk).update(visibility=Visibility.CONFIDENTIAL)
    else:
        offer.delete()

    assert actions.note_changes()["gone"] == 1
    (stone,) = since(Services, moment)
    assert (stone["id"], stone["status"]) == (str(gone), "defunct")
    assert "Geheim" not in str(stone)
    assert faults(test_data, "service", stone) == []
    (link,) = since(AtLocations, moment)
    assert link["deleted"] is True
    assert faults(test_data, "service_at_location", link) == []
    assert [row["id"] for row in Services(Asked()).page(0, 10, Form.LIST)] == [str(stays.pk)]
    assert not Announcement.objects.filter(record=gone).exclude(digest="").exists()
    assert organisation in {row.record for row in changes_after(0, 10) if not row.is_deleted}


def test_place_that_becomes_protected_leaves_the_mirrors(monkeypatch):
    """The service stays; the link to its place is a tombstone, and nothing tells the old address."""
    offer = make_offer()
    actions.note_changes()
    moment = later(monkeypatch)
    Site.objects.filter(pk=offer.site_id).update(is_confidential=True, changed_at=moment, **NO_ADDRESS)
    actions.note_changes()

    assert [row["status"] for row in since(Services, moment)] == ["active"]
    assert [row.get("deleted") for row in since(AtLocations, moment)] == [True]


def test_what_comes_back_is_no_tombstone_any_more(monkeypatch):
    offer = make_offer()
    actions.note_changes()
    Offer.objects.filter(pk=offer.pk).update(visibility=Visibility.NETWORK)
    actions.note_changes()
    moment = later(monkeypatch)
    Offer.objects.filter(pk=offer.pk).update(visibility=Visibility.PUBLIC)
    actions.note_changes()

    assert [row["status"] for row in since(Services, moment)] == ["active"]


def test_organization_that_is_gone_is_told(monkeypatch, test_data):
    offer = make_offer()
    owner = offer.organisation
    actions.note_changes()
    moment = later(monkeypatch)
    owner.delete()
    actions.note_changes()

    (stone,) = since(Organisations, moment)
    assert stone["deleted"] is True
    assert faults(test_data, "organization", stone) == []


def test_tombstones_go_after_their_period():
    offer = make_offer()
    actions.note_changes()
    offer.delete()
    actions.note_changes()
    rule = retention.rule_of("exchange.announcement")

    assert not rule.expired(timezone.now() - timedelta(days=1)).exists()
    assert rule.expired(timezone.now() + timedelta(days=1)).count() == 1
