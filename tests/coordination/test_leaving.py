"""Somebody leaves: one step, nothing unreachable in between, nothing of the person left."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.coordination import actions
from schutznetz.directory.actions import Consent, name_holder, remove_expired_names
from schutznetz.directory.models import Version
from schutznetz.networks import access
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Function, Holder, Membership
from tests.factories import NUMBER, make_contact_point, make_offer, make_site
from tests.people import World, make_membership, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def by(world):
    return access.acting_in(world.membership("coordinator"), "")


@pytest.fixture
def successor(world):
    """Somebody who acts in the same function already."""
    return make_membership(make_user("nachfolge", second_factor=True), world.membership("steward").function, world.home)


@pytest.fixture
def offer(world):
    """What families reach through the function of the steward, at the steward's own address."""
    site = make_site(world.kita)
    function = world.membership("steward").function
    point = make_contact_point(function, site=site, email=world.users["steward"].email)
    return make_offer("Krippe Auental", organisation=world.kita, site=site, contact_point=point)


def page_of(offer):
    from django.test import Client

    return Client().get(f"/angebot/{offer.pk}/").text


def name(world, function):
    today = timezone.localdate()
    steward = access.acting_in(world.membership("steward"), "")
    name_holder(function, "Ida Beispiel", Consent(today, today + timedelta(days=365)), steward)


def test_successor_takes_over_and_families_notice_nothing_but_the_name(world, offer, successor, by):
    leaving = world.membership("steward")
    name(world, leaving.function)
    assert "Ida Beispiel" in page_of(offer)

    actions.hand_over(leaving, successor, by)

    page = page_of(offer)
    assert "Ida Beispiel" not in page
    assert "030 23125" in page
    assert Membership.objects.get(pk=leaving.pk).state == MembershipState.ENDED
    assert access.memberships_in_force(world.users["steward"].pk) == []
    assert [row.pk for row in access.memberships_in_force(successor.user_id)] == [successor.pk]
    assert list(Entry.objects.order_by("seq").values_list("event", flat=True))[-2:] == [
        "membership.ended", "membership.handed_over",
    ]  # fmt: skip


def test_own_address_of_the_leaver_gives_way_and_the_history_knows(world, offer, successor, by):
    done = actions.hand_over(world.membership("steward"), successor, by)

    offer.contact_point.refresh_from_db()
    assert done.address_replaced
    assert offer.contact_point.email == successor.user.email
    assert world.users["steward"].email not in page_of(offer)
    assert Version.objects.latest("number").origin == "handed"


def test_address_of_the_function_stays(world, offer, successor, by):
    offer.contact_point.email = "pflege@kita.example"
    offer.contact_point.save()

    assert not actions.hand_over(world.membership("steward"), successor, by).address_replaced
    offer.contact_point.refresh_from_db()
    assert offer.contact_point.email == "pflege@kita.example"


def test_other_function_stands_in_and_the_page_says_so(world, offer, by):
    lead = world.membership("lead")
    lead.function.title = "Leitung der Kita"
    lead.function.save()

    done = actions.hand_over(world.membership("steward"), lead, by)

    assert done.substitute == lead.function
    assert "Leitung der Kita" in page_of(offer)
    assert offer.contact_point.phone_numbers.get().number == NUMBER


def test_coordination_stands_in_where_nobody_else_is(world, by):
    function = world.membership("lead").function

    actions.hand_over(world.membership("lead"), world.membership("coordinator"), by)

    function.refresh_from_db()
    assert function.substitute.role == FunctionRole.COORDINATION


def test_name_of_a_colleague_in_the_same_function_stays(world, offer, successor, by):
    successor.user.name = "Ida Beispiel"
    successor.user.save()
    name(world, world.membership("steward").function)

    actions.hand_over(world.membership("steward"), successor, by)

    assert Holder.objects.get().membership == successor


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("steward", "andere Person"),
        ("waiting", "noch nicht handeln"),
        ("lead_elsewhere", "derselben Einrichtung"),
        ("coordinator_elsewhere", "derselben Einrichtung"),
        ("ex_member", "noch nicht handeln"),
    ],
)
def test_who_cannot_take_over_is_refused_and_nothing_happens(world, by, to, message):
    with pytest.raises(DomainError, match=message):
        actions.hand_over(world.membership("steward"), world.membership(to), by)

    assert world.membership("steward").state == MembershipState.APPROVED
    assert not Entry.objects.exists()


def test_page_lists_what_hangs_and_hands_over(world, offer, successor):
    client = world.client("lead")
    address = f"/konto/mitgliedschaft/{world.membership('steward').pk}/uebergeben/"

    page = client.get(address).text
    assert "030 23125" in page
    assert "wird durch die der Nachfolge ersetzt" in page
    assert "nachfolge, Eintragspflege (Nachfolge)" in page
    assert "lead, Leitung (Vertretung)" in page

    answer = client.post(address, {"to": str(successor.pk)}, follow=True)

    assert "die Funktion bleibt erreichbar" in answer.text
    assert world.membership("steward").state == MembershipState.ENDED


def test_page_keeps_its_head_without_a_choice_and_with_a_foreign_one(world, successor):
    client = world.client("lead")
    address = f"/konto/mitgliedschaft/{world.membership('steward').pk}/uebergeben/"

    assert "Bitte wählen Sie, wer übernimmt" in client.post(address, {}).text
    foreign = str(world.membership("lead_elsewhere").pk)
    assert "kann nicht übernehmen" in client.post(address, {"to": foreign}).text
    assert world.membership("steward").state == MembershipState.APPROVED


def test_command_says_what_it_did(world, offer, successor):
    out = StringIO()

    call_command(
        "hand_over", "--from", str(world.membership("steward").pk), "--to", str(successor.pk), "--json", stdout=out
    )

    said = json.loads(out.getvalue())
    assert said == {
        "from": str(world.membership("steward").pk), "to": str(successor.pk),
        "function": str(successor.function_id), "names_removed": 0, "address_replaced": True, "substitute": None,
    }  # fmt: skip


def test_command_takes_addresses_and_refuses_what_is_not_one_membership(world, successor):
    with pytest.raises(CommandError, match="--to gibt es keine offene"):
        call_command("hand_over", "--from", world.users["steward"].email, "--to", "niemand@example.org")


def test_no_name_survives_its_consent(world):
    function = Function.objects.filter(organisation=world.kita).first()
    today = timezone.localdate()
    values = {"function": function, "valid_from": today - timedelta(days=400), "visibility": "public"}
    Holder.objects.create(
        name="Alt", consent_on=today - timedelta(days=400), consent_expires_on=today - timedelta(days=1), **values
    )
    kept = Holder.objects.create(name="Neu", consent_on=today, consent_expires_on=today + timedelta(days=1), **values)

    assert remove_expired_names(today) == 1

    assert list(Holder.objects.all()) == [kept]
    assert Entry.objects.get().event == "holder.expired"
    assert Entry.objects.get().network == world.home.pk
