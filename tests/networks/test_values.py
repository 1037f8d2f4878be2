"""What a network says about itself: checked, with Stand and source, and what it said before stays readable."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schutznetz.audit.models import Entry
from schutznetz.common.errors import DomainError
from schutznetz.networks import access
from schutznetz.networks.actions import check_value, set_values
from schutznetz.networks.enums import ValueKey
from schutznetz.networks.models import Network, NetworkValue

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(world):
    return access.acting_in(world.membership("coordinator"), "")


def say(world, by=None, **said):
    values = {ValueKey(key): text for key, text in said.items()}
    return set_values(world.home, values, stand=timezone.localdate(), source="Jugendamt", by=by)


def test_value_is_kept_with_stand_source_and_function(world, coordinator):
    assert say(world, coordinator, welcome="Schön, dass Sie da sind.") == [ValueKey.WELCOME]

    row = access.values_of(world.home)[ValueKey.WELCOME]
    assert (row.value, row.stand, row.source) == ("Schön, dass Sie da sind.", timezone.localdate(), "Jugendamt")
    assert row.set_by_id == coordinator.function


def test_new_value_ends_the_one_before_and_both_stay(world):
    say(world, welcome="Erst so.")
    say(world, welcome="Dann so.")

    assert access.said_by(world.home)[ValueKey.WELCOME] == "Dann so."
    assert [row.value for row in access.earlier_values(world.home)] == ["Erst so."]


def test_what_stays_the_same_is_not_written_again(world):
    say(world, welcome="Gleich.")

    assert say(world, welcome="Gleich.", name=world.home.name) == []
    assert NetworkValue.objects.count() == 1


def test_name_colour_and_interval_reach_the_row_that_pages_read(world):
    say(world, name="Netz Auental", accent="green", confirm_every_days="90")

    row = Network.objects.get(pk=world.home.pk)
    assert (row.name, row.accent, row.confirm_every_days) == ("Netz Auental", "green", 90)


def test_value_can_be_taken_back_but_not_the_name(world):
    say(world, welcome="Da.")
    say(world, welcome="")

    assert access.said_by(world.home)[ValueKey.WELCOME] == ""
    with pytest.raises(DomainError, match="Name: Bitte machen Sie eine Angabe"):
        say(world, name=" ")


def test_log_says_which_value_changed_and_never_the_text(world, coordinator):
    say(world, coordinator, imprint="Kreis Auental, Am Markt 1")

    entry = Entry.objects.get(event="network.value_set")
    assert (entry.network, entry.ground, entry.function) == (world.home.pk, "imprint", coordinator.function)
    assert "Markt" not in str(list(Entry.objects.values_list()))


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("accent", "pink", "Farbe: Bitte eine von diesen wählen: petrol"),
        ("confirm_every_days", "29", "von 30 bis 730"),
        ("confirm_every_days", "oft", "von 30 bis 730"),
        ("contact_phone", "12", "Telefon: Bitte eine Nummer mit Vorwahl"),
        ("contact_email", "amt", "E-Mail: Bitte so angeben"),
        ("welcome", "x" * 201, "höchstens 200 Zeichen"),
    ],
)
def test_unusable_value_is_refused_with_a_sentence(key, text, sentence):
    with pytest.raises(DomainError, match=sentence):
        check_value(ValueKey(key), text)


def test_phone_is_kept_as_it_is_dialled():
    assert check_value(ValueKey.CONTACT_PHONE, "030 23125100") == "+493023125100"


def test_stand_is_not_in_the_future_and_the_source_is_named(world):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(DomainError, match="Zukunft"):
        set_values(world.home, {}, stand=tomorrow, source="Jugendamt", by=None)
    with pytest.raises(DomainError, match="woher"):
        set_values(world.home, {}, stand=timezone.localdate(), source=" ", by=None)
