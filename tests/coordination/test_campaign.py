"""Who is asked when, who is not, and that stopping in the middle changes nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schutznetz.coordination.actions import campaigns
from schutznetz.coordination.enums import Reason, Step
from schutznetz.coordination.models import ConfirmationLink, ConfirmationRequest, FunctionMail, RequestedEntry
from schutznetz.coordination.tasks import ask_everybody, ask_network
from schutznetz.directory.models import ContactPoint, GoneNotice, Offer
from schutznetz.jobs.enums import MailState
from schutznetz.jobs.models import Job, Letter, OutgoingMail
from schutznetz.networks.enums import FunctionRole, PartnershipState, Visibility
from schutznetz.networks.models import Function, Partnership
from tests.coordination.rounds import DAY, Round, addressed
from tests.factories import make_contact_point, make_function, make_network, make_offer, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return Round()


def reasons(outcome):
    return [reason for _, reason in outcome.skipped]


def come_back(times=2):
    """Let the last mails come back for good."""
    for mail in OutgoingMail.objects.order_by("-created_at")[:times]:
        OutgoingMail.objects.filter(pk=mail.pk).update(
            state=MailState.SENT, finished_at=timezone.now(), returned_at=timezone.now(), returned_code="5.1.1"
        )


class TestSteps:
    def test_one_mail_for_all_entries_of_a_function(self, round_):
        round_.house(offers=3)

        outcome = round_.run()

        assert (outcome.due, outcome.mailed, outcome.mails, outcome.skipped) == (3, 3, 1, [])
        letter = Letter.objects.get()
        assert (letter.to, letter.subject) == ("pflege@kita.example", "Stimmen Ihre Einträge noch?")
        assert all(f"- Kita Angebot {number}" in letter.text for number in range(3))
        assert RequestedEntry.objects.count() == 3

    def test_reminder_substitute_house_and_then_the_coordination(self, round_):
        keeper = round_.house()
        substitute = make_function(keeper.organisation, "Vertretung")
        make_contact_point(substitute, email="vertretung@kita.example", visibility=Visibility.NETWORK)
        make_contact_point(
            make_function(keeper.organisation, "Büro", role=FunctionRole.OFFICE), email="buero@kita.example",
            visibility=Visibility.NETWORK,
        )  # fmt: skip
        Function.objects.filter(pk=keeper.pk).update(substitute=substitute)
        told = []
        for days in (0, 13, 14, 27, 28, 42, 55, 56, 100):
            before = Letter.objects.count()
            outcome = round_.run(days)
            told.append((days, Letter.objects.count() - before, reasons(outcome)))

        assert told == [
            (0, 1, []), (13, 0, [Reason.WAITING]), (14, 1, []), (27, 0, [Reason.WAITING]), (28, 1, []), (42, 1, []),
            (55, 0, [Reason.WAITING]), (56, 0, [Reason.COORDINATION]), (100, 0, [Reason.COORDINATION]),
        ]  # fmt: skip
        assert round_.letters() == [
            "pflege@kita.example", "pflege@kita.example", "vertretung@kita.example", "buero@kita.example",
        ]  # fmt: skip
        request = ConfirmationRequest.objects.get()
        assert (request.step, request.stuck) == (Step.COORDINATION, "")

    def test_nobody_gets_two_mails_because_the_campaign_did_not_run_for_months(self, round_):
        round_.house()
        round_.run()

        for days in (200, 201, 213):
            round_.run(days)

        assert len(round_.letters()) == 2

    def test_second_run_changes_nothing(self, round_):
        round_.house()
        round_.run()

        assert reasons(round_.run()) == [Reason.WAITING]
        assert len(round_.letters()) == 1

    def test_dry_run_says_the_same_and_writes_nothing(self, round_):
        round_.house(offers=2)
        round_.house("Hort", email="")

        dry, wet = round_.run(dry_run=True), None
        assert not ConfirmationRequest.objects.exists()
        assert not OutgoingMail.objects.exists()
        wet = round_.run()

        assert dry.as_json() == wet.as_json()

    def test_same_address_is_not_asked_as_substitute_and_house(self, round_):
        keeper = round_.house()
        for title, role in (("Vertretung", FunctionRole.PROFESSIONAL), ("Leitung", FunctionRole.LEAD)):
            other = make_function(keeper.organisation, title, role=role)
            make_contact_point(other, email="Pflege@Kita.example", visibility=Visibility.NETWORK)
            Function.objects.filter(pk=keeper.pk).update(substitute=other)

        for days in (0, 14, 28):
            round_.run(days)

        assert len(round_.letters()) == 2
        assert ConfirmationRequest.objects.get().step == Step.COORDINATION


class TestDue:
    def test_confirmed_lately_is_not_due(self, round_):
        round_.house()
        Offer.objects.update(confirmed_at=round_.start - 179 * DAY)

        assert round_.run().due == 0
        assert round_.run(2).due == 1

    @pytest.mark.parametrize("change", [
        lambda: Offer.objects.update(visibility=Visibility.NETWORK),
        lambda: Partnership.objects.update(state=PartnershipState.DORMANT),
        lambda: Partnership.objects.update(state=PartnershipState.LEFT, valid_until="2026-01-01"),
    ])  # fmt: skip
    def test_hidden_entries_and_houses_that_are_away_are_not_due(self, round_, change):
        round_.house()
        change()

        assert round_.run().due == 0

    def test_public_contact_point_is_an_entry(self, round_):
        round_.house(offers=0)
        ContactPoint.objects.update(confirmed_at=None)

        assert round_.run().mailed == 1
        assert "- Kontakt: Pflege Kita" in Letter.objects.get().text

    def test_house_in_two_networks_is_asked_by_the_one_that_holds_the_entry(self, round_):
        round_.house()
        other = Round(make_network("bergtal", "Netzwerk Bergtal"))
        make_partnership(other.network, Offer.objects.get().organisation)
        Offer.objects.update(held_by=other.network)

        assert (round_.run().due, other.run().due) == (0, 1)

    def test_entry_of_a_network_the_house_is_not_in_is_asked_here(self, round_):
        round_.house()
        Offer.objects.update(held_by=make_network("bergtal", "Netzwerk Bergtal"))

        assert round_.run().due == 1

    def test_confirmed_entry_leaves_and_the_last_one_ends_the_request(self, round_):
        round_.house(offers=2)
        round_.run()
        first, second = Offer.objects.order_by("title")
        Offer.objects.filter(pk=first.pk).update(confirmed_at=round_.start + DAY)

        assert reasons(round_.run(2)) == [Reason.WAITING]
        Offer.objects.filter(pk=second.pk).update(confirmed_at=round_.start + DAY)
        round_.run(3)

        assert ConfirmationRequest.objects.get().closed_at is not None
        assert not RequestedEntry.objects.waiting().exists()

    def test_edited_entry_leaves_and_rests(self, round_):
        round_.house()
        round_.run()
        Offer.objects.update(changed_at=round_.start + DAY)

        assert reasons(round_.run(2)) == [Reason.WAITING]
        assert ConfirmationRequest.objects.get().closed_at is not None
        assert round_.run(31).mailed == 1

    def test_notice_that_it_is_over_ends_the_asking(self, round_):
        keeper = round_.house()
        offer = Offer.objects.get()
        GoneNotice.objects.create(
            network=round_.network, organisation=keeper.organisation, offer=offer, said_at=round_.start
        )

        assert reasons(round_.run()) == [Reason.GONE]
        assert round_.letters() == []


class TestKeepers:
    def test_lead_where_the_steward_has_no_address(self, round_):
        steward = round_.house(email="")
        lead = make_function(steward.organisation, "Leitung", role=FunctionRole.LEAD)
        make_contact_point(lead, email="leitung@kita.example", visibility=Visibility.NETWORK)
        round_.run()

        assert round_.letters() == ["leitung@kita.example"]

    def test_steward_without_a_contact_point_reads_at_the_address_of_the_entry(self, round_):
        reception = round_.house(role=FunctionRole.RECEPTION, email="info@kita.example")
        steward = make_function(reception.organisation, "Pflege", role=FunctionRole.STEWARD)
        round_.run()

        assert round_.letters() == ["info@kita.example"]
        assert ConfirmationRequest.objects.get().keeper == steward

    def test_function_of_the_entry_where_nobody_else_keeps_it(self, round_):
        counsellor = round_.house(role=FunctionRole.COUNSELLING, email="beratung@kita.example")
        round_.run()

        assert ConfirmationRequest.objects.get().keeper == counsellor

    def test_holder_of_the_house_is_asked_last(self, round_):
        keeper = round_.house()
        above = round_.house("Träger", role=FunctionRole.LEAD, email="traeger@example.org", offers=0).organisation
        keeper.organisation.parent = above
        keeper.organisation.save()
        for days in (0, 14, 28):
            round_.run(days)

        assert round_.letters()[-1] == "traeger@example.org"

    def test_entry_that_nobody_keeps_goes_to_the_coordination_at_once(self, round_):
        house = round_.house(offers=0, role=FunctionRole.RECEPTION, email="").organisation
        make_offer("Ohne Kontakt", organisation=house, contact_point=None, site=None)

        assert reasons(round_.run()) == [Reason.NO_ADDRESS]
        request = ConfirmationRequest.objects.get()
        assert (request.keeper, request.step, request.stuck) == (None, Step.COORDINATION, Reason.NO_ADDRESS)
        assert reasons(round_.run(1)) == [Reason.NO_ADDRESS]
        assert ConfirmationRequest.objects.count() == 1

    def test_address_that_is_none_goes_to_the_coordination(self, round_):
        round_.house(email="keine adresse")

        assert reasons(round_.run()) == [Reason.NO_ADDRESS]
        assert not ConfirmationLink.objects.exists()

    def test_new_keeper_is_asked_from_the_beginning(self, round_):
        old = round_.house(role=FunctionRole.LEAD)
        round_.run()
        steward = make_function(old.organisation, "Pflege", role=FunctionRole.STEWARD)
        make_contact_point(steward, email="neu@kita.example", visibility=Visibility.NETWORK)

        round_.run(1)

        assert round_.letters() == ["pflege@kita.example", "neu@kita.example"]
        assert ConfirmationRequest.objects.get(closed_at=None).keeper == steward


class TestReturns:
    def test_address_counts_as_dead_after_two_and_the_next_is_asked(self, round_):
        keeper = round_.house()
        lead = make_function(keeper.organisation, "Leitung", role=FunctionRole.LEAD)
        make_contact_point(lead, email="leitung@kita.example", visibility=Visibility.NETWORK)
        round_.run()
        come_back(1)
        round_.run(14)
        come_back(1)
        round_.run(28)

        assert round_.letters() == ["pflege@kita.example"] * 2 + ["leitung@kita.example"]
        assert FunctionMail.objects.filter(code="5.1.1").count() == 2

    def test_refused_at_once_counts_and_other_faults_do_not(self, round_):
        round_.house()
        round_.run()
        refused = {"state": MailState.REFUSED, "finished_at": timezone.now()}
        OutgoingMail.objects.update(**refused, code="ValueError")
        round_.run(14)
        assert not FunctionMail.objects.exclude(returned_at=None).exists()

        OutgoingMail.objects.update(**refused, code="550")
        assert reasons(round_.run(28)) == [Reason.BOUNCED]
        assert ConfirmationRequest.objects.get().stuck == Reason.BOUNCED

    def test_corrected_address_is_asked_from_the_beginning(self, round_):
        keeper = round_.house()
        round_.run()
        round_.run(14)
        come_back()
        assert reasons(round_.run(28)) == [Reason.BOUNCED]

        addressed(keeper, "richtig@kita.example")
        assert round_.run(29).mailed == 1

        assert round_.letters()[-1] == "richtig@kita.example"
        assert ConfirmationRequest.objects.get(closed_at=None).step == Step.FIRST
        assert reasons(round_.run(30)) == [Reason.WAITING]


class TestInterruption:
    def test_stopped_in_the_middle_keeps_what_is_done_and_goes_on(self, round_, monkeypatch):
        for number in range(5):
            round_.house(f"Haus {number}", email=f"haus{number}@example.org")
        taken, take = [], campaigns._take

        def die_after_three(*arguments):
            if len(taken) == 3:
                raise KeyboardInterrupt
            taken.append(1)
            return take(*arguments)

        monkeypatch.setattr(campaigns, "_take", die_after_three)
        with pytest.raises(KeyboardInterrupt):
            round_.run()
        assert len(round_.letters()) == 3
        monkeypatch.undo()

        outcome = round_.run()

        assert (outcome.mailed, len(outcome.skipped)) == (2, 3)
        assert sorted(round_.letters()) == [f"haus{number}@example.org" for number in range(5)]

    def test_three_houses_are_read_with_as_many_questions_as_one(self, round_):
        def questions():
            with CaptureQueriesContext(connection) as seen:
                round_.run(dry_run=True)
            return len(seen)

        round_.house()
        one = questions()
        round_.house("Hort", email="hort@example.org", offers=3)
        round_.house("Schule", email="schule@example.org")
        assert questions() == one


class TestCommand:
    def test_tells_what_it_did(self, round_):
        round_.house(offers=2)
        round_.house("Hort", email="")
        said = StringIO()
        call_command("campaign", network="auental", json=True, stdout=said)

        answer = json.loads(said.getvalue())
        hort = Offer.objects.get(title__startswith="Hort")
        assert answer == {"due": 3, "mailed": 2, "skipped": [{"id": str(hort.pk), "reason": "no_address"}]}

    def test_says_it_in_words(self, round_):
        round_.house()
        said = StringIO()
        call_command("campaign", network="auental", dry_run=True, stdout=said)
        call_command("campaign", network="auental", stdout=said)
        call_command("campaign", network="auental", stdout=said)

        assert "1 Mails würden geschrieben, über 1 Einträge." in said.getvalue()
        assert "1 Mails geschrieben, über 1 Einträge." in said.getvalue()
        assert "1 ohne Mail: ist gefragt" in said.getvalue()

    def test_unknown_network_is_named(self):
        with pytest.raises(CommandError, match="nirgends"):
            call_command("campaign", network="nirgends")

    def test_task_of_the_morning_asks_in_every_network(self, round_):
        round_.house()
        ask_everybody.effect()
        job = Job.objects.get(name="coordination.ask_network")
        ask_network.prepare(**job.args)

        assert round_.letters() == ["pflege@kita.example"]


def test_mail_lists_twelve_entries_and_counts_the_rest(round_):
    round_.house(offers=14)
    round_.run()

    text = Letter.objects.get().text
    assert text.count("- Kita Angebot") == 12
    assert "- und 2 weitere" in text


def test_name_with_a_line_break_cannot_break_the_mail(round_):
    round_.house()
    Offer.objects.update(title="Spiel\nkreis\x07")
    round_.run()

    assert "- Spiel kreis" in Letter.objects.get().text
