"""Names come with a consent that ends, and go without a trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.common.errors import DomainError
from schutznetz.directory import actions
from schutznetz.networks.actions import end
from schutznetz.networks.enums import EndGround, Visibility
from schutznetz.networks.models import Function, Holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def consent():
    today = timezone.localdate()
    return actions.Consent(today, today + timedelta(days=365))


@pytest.fixture
def function(offer):
    return offer.contact_point.function


def test_name_with_consent_is_public_until_the_day_it_ends(function, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))

    assert Holder.objects.public_on(consent.expires_on).get().name == "Ida Beispiel"
    assert not Holder.objects.public_on(consent.expires_on + timedelta(days=1)).exists()


def test_name_without_consent_stays_in_the_network(function, who):
    actions.name_holder(function, "Ida Beispiel", None, who("steward"))

    assert Holder.objects.get().visibility == Visibility.NETWORK


def test_new_name_leaves_nothing_of_the_old(function, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))
    actions.name_holder(function, "Max Muster", None, who("steward"))

    assert [holder.name for holder in Holder.objects.all()] == ["Max Muster"]


def test_function_keeps_its_contact_without_a_name(function, offer, who, consent):
    actions.name_holder(function, "Ida Beispiel", consent, who("steward"))

    actions.remove_names(function, who("lead"))

    assert not Holder.objects.exists()
    assert offer.contact_point.phone_numbers.exists()


@pytest.mark.parametrize(("begins", "ends"), [(1, 10), (-10, 0), (-1, 800)])
def test_consent_has_to_hold_today_and_ends_within_two_years(function, who, begins, ends):
    today = timezone.localdate()

    dates = actions.Consent(today + timedelta(days=begins), today + timedelta(days=ends))

    with pytest.raises(DomainError, match="Einwilligung"):
        actions.name_holder(function, "Ida Beispiel", dates, who("steward"))


def test_end_of_the_log_in_ends_the_name(world, who, consent):
    membership = world.membership("steward")
    actions.name_holder(Function.objects.get(pk=membership.function_id), "Ida Beispiel", consent, who("lead"))

    end(world.membership("steward"), EndGround.LEFT, who("lead"))

    tomorrow = timezone.localdate() + timedelta(days=1)
    assert not Holder.objects.public_on(tomorrow).exists()
