"""Musterkreis is a network in the middle of its life, and its log tells what its pages say."""

from datetime import timedelta

import pytest

from schutznetz.audit.access import verify
from schutznetz.audit.models import Entry
from schutznetz.coordination.access import tasks_of
from schutznetz.coordination.models import ConfirmationRequest, KeeperGap
from schutznetz.coordination.sources.task import Desk
from schutznetz.demo.actions import midlife
from schutznetz.demo.actions.logins import make_logins
from schutznetz.directory.models import ContactPoint, Offer, Proposal
from schutznetz.networks.models import Network
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def entries(network):
    return [*Offer.objects.filter(held_by=network), *ContactPoint.objects.filter(held_by=network)]


def test_forty_entries_are_due_and_five_long_overdue():
    network = Network.objects.get(slug="musterkreis")
    ages = sorted((NOW - entry.confirmed_at).days for entry in entries(network))

    assert sum(age >= network.confirm_every_days for age in ages) == midlife.DUE + midlife.OVERDUE == 45
    assert sum(age >= network.confirm_every_days + 56 for age in ages) == midlife.OVERDUE


@pytest.mark.parametrize("slug", ["musterkreis", "leipzig", "erzgebirgskreis"])
def test_every_line_of_the_pages_stands_in_the_log(slug):
    network = Network.objects.get(slug=slug)
    written = {
        entry.about_id: (entry.utc, entry.function)
        for entry in Entry.objects.filter(network=network.pk, event="entry.confirmed")
    }

    for entry in entries(network):
        assert written[entry.pk] == (entry.confirmed_at, entry.confirmed_by_function_id)


def test_log_of_an_example_holds():
    for network in Network.objects.all():
        checked = verify(network.pk)
        assert checked.first_bad is None
        assert checked.entries > 0


def test_no_confirmation_lies_ahead():
    assert Entry.objects.latest("utc").utc <= NOW
    assert Entry.objects.earliest("utc").utc > NOW - timedelta(days=400)


def test_morning_of_the_coordination_shows_what_happens_in_a_network():
    make_logins()
    midlife.let_live(NOW)
    midlife.let_live(NOW)
    network = Network.objects.get(slug="musterkreis")

    assert Proposal.objects.filter(network=network, state="waiting").count() == 3
    assert ConfirmationRequest.objects.filter(network=network, closed_at=None).count() == midlife.OVERDUE
    assert KeeperGap.objects.get(network=network).written_on
    titles = [task.title for task in tasks_of(Desk(network, NOW.date()))]
    assert any("Rolf Beispiel" in title for title in titles)
    assert sum("Neues Angebot" in title for title in titles) == 3
