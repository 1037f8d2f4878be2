"""The pages of those who act: what they show, to whom, and what their buttons do."""

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.networks import access, actions
from schutznetz.networks.enums import FunctionRole, MembershipState
from schutznetz.networks.models import Function, Invitation, Membership
from tests.people import PASSWORD, make_membership


def page(response, status=200):
    assert response.status_code == status, response.content[:300]
    return BeautifulSoup(response.content, "html.parser")


def text(soup):
    return " ".join(soup.main.get_text(" ").split())


def members_of(organisation, name="networks:members"):
    return reverse(name, args=[organisation.pk])


def invited(world, email="neu@example.org"):
    lead = access.acting_in(world.membership("lead"), "")
    return actions.invite(organisation=world.kita, network=world.home, role=FunctionRole.STEWARD, email=email, by=lead)


class TestOwn:
    def test_says_in_which_function_somebody_acts_and_what_to_do_there(self, world):
        shown = page(world.client("lead").get("/konto/"))

        assert "Sie handeln gerade als Leitung kita Netzwerk Auental" in text(shown)
        assert shown.find("a", string="Wer für Ihre Einrichtung handelt")["href"] == members_of(world.kita)

    def test_who_may_do_nothing_sees_no_task(self, world):
        assert "Wer für Ihre Einrichtung handelt" not in text(page(world.client("professional").get("/konto/")))

    def test_who_waits_is_told_so(self, world):
        assert "Wartet auf Freigabe" in text(page(world.client("waiting").get("/konto/")))

    def test_who_has_no_function_is_told_how_to_get_one(self, world):
        assert "Eine Funktion bekommen Sie durch eine Einladung." in text(
            page(world.client("without_function").get("/konto/"))
        )

    @pytest.mark.parametrize("others", [1, 3])
    def test_number_of_queries_does_not_grow(self, world, others, django_assert_num_queries):
        for number in range(others):
            function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title=f"F{number}")
            make_membership(world.users["lead"], function, world.home)
        client = world.client("lead")
        client.get("/konto/")
        kept.forget_all()

        with django_assert_num_queries(9):
            client.get("/konto/")


class TestSwitch:
    def test_everything_happens_in_the_other_function_from_then_on(self, world):
        function = Function.objects.create(organisation=world.kita, role=FunctionRole.STEWARD, title="Pflege")
        second = make_membership(world.users["lead"], function, world.home)
        client = world.client("lead")
        key = client.session.session_key

        client.post("/konto/funktion/", {"membership": str(second.pk)})

        assert "Sie handeln gerade als Pflege" in text(page(client.get("/konto/")))
        assert client.get(members_of(world.kita)).status_code == 403
        assert client.session.session_key != key
        assert Entry.objects.get(event="membership.switched").function == function.pk

    @pytest.mark.parametrize("whose", ["coordinator", "waiting", "ex_member"])
    def test_nobody_acts_in_what_is_not_theirs_or_not_in_force(self, world, whose):
        wanted = world.membership(whose).pk
        client = world.client("waiting" if whose == "waiting" else "lead")

        assert client.post("/konto/funktion/", {"membership": str(wanted)}).status_code == 404

    @pytest.mark.parametrize("wanted", ["", "x", "' or 1=1", "\x00"])
    def test_garbage_is_nothing(self, world, wanted):
        assert world.client("lead").post("/konto/funktion/", {"membership": wanted}).status_code == 404

    def test_function_that_has_run_out_ends_the_session(self, world):
        client = world.client("lead")
        client.get("/konto/")
        Membership.objects.filter(user=world.users["lead"]).update(
            valid_from="2026-01-01", valid_until=timezone.localdate() - timedelta(days=1)
        )

        assert client.get(members_of(world.kita))["Location"].startswith("/anmelden/")


