"""A change is live at once, findable at once, and never the last word: the state before is kept and comes back."""

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.directory import actions, keeping
from schutznetz.directory.enums import EntryKind, Origin, ProposalState
from schutznetz.directory.models import OpenInterval, Proposal, SearchText, Version
from tests.factories import make_type

pytestmark = pytest.mark.django_db


def base(entry):
    return keeping.fingerprint(keeping.read(entry))


def change(entry, who, **values):
    kind = keeping.kind_of(entry)
    kept = actions.change(kind, entry.pk, values, base=base(entry), who=who)
    entry.refresh_from_db()
    return kept


def events():
    return list(Entry.objects.order_by("seq").values_list("event", flat=True))


def test_new_hours_are_live_and_the_old_ones_stay_in_the_history(offer, who):
    point = offer.contact_point

    change(point, who("steward"), hours="Mo-Th 09:00-12:00", phones=[["+493023125199", "phone", ""]])

    assert point.hours == "Mo-Th 09:00-12:00"
    assert [row.number for row in point.phone_numbers.all()] == ["+493023125199"]
    found, changed = Version.objects.order_by("number")
    assert (found.origin, found.values["hours"], found.function) == (Origin.FOUND, "Mo-Fr 08:00-16:00", None)
    assert (changed.origin, changed.values["hours"]) == (Origin.CHANGED, "Mo-Th 09:00-12:00")
    assert changed.person == who("steward").person
    assert events() == ["entry.changed"]
    days = {timezone.localtime(row.begins).weekday() for row in OpenInterval.objects.filter(contact_point=point)}
    assert days == {0, 1, 2, 3}


def test_changed_words_are_found_at_once(offer, who):
    change(offer, who("steward"), title="Waldkrippe Auental", targets=["parents"], languages=["de", "ar"])

    assert "waldkripp" in SearchText.objects.get().title
    assert [row.code for row in offer.traits.all()] == ["parents"]
    assert sorted(row.code for row in offer.languages.all()) == ["ar", "de"]


def test_name_of_the_house_is_found_at_once(offer, world, who):
    change(world.kita, who("lead"), name="Kita Sternwinkel")

    assert "sternwinkel" in SearchText.objects.get().organisation


def test_saving_the_whole_entry_confirms_it(offer, who):
    values = keeping.read(offer) | {"summary": "Plätze für Kinder unter drei."}

    actions.change(EntryKind.OFFER, offer.pk, values, base=base(offer), who=who("steward"), confirms=True)

    offer.refresh_from_db()
    assert offer.confirmed_by_function_id == who("steward").function
    assert offer.confirmed_at == Entry.objects.get(event="entry.confirmed").utc


def test_nothing_changed_leaves_no_version(offer, who):
    kept = change(offer, who("steward"), title=offer.title)

    assert kept == actions.Kept(None, None)
    assert not Version.objects.exists()
    assert events() == []


def test_second_of_two_is_told_and_nothing_is_overwritten(offer, who):
    seen = base(offer)
    change(offer, who("steward"), title="Zuerst")

    with pytest.raises(actions.ChangedMeanwhile) as refused:
        actions.change(EntryKind.OFFER, offer.pk, {"title": "Danach"}, base=seen, who=who("lead"))

    offer.refresh_from_db()
    assert offer.title == refused.value.now["title"] == "Zuerst"
    assert refused.value.base == base(offer)


def test_earlier_state_comes_back_as_a_version_of_its_own(offer, who):
    change(offer, who("steward"), title="Vertippt", free_places=None)
    change(offer, who("steward"), summary="Noch einer")

    actions.restore(Version.objects.get(number=1), who("lead"))

    offer.refresh_from_db()
    assert (offer.title, offer.summary) == ("Krippe Auental", "")
    assert list(Version.objects.order_by("number").values_list("origin", flat=True)) == [
        "found", "changed", "changed", "restored",
    ]  # fmt: skip
    assert events()[-1] == "entry.restored"


def test_state_that_a_list_brought_in_between_is_not_lost(offer, who):
    change(offer, who("steward"), title="Von Hand")
    offer.summary = "Aus der neuen Liste"
    offer.save()

    change(offer, who("steward"), title="Wieder von Hand")

    stages = Version.objects.order_by("number").values_list("origin", "values__title", "values__summary")
    assert list(stages) == [
        ("found", "Krippe Auental", ""),
        ("changed", "Von Hand", ""),
        ("found", "Von Hand", "Aus der neuen Liste"),
        ("changed", "Wieder von Hand", "Aus der neuen Liste"),
    ]


def test_state_with_a_site_that_is_gone_is_refused_with_a_sentence(offer, who):
    change(offer, who("steward"), title="Anders")
    version = Version.objects.get(number=1)
    offer.site.delete()

    with pytest.raises(DomainError, match="passen nicht zusammen"):
        actions.restore(version, who("lead"))


def test_entry_that_is_gone_is_said_to_be(offer, who):
    key, seen = offer.pk, base(offer)
    offer.delete()

    with pytest.raises(DomainError, match="gibt es nicht mehr"):
        actions.change(EntryKind.OFFER, key, {"title": "x"}, base=seen, who=who("steward"))


def test_capacity_without_a_date_is_refused_in_words(offer, who):
    with pytest.raises(DomainError, match="gehört ein Datum"):
        change(offer, who("steward"), free_places=3)


def test_only_the_kind_waits_the_rest_is_live(offer, who):
    make_type("hort", "Hort")

    kept = change(offer, who("steward"), title="Hort Auental", offer_type="hort")

    assert (offer.title, offer.offer_type_id) == ("Hort Auental", "kita")
    assert kept.proposal.state == ProposalState.WAITING
    assert kept.proposal.values == {"offer_type": "hort"}


def test_coordination_changes_the_kind_alone(offer, who):
    make_type("hort", "Hort")

    change(offer, who("coordinator"), offer_type="hort")

    assert offer.offer_type_id == "hort"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["steward", "coordinator"])
def test_emergency_contact_needs_two_people_whoever_asks(offer, who, name):
    point = offer.contact_point
    point.is_emergency = True
    point.save()

    kept = change(point, who(name), phones=[["+493023125188", "phone", ""]], audience="für alle")

    assert point.audience == "für alle"
    assert [row.number for row in point.phone_numbers.all()] != ["+493023125188"]
    assert kept.proposal.values == {"phones": [["+493023125188", "phone", ""]]}
