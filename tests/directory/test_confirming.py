"""Confirming: the page and the log say the same, and the search knows it."""

import pytest

from schutznetz.audit.actions import Actor
from schutznetz.audit.models import Entry
from schutznetz.directory.actions import confirm
from schutznetz.directory.models import ContactPoint, SearchEntry
from schutznetz.directory.search import index
from tests.factories import make_contact_point, make_network, make_offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    offer = make_offer("Elternberatung", contact_point=make_contact_point())
    index.update([offer.pk])
    return offer


def test_entries_carry_the_moment_and_the_function_of_the_log(offer):
    network, function = make_network(), offer.contact_point.function

    moment = confirm(
        [offer, offer.contact_point], function=function.pk, network=network.pk, by=Actor(None, function.pk)
    )

    offer.refresh_from_db()
    point = ContactPoint.objects.get()
    written = {(entry.about_kind, entry.about_id): entry for entry in Entry.objects.filter(event="entry.confirmed")}
    assert written.keys() == {("offer", offer.pk), ("contactpoint", point.pk)}
    assert offer.confirmed_at == written["offer", offer.pk].utc
    assert point.confirmed_at == moment == written["contactpoint", point.pk].utc
    assert offer.confirmed_by_function == point.confirmed_by_function == function
    assert {entry.network for entry in written.values()} == {network.pk}
    assert SearchEntry.objects.get(offer=offer).confirmed_on == offer.confirmed_at.date()


def test_nothing_to_confirm_leaves_no_trace(offer):
    assert confirm([], function=offer.contact_point.function_id, network=None, by=Actor(None, None)) is None
    assert not Entry.objects.exists()