class TestMembers:
    def test_lead_sees_everybody_of_the_house_and_what_waits(self, world):
        shown = text(page(world.client("lead").get(members_of(world.kita))))

        assert "steward" in shown
        assert "waiting Leitung angenommen, noch nicht freigegeben" in shown
        assert "lead_elsewhere" not in shown
        assert "ex_member" not in shown

    @pytest.mark.parametrize("more", [1, 3])
    def test_number_of_queries_does_not_grow(self, world, more, django_assert_num_queries):
        for number in range(more):
            invited(world, f"n{number}@example.org")
        client = world.client("lead")
        client.get(members_of(world.kita))
        kept.forget_all()

        with django_assert_num_queries(8):
            client.get(members_of(world.kita))

    def test_invitation_goes_out_and_can_be_sent_again(self, world):
        client = world.client("lead")

        answer = client.post(members_of(world.kita, "networks:invite"), {"email": "neu@example.org", "role": "steward"})

        assert (answer.status_code, answer["Location"]) == (302, members_of(world.kita))
        shown = page(client.get(answer["Location"]))
        assert "Die Einladung ist unterwegs." in text(shown)
        again = Invitation.objects.get().membership
        client.post(reverse("networks:invite_again", args=[again.pk]))
        assert "Der alte Link gilt nicht mehr." in text(page(client.get(members_of(world.kita))))

    def test_wrong_address_is_named_and_kept(self, world):
        answer = world.client("lead").post(
            members_of(world.kita, "networks:invite"), {"email": "leitung@", "role": "steward"}
        )

        shown = page(answer)
        assert "Bitte prüfen Sie die E-Mail-Adresse" in text(shown)
        assert shown.find("input", {"name": "email"})["value"] == "leitung@"

    def test_refusal_of_the_house_keeps_what_was_typed(self, world):
        answer = world.client("lead").post(
            members_of(world.kita, "networks:invite"), {"email": "neu@example.org", "role": "coordination"}
        )

        shown = page(answer)
        assert "lädt die Netzwerkkoordination ein" in text(shown)
        assert shown.find("input", {"name": "email"})["value"] == "neu@example.org"

    def test_lead_approves_who_waits(self, world):
        waiting = world.membership("waiting")

        world.client("lead").post(reverse("networks:approve", args=[waiting.pk]))

        assert world.membership("waiting").state == MembershipState.APPROVED

    def test_end_asks_for_a_reason(self, world):
        href = reverse("networks:end", args=[world.membership("steward").pk])
        client = world.client("lead")

        assert "Bitte wählen Sie einen Grund" in text(page(client.post(href)))
        assert client.post(href, {"ground": "left"}).status_code == 302
        assert world.membership("steward").state == MembershipState.ENDED

    @pytest.mark.parametrize("name", ["networks:invite", "networks:approve", "networks:end"])
    def test_who_has_not_shown_lately_who_they_are_is_asked_again(self, world, name):
        about = world.kita if name == "networks:invite" else world.membership("waiting")

        answer = world.client("lead", fresh=False).get(reverse(name, args=[about.pk]))

        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/konto/noch-einmal/code/")

    def test_who_has_no_second_factor_sets_it_up_first(self, world):
        answer = world.client("without_second_factor").get(members_of(world.kita))

        assert (answer.status_code, answer["Location"]) == (302, "/konto/sicherheit/")

    @pytest.mark.parametrize(("is_strong", "location"), [(True, None), (False, "/konto/sicherheit/")])
    def test_strong_service_of_the_institution_counts_as_second_factor(self, world, settings, is_strong, location):
        service = SimpleNamespace(provider_id="amt", has_second_factor=is_strong)
        settings.LOGIN_SERVICES = {"amt": service}
        client = world.client("without_second_factor")
        session = client.session
        record = {"method": "socialaccount", "provider": "amt", "at": time.time()}
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
        session.save()

        assert client.get(members_of(world.kita)).headers.get("Location") == location


class TestInvitation:
    def test_phone_journey_ends_in_the_own_functions(self, world, client):
        link = reverse("networks:invitation", args=[invited(world).token])
        shown = page(client.get(link))
        assert "Eintragspflege" in text(shown)

        answer = client.post(link, {"name": "Noa Neu", "password": PASSWORD}, follow=True)

        assert answer.redirect_chain[-1][0] == "/konto/"
        assert "Wartet auf Freigabe" in text(page(answer))

    def test_looking_changes_nothing(self, world, client):
        client.get(reverse("networks:invitation", args=[invited(world).token]))

        assert Membership.objects.filter(state=MembershipState.INVITED).count() == 1

    @pytest.mark.parametrize("password", ["kurz", "neu@example.org", "987654321098"])
    def test_weak_password_is_refused_and_the_name_kept(self, world, client, password):
        link = reverse("networks:invitation", args=[invited(world).token])

        shown = page(client.post(link, {"name": "Noa Neu", "password": password}))

        assert shown.find("input", {"name": "name"})["value"] == "Noa Neu"
        assert "Bitte prüfen Sie" in text(shown)

    def test_used_expired_and_forged_links_look_the_same(self, world, client):
        used, expired = invited(world, "a@example.org"), invited(world, "b@example.org")
        actions.accept(access.open_invitation(used.token), person=None, name="A", password=PASSWORD)
        Invitation.objects.update(sent_at="2026-01-01T00:00Z", expires_at="2026-01-02T00:00Z")

        answers = [
            client.get(reverse("networks:invitation", args=[token])) for token in (used.token, expired.token, "forged")
        ]

        assert {answer.status_code for answer in answers} == {404}
        assert len({text(page(answer, 404)) for answer in answers}) == 1
        assert "Dieser Link gilt nicht mehr" in text(page(answers[0], 404))

    def test_who_has_an_account_logs_in_first(self, world, client):
        link = reverse("networks:invitation", args=[invited(world, "insofa@example.org").token])

        shown = page(client.get(link))

        assert shown.main.find("a", string="Anmelden")["href"] == f"/anmelden/?next={link}"

    def test_and_then_accepts_with_one_button(self, world):
        link = reverse("networks:invitation", args=[invited(world, "insofa@example.org").token])
        client = world.client("insofa")

        assert "Die Funktion kommt zu Ihren anderen dazu." in text(page(client.get(link)))
        assert client.post(link)["Location"] == "/konto/"
        assert Membership.objects.filter(user=world.users["insofa"], state=MembershipState.ACCEPTED).exists()

    def test_somebody_else_does_not_accept_it(self, world):
        link = reverse("networks:invitation", args=[invited(world).token])

        shown = page(world.client("insofa").post(link))

        assert "Diese Einladung gilt einer anderen Adresse." in text(shown)
        assert Membership.objects.filter(state=MembershipState.INVITED).count() == 1

    def test_nothing_but_name_and_password_is_taken(self, world, client):
        link = reverse("networks:invitation", args=[invited(world).token])
        more = {"email": "boese@example.org", "state": "approved", "closed_at": "2026-01-01", "role": "coordination"}

        client.post(link, {"name": "Noa Neu", "password": PASSWORD} | more)

        membership = Membership.objects.get(user__name="Noa Neu")
        assert (membership.state, membership.user.email, membership.function.role) == (
            "accepted", "neu@example.org", "steward",
        )  # fmt: skip


