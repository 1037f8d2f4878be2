"""How a person comes into a function and out of it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from schutznetz.accounts.actions import close_account
from schutznetz.accounts.models import User
from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.jobs.models import Letter
from schutznetz.networks import access, actions
from schutznetz.networks.enums import EndGround, FunctionRole, MembershipState
from schutznetz.networks.models import Function, Holder, Invitation, Membership
from schutznetz.networks.roles import BEYOND_THE_HOUSE, WITHOUT_NETWORK
from schutznetz.networks.tasks import end_expired_memberships
from tests.factories import make_partnership, refused_by
from tests.people import PASSWORD, enter, make_membership, make_user

NEW = "neu@example.org"


def acting(world, name):
    return access.acting_in(world.membership(name), "")


def invite(world, by="lead", role=FunctionRole.PROFESSIONAL, organisation=None, email=NEW):
    who = acting(world, by) if by else None
    return actions.invite(organisation=organisation or world.kita, network=world.home, role=role, email=email, by=who)


def accept(invited, **values):
    invitation = access.open_invitation(invited.token)
    given = {"person": None, "name": "Neu", "password": PASSWORD}
    return actions.accept(invitation, **(given | values))


def events(membership):
    return list(Entry.objects.filter(about_id=membership.pk).order_by("seq").values_list("event", flat=True))


class TestInvite:
    def test_person_is_invited_accepts_and_acts_once_the_house_approves(self, world):
        invited = invite(world)
        user = accept(invited)
        membership = Membership.objects.get(user=user)
        assert (membership.state, access.memberships_in_force(user.pk)) == (MembershipState.ACCEPTED, [])

        actions.approve(membership, acting(world, "lead"))

        assert access.memberships_in_force(user.pk) == [membership]
        assert events(membership) == ["membership.invited", "membership.accepted", "membership.approved"]

    def test_address_becomes_the_account_and_is_proven(self, world):
        user = accept(invite(world, email=" Neu@Example.org "))

        assert (user.email, user.emailaddress_set.get().verified) == (NEW, True)

    def test_link_is_stored_as_a_hash_only(self, world):
        invited = invite(world)

        row = Invitation.objects.values().get(membership=invited.membership)
        assert invited.token not in str(row)

    def test_link_works_once(self, world):
        invited = invite(world)
        accept(invited)

        assert access.open_invitation(invited.token) is None

    def test_link_expires(self, world):
        invited = invite(world)
        Invitation.objects.update(sent_at=timezone.now() - timedelta(days=8), expires_at=timezone.now())

        assert access.open_invitation(invited.token) is None

    def test_fresh_link_replaces_the_old_one(self, world):
        first = invite(world)
        second = actions.invite_again(first.membership, acting(world, "lead"))

        assert access.open_invitation(first.token) is None
        assert access.open_invitation(second.token).membership == first.membership

    def test_nobody_is_invited_twice_into_a_function(self, world):
        invite(world)

        with pytest.raises(DomainError, match="schon eingeladen"):
            invite(world)

    def test_whoever_accepted_at_the_same_moment_in_another_window_is_told(self, world):
        invited = invite(world)
        twice = access.open_invitation(invited.token)
        accept(invited)

        with pytest.raises(DomainError, match="schon angenommen"):
            actions.accept(twice, person=None, name="Zwei", password=PASSWORD)
        assert not User.objects.filter(name="Zwei").exists()

    def test_function_of_that_role_is_used_again(self, world):
        invited = invite(world, role=FunctionRole.STEWARD)

        assert invited.membership.function == Function.objects.get(organisation=world.kita, role="steward")

    def test_organisation_must_be_partner(self, world):
        stranger = world.organisations["office_elsewhere"]

        with pytest.raises(DomainError, match="kein aktiver Partner"):
            invite(world, by=None, organisation=stranger)

    def test_partner_who_has_left_is_none(self, world):
        world.kita.partnerships.update(state="left", valid_until="2026-11-01")

        with pytest.raises(DomainError, match="kein aktiver Partner"):
            invite(world, by=None)

    @pytest.mark.parametrize("role", sorted(BEYOND_THE_HOUSE - WITHOUT_NETWORK))
    def test_house_does_not_invite_into_what_reaches_beyond_it(self, world, role):
        with pytest.raises(DomainError, match="Netzwerkkoordination"):
            invite(world, role=role)

    def test_leitung_of_the_jugendamt_invites_those_who_may_no_more_than_she(self, world):
        office = world.organisations["office"]

        assert invite(world, "asd_lead", FunctionRole.ASD, office).membership.needs_second
        with pytest.raises(DomainError, match="Netzwerkkoordination"):
            invite(world, "asd_lead", FunctionRole.DATA_PROTECTION, office)

    def test_house_does_not_approve_what_it_may_not_give(self, world):
        user = accept(invite(world, "coordinator", FunctionRole.ASD))

        with pytest.raises(DomainError, match="gibt die Netzwerkkoordination frei"):
            actions.approve(Membership.objects.get(user=user), acting(world, "lead"))

    def test_land_and_operator_come_by_command_only(self, world):
        with pytest.raises(DomainError, match="gehören zu keinem Netzwerk"):
            invite(world, by="coordinator", role=FunctionRole.STATE)


class TestFourEyes:
    def test_who_invited_does_not_approve_what_reaches_beyond_the_house(self, world):
        office = world.organisations["office"]
        membership = Membership.objects.get(
            user=accept(invite(world, "coordinator", FunctionRole.DATA_PROTECTION, office))
        )

        with pytest.raises(DomainError, match="zwei Personen"):
            actions.approve(membership, acting(world, "coordinator"))

    def test_somebody_else_does(self, world):
        office = world.organisations["office"]
        membership = Membership.objects.get(
            user=accept(invite(world, "coordinator", FunctionRole.DATA_PROTECTION, office))
        )
        other = make_user("zweite")
        function = Function.objects.get(organisation=office, role=FunctionRole.COORDINATION)
        second = make_membership(other, function, world.home)

        actions.approve(membership, access.acting_in(second, ""))

        assert Entry.objects.get(event="membership.approved").obligations == "four_eyes step_up"

    def test_who_invited_is_asked_to_find_a_second_person(self, world):
        accept(invite(world, "coordinator", FunctionRole.DATA_PROTECTION, world.organisations["office"]))

        letter = Letter.objects.get(mail__kind="approval")
        assert letter.to == "coordinator@example.org"
        assert "Freigeben muss eine zweite Person" in letter.text
        assert NEW not in letter.text

    def test_database_holds_it_too(self, world):
        membership = invite(world, "coordinator", FunctionRole.ASD_LEAD, world.organisations["office"]).membership

        with refused_by("membership_four_eyes"):
            Membership.objects.filter(pk=membership.pk).update(approved_by=world.users["coordinator"])

    def test_nobody_approves_oneself(self, world):
        waiting = world.membership("waiting")

        with refused_by("membership_not_approved_by_oneself"):
            Membership.objects.filter(pk=waiting.pk).update(approved_by=waiting.user)

    def test_house_approves_alone_what_stays_in_the_house(self, world):
        membership = Membership.objects.get(user=accept(invite(world)))

        actions.approve(membership, acting(world, "lead"))

        assert Membership.objects.get(pk=membership.pk).state == MembershipState.APPROVED

    def test_operator_needs_nobody(self, world):
        user = accept(
            invite(world, by=None, role=FunctionRole.COORDINATION, organisation=world.organisations["office"])
        )

        assert [each.function.role for each in access.memberships_in_force(user.pk)] == ["coordination"]


class TestEnd:
    def test_sessions_die_and_nothing_changes_for_others(self, world, client):
        lead, other = enter(client, world.users["lead"]), world.client("professional")
        assert lead.get("/konto/").status_code == 200

        actions.end(world.membership("lead"), EndGround.LEFT, acting(world, "coordinator"))

        gone = lead.get("/konto/")
        assert (gone.status_code, gone["Location"]) == (302, "/anmelden/?next=%2Fkonto%2F")
        assert other.get("/konto/").status_code == 200

    def test_shown_name_ends_with_it(self, world):
        membership = world.membership("lead")
        holder = Holder.objects.create(function=membership.function, name="Lea Leitung", valid_from="2026-01-01")
        Membership.objects.filter(pk=membership.pk).update(holder=holder)

        actions.end(world.membership("lead"), EndGround.CHANGED, None)

        assert Holder.objects.get().valid_until == timezone.localdate()

    def test_link_of_an_invitation_dies_with_it(self, world):
        invited = invite(world)

        actions.end(invited.membership, EndGround.MISTAKE, acting(world, "lead"))

        assert access.open_invitation(invited.token) is None

    def test_ended_stays_ended(self, world):
        with pytest.raises(DomainError, match="schon beendet"):
            actions.end(world.membership("ex_member"), EndGround.LEFT, None)

    def test_whoever_comes_back_after_the_account_was_closed_gets_a_new_one(self, world):
        old = accept(invite(world))
        close_account(old, timezone.now())

        new = accept(invite(world))

        assert (new.email, new.pk == old.pk) == (NEW, False)
        assert EmailAddress.objects.get(email=NEW).user == new

    def test_function_stays(self, world):
        function = world.membership("lead").function

        actions.end(world.membership("lead"), EndGround.LEFT, None)

        assert Function.objects.filter(pk=function.pk).exists()

    def test_house_that_has_left_the_network_lets_nobody_act_there(self, world):
        client = world.client("lead")
        assert client.get("/konto/").status_code == 200

        world.kita.partnerships.update(state="left", valid_until=timezone.localdate())

        assert access.memberships_in_force(world.users["lead"].pk) == []
        assert client.get(f"/konto/einrichtung/{world.kita.pk}/mitglieder/")["Location"].startswith("/anmelden/")

    def test_membership_that_has_run_out_lets_nobody_act(self, world):
        Membership.objects.filter(user=world.users["lead"]).update(
            valid_from="2026-01-01", valid_until=timezone.localdate() - timedelta(days=1)
        )

        assert access.memberships_in_force(world.users["lead"].pk) == []


def test_what_has_run_out_is_ended_in_the_night(world):
    today = timezone.localdate()
    Membership.objects.filter(user=world.users["lead"]).update(
        valid_from="2026-01-01", valid_until=today - timedelta(days=1)
    )
    Membership.objects.filter(user=world.users["steward"]).update(valid_until=today)

    end_expired_memberships.effect()

    assert world.membership("lead").state == MembershipState.ENDED
    assert world.membership("steward").state == MembershipState.APPROVED
    assert Entry.objects.get(event="membership.ended").ground == "expired"


def test_closed_account_is_no_member_after_the_night(world):
    close_account(world.users["lead"], timezone.now())

    end_expired_memberships.effect()

    assert world.membership("lead").state == MembershipState.ENDED
    assert world.membership("steward").state == MembershipState.APPROVED


def test_act_whose_entry_cannot_be_written_does_not_happen(world, monkeypatch):
    def refuse(*_, **__):
        raise RuntimeError("no space left")

    monkeypatch.setattr("schutznetz.networks.actions.memberships.record", refuse)
    before = Membership.objects.count()

    with pytest.raises(RuntimeError):
        invite(world)
    assert Membership.objects.count() == before
    with pytest.raises(RuntimeError):
        actions.end(world.membership("lead"), EndGround.LEFT, None)
    assert world.membership("lead").state == MembershipState.APPROVED


def test_organisation_in_two_networks_is_one_place_for_each(world):
    make_partnership(world.networks["away"], world.kita)

    assert access.organisation_of(acting(world, "coordinator_elsewhere"), world.kita.pk) == world.kita
    assert access.members_of(acting(world, "coordinator_elsewhere"), world.kita) == []
