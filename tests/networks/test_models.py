"""What may never stand in the tables of networks, and whose name may be shown."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from schutznetz.networks.enums import PartnershipState, Visibility
from schutznetz.networks.models import Function, Holder, Home, Invitation, Network, NetworkValue, Organisation, Unit
from tests.factories import (
    NOW,
    TODAY,
    constraints_of,
    make_function,
    make_kreis,
    make_network,
    make_organisation,
    make_partnership,
    refused_by,
)
from tests.people import make_membership, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def make_holder(**values):
    row = {"name": "Toni Muster", "valid_from": TODAY, "visibility": Visibility.NETWORK, **values}
    return Holder.objects.create(function=values.pop("function", None) or make_function(), **row)


def partner_twice():
    network, organisation = make_network(), make_organisation()
    make_partnership(network, organisation)
    make_partnership(network, organisation)


def unit_twice():
    organisation = make_organisation()
    organisation.units.create(name="Bezirk Nord")
    organisation.units.create(name="Bezirk Nord")


def made(**values):
    person = values.pop("user") if "user" in values else make_user("toni")
    return make_membership(person, make_function(), make_network(), **values)


def membership_twice():
    first = made()
    make_membership(first.user, first.function, first.network)


def by_one_person():
    person = make_user("kim")
    made(needs_second=True, invited_by=person, approved_by=person)


def approved_by_oneself():
    person = make_user("kim")
    made(user=person, approved_by=person)


def make_value(network=None, **values):
    given = {"key": "welcome", "value": "Willkommen", "stand": TODAY, "source": "Test"} | values
    return NetworkValue.objects.create(network=network or make_network(), **given)


def value_twice():
    network = make_network()
    make_value(network)
    make_value(network, value="Guten Tag")


BROKEN = {
    "network_interval_sane": lambda: make_network(confirm_every_days=29),
    "network_slug_not_reserved": lambda: make_network("suche"),
    "organisation_not_its_own_parent": lambda: Organisation.objects.filter(pk=make_organisation().pk).update(
        parent=Organisation.objects.get()
    ),
    "organisation_has_name": lambda: Organisation.objects.create(name=""),
    "organisation_provider_kind_known": lambda: make_organisation(provider_kind="royal"),
    "home_has_name": lambda: Home.objects.create(network=make_network(), name=""),
    "home_takes_hints_at_an_address": lambda: Home.objects.create(
        network=make_network(), name="Nachbar", takes_hints=True
    ),
    "network_value_one_in_force": value_twice,
    "network_value_known": lambda: make_value(key="motto"),
    "network_value_has_a_source": lambda: make_value(source=""),
    "partnership_state_known": lambda: make_partnership(make_network(), make_organisation(), state="lost"),
    "partnership_once_until_it_left": partner_twice,
    "partnership_ends_after_it_began": lambda: make_partnership(
        make_network(), make_organisation(), valid_from=TODAY, valid_until=TODAY - DAY
    ),
    "partnership_left_has_an_end": lambda: make_partnership(
        make_network(), make_organisation(), state=PartnershipState.LEFT
    ),
    "unit_name_once": unit_twice,
    "function_not_its_own_substitute": lambda: Function.objects.filter(pk=make_function().pk).update(
        substitute=Function.objects.get()
    ),
    "function_has_title": lambda: make_function(title=""),
    "holder_ends_after_it_began": lambda: make_holder(valid_until=TODAY - DAY),
    "holder_consent_has_both_dates": lambda: make_holder(consent_on=TODAY),
    "holder_public_only_with_consent": lambda: make_holder(visibility=Visibility.PUBLIC),
    "membership_once_while_open": membership_twice,
    "membership_has_a_person_once_accepted": lambda: made(user=None),
    "membership_approved_has_a_date": lambda: made(approved_at=None),
    "membership_ended_has_a_date": lambda: made(ended_at=timezone.now()),
    "membership_ends_after_it_began": lambda: made(valid_until=timezone.localdate() - DAY),
    "membership_four_eyes": by_one_person,
    "membership_not_approved_by_oneself": approved_by_oneself,
    "invitation_expires_later": lambda: Invitation.objects.create(membership=made(), sent_at=NOW, expires_at=NOW),
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_database_refuses(constraint):
    with refused_by(constraint):
        BROKEN[constraint]()


def test_every_constraint_was_broken():
    assert constraints_of("networks") == BROKEN.keys()


def test_address_of_a_network_exists_once():
    make_network("auental")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_network("auental")


@pytest.mark.parametrize(
    ("consent_on", "consent_expires_on"), [(TODAY, None), (None, TODAY), (TODAY, TODAY), (TODAY, TODAY - DAY)]
)
def test_consent_has_a_day_and_a_later_end(consent_on, consent_expires_on):
    with refused_by("holder_consent_has_both_dates"):
        make_holder(consent_on=consent_on, consent_expires_on=consent_expires_on)


@pytest.mark.parametrize("days", [29, 731])
def test_interval_of_confirmation_is_one_month_to_two_years(days):
    with refused_by("network_interval_sane"):
        make_network(confirm_every_days=days)


def test_organisation_may_come_back_after_it_left():
    network, organisation = make_network(), make_organisation()
    left = {"valid_from": date(2020, 1, 1), "valid_until": date(2021, 1, 1), "state": PartnershipState.LEFT}
    make_partnership(network, organisation, **left)
    make_partnership(network, organisation, **left)
    make_partnership(network, organisation)

    assert list(Organisation.objects.partners_of(network)) == [organisation]


def test_only_active_partners_of_this_network_are_its_partners():
    network, other = make_network(), make_network("other", kreis=make_kreis("14902", "Landkreis Bergland"))
    here, left, there = (make_organisation(name) for name in ("hier", "früher hier", "dort"))
    make_partnership(network, here)
    make_partnership(network, left, valid_until=TODAY, state=PartnershipState.LEFT)
    make_partnership(other, there)

    assert list(Organisation.objects.partners_of(network)) == [here]


IN_OFFICE = {"valid_from": TODAY - 100 * DAY, "valid_until": TODAY + 100 * DAY}
CONSENT = {"consent_on": TODAY - 10 * DAY, "consent_expires_on": TODAY + 10 * DAY}


@pytest.mark.parametrize(
    ("values", "is_public"),
    [
        ({**IN_OFFICE, **CONSENT}, True),
        ({**CONSENT, "valid_from": TODAY, "valid_until": None}, True),
        ({**CONSENT, "valid_from": TODAY, "valid_until": TODAY}, True),
        # first and last day of the consent count
        ({**IN_OFFICE, "consent_on": TODAY, "consent_expires_on": TODAY + DAY}, True),
        ({**IN_OFFICE, "consent_on": TODAY - DAY, "consent_expires_on": TODAY}, True),
        # the consent has not begun, or is over
        ({**IN_OFFICE, "consent_on": TODAY + DAY, "consent_expires_on": TODAY + 2 * DAY}, False),
        ({**IN_OFFICE, "consent_on": TODAY - 9 * DAY, "consent_expires_on": TODAY - DAY}, False),
        # not yet, or no longer in office
        ({**CONSENT, "valid_from": TODAY + DAY}, False),
        ({**CONSENT, "valid_from": TODAY - 9 * DAY, "valid_until": TODAY - DAY}, False),
        # consent, but not for everybody's eyes
        ({**IN_OFFICE, **CONSENT, "visibility": Visibility.NETWORK}, False),
        ({**IN_OFFICE, **CONSENT, "visibility": Visibility.CONFIDENTIAL}, False),
        ({**IN_OFFICE, "visibility": Visibility.NETWORK}, False),
    ],
)
def test_name_is_public_in_office_and_with_consent_that_holds(values, is_public):
    holder = make_holder(**{"visibility": Visibility.PUBLIC, **values})

    assert list(Holder.objects.public_on(TODAY)) == [holder] * is_public
    assert holder.is_public_on(TODAY) is is_public


def test_removing_a_person_leaves_the_function():
    holder = make_holder()

    holder.delete()

    assert Function.objects.filter(pk=holder.function_id).exists()


def test_rows_say_what_they_are():
    organisation = make_organisation("Kinderhaus Mühle")
    network = make_network(name="Netzwerk Auental")

    assert str(network) == "Netzwerk Auental"
    assert str(make_partnership(network, organisation)) == "Kinderhaus Mühle in Netzwerk Auental"
    assert str(Unit(name="Bezirk Nord")) == "Bezirk Nord"
    assert str(make_holder()) == "Toni Muster"
    assert str(Network(name="x")) == "x"