class TestLog:
    def test_data_protection_reads_sentences_without_names(self, world):
        world.client("lead").post(reverse("networks:approve", args=[world.membership("waiting").pk]))

        shown = text(page(world.client("data_protection").get("/konto/protokoll/")))

        assert "Leitung hat eine Mitgliedschaft freigegeben." in shown
        assert "waiting" not in shown

    def test_reading_is_in_the_log_itself(self, world):
        world.client("data_protection").get("/konto/protokoll/")

        entry = Entry.objects.get(event="log.read")
        assert (entry.network, entry.person) == (world.home.pk, world.users["data_protection"].pk)

    def test_other_networks_are_not_in_it(self, world):
        elsewhere = access.acting_in(world.membership("coordinator_elsewhere"), "")
        actions.invite(
            organisation=world.organisations["office_elsewhere"], network=world.networks["away"],
            role=FunctionRole.STEWARD, email="x@example.org", by=elsewhere,
        )  # fmt: skip

        shown = text(page(world.client("data_protection").get("/konto/protokoll/")))

        assert "eingeladen" not in shown

    def test_attempt_without_a_right_is_in_it(self, world):
        world.client("professional").get(members_of(world.kita))

        shown = text(page(world.client("data_protection").get("/konto/protokoll/")))

        assert (
            "Fachkraft hat etwas versucht, wozu die Funktion kein Recht hat (Mitglieder ansehen). Das wurde abgelehnt."
            in shown
        )

    @pytest.mark.parametrize(
        "question", ["?vor=0", "?monat=2026-13", "?monat=x", "?vorgang=';--", "?vor=9999999999999"]
    )
    def test_question_that_makes_no_sense_counts_as_none(self, world, question):
        page(world.client("data_protection").get(f"/konto/protokoll/{question}"))

    def test_older_entries_are_one_link_away(self, world):
        client = world.client("data_protection")
        for _ in range(51):
            client.get("/konto/protokoll/")

        shown = page(client.get("/konto/protokoll/"))
        older = shown.find("a", string="Ältere Einträge")["href"]

        assert len(shown.select("main ol li")) == 50
        assert page(client.get(f"/konto/protokoll/{older}")).select("main ol li")[0]["value"] == "2"


def test_somebody_new_without_any_function_sees_no_page_of_one(world):
    client = world.client("without_function")

    assert client.get(members_of(world.kita))["Location"] == "/konto/"
    assert client.get("/konto/protokoll/")["Location"] == "/konto/"


def test_who_leaves_in_a_hurry_is_logged_out_on_the_server_too(world):
    client, thief = world.client("lead"), world.client("lead")
    thief.cookies = client.cookies.copy()
    assert thief.get("/konto/").status_code == 200

    answer = client.get("/verlassen/")

    assert (answer.status_code, answer.cookies["sid"].value) == (303, "")
    assert thief.get("/konto/")["Location"].startswith("/anmelden/")


def test_way_out_stays_open_while_the_database_is_down(world, monkeypatch):
    client = world.client("lead")

    def down(*_):
        raise OperationalError

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.delete", down)

    assert client.get("/verlassen/").status_code == 303
