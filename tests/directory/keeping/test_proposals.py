"""What waits: decided by a second person, once; given back with a question; never live before."""

import pytest
from django.db import IntegrityError, transaction

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.directory import actions, keeping
from schutznetz.directory.enums import EntryKind, ProposalState
from schutznetz.directory.models import Offer, Proposal, SearchEntry, Version
from schutznetz.jobs.models import Letter
from tests.factories import make_type

pytestmark = pytest.mark.django_db
NEW = {"offer_type": "kita", "title": "Elterncafé", "summary": "Kaffee und Zeit"}


@pytest.fixture
def proposal(offer, who):
    make_type("hort", "Hort")
    base = keeping.fingerprint(keeping.read(offer))
    return actions.change(EntryKind.OFFER, offer.pk, {"offer_type": "hort"}, base=base, who=who("steward")).proposal


def test_accepted_change_is_live_with_a_version(offer, proposal, who):
    actions.accept(proposal, who("coordinator"))

    offer.refresh_from_db()
    assert offer.offer_type_id == SearchEntry.objects.get().offer_type_id == "hort"
    assert Version.objects.latest("number").origin == "accepted"
    last = Entry.objects.latest("seq")
    assert (last.event, last.ground, last.obligations) == ("entry.accepted", "offer_type", "four_eyes")


def test_new_offer_is_nowhere_before_and_findable_after(world, offer, who):
    proposal = actions.propose_offer(world.kita, NEW, who("steward"))
    assert Offer.objects.count() == 1

    actions.accept(proposal, who("coordinator"))

    made = Offer.objects.get(title="Elterncafé")
    assert made.organisation == world.kita
    assert SearchEntry.objects.filter(offer=made).exists()
    assert made.confirmed_by_function_id == who("steward").function


def test_question_goes_to_whoever_proposed_without_its_words(proposal, world, who):
    actions.send_back(proposal, "Ist das nicht eher eine Krippe?", who("coordinator"))

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == (ProposalState.RETURNED, "Ist das nicht eher eine Krippe?")
    letter = Letter.objects.get()
    assert letter.to == world.users["steward"].email
    assert "Krippe" not in letter.text
    assert str(proposal.pk) in letter.text


@pytest.mark.parametrize("again", [actions.accept, lambda proposal, who: actions.send_back(proposal, "?", who)])
def test_nobody_decides_twice(proposal, who, again):
    actions.accept(proposal, who("coordinator"))

    with pytest.raises(DomainError, match="schon entschieden"):
        again(proposal, who("coordinator"))


def test_own_proposal_needs_a_second_person(offer, who):
    offer.contact_point.is_emergency = True
    offer.contact_point.save()
    seen = keeping.fingerprint(keeping.read(offer.contact_point))
    proposal = actions.change(
        EntryKind.CONTACT_POINT, offer.contact_point.pk, {"email": "neu@example.org"}, base=seen, who=who("coordinator")
    ).proposal

    with pytest.raises(DomainError, match="zweite Person"):
        actions.accept(proposal, who("coordinator"))


def test_database_holds_the_two_people(proposal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state="accepted", decided_at=proposal.proposed_at, decided_person=proposal.proposed_person
        )


def test_second_proposal_of_a_kind_waits_for_the_answer(offer, proposal, who):
    base = keeping.fingerprint(keeping.read(offer))

    with pytest.raises(DomainError, match="wartet schon ein Vorschlag"):
        actions.change(EntryKind.OFFER, offer.pk, {"offer_type": "hort"}, base=base, who=who("lead"))


def test_own_proposal_can_be_taken_back_until_it_is_decided(proposal, who):
    actions.withdraw(proposal, who("steward"))

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    with pytest.raises(DomainError, match="schon entschieden"):
        actions.accept(proposal, who("coordinator"))


def test_entry_that_went_meanwhile_is_said_to_be_gone(offer, proposal, who):
    offer.delete()

    with pytest.raises(DomainError, match="gibt es nicht mehr"):
        actions.accept(proposal, who("coordinator"))
