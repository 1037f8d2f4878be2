"""A new offer is read once more, then proposed; who decides puts it into the portal at once."""

import pytest

from schutznetz.audit.models import Entry
from schutznetz.common import kept
from schutznetz.directory.models import Offer, Proposal, SearchEntry
from tests.directory.keeping.pages import save, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(world, offer):
    kept.forget_all()
    return f"/konto/einrichtung/{world.kita.pk}/angebot-neu/"


def add(client, path, **typed):
    given = {"title": "Elterncafé", "offer_type": "kita", "targets": ["parents"], "age_to": "3. Geburtstag", **typed}
    preview = save(client, path, **given)
    return preview, save(client, path, page=preview)


def test_proposal_is_shown_first_then_waits_and_says_how_it_goes_on(world, path):
    preview, answer = add(world.client("steward"), path)

    assert "So wird es im Portal stehen Elterncafé (Kindertagesstätte). Für wen: Eltern" in words(preview)
    assert Proposal.objects.get().values["age_to"] == 35
    assert "Wie es weitergeht" in words(answer)
    assert "wartet auf Freigabe" in words(answer)
    assert not Offer.objects.filter(title="Elterncafé").exists()


def test_nothing_waits_before_it_was_read_once_more(world, path):
    save(world.client("steward"), path, title="Elterncafé", offer_type="kita")

    assert not Proposal.objects.exists()


def test_whoever_changes_the_text_reads_it_again(world, path):
    client = world.client("steward")
    preview = save(client, path, title="Elterncafé", offer_type="kita")

    again = save(client, path, page=preview, title="Vätercafé")

    assert "Vätercafé (Kindertagesstätte)" in words(again)
    assert not Proposal.objects.exists()


def test_accepted_it_is_found_with_everything(world, path):
    add(world.client("steward"), path, languages=["ar"], flags=["anonymous"])

    world.client("coordinator").post(f"/konto/vorschlag/{Proposal.objects.get().pk}/freigeben/")

    made = Offer.objects.get(title="Elterncafé")
    assert SearchEntry.objects.filter(offer=made).exists()
    assert [row.code for row in made.languages.all()] == ["ar"]


def test_coordination_adds_at_once(world, path):
    _, answer = add(world.client("coordinator"), path)

    assert "Das Angebot steht jetzt im Portal" in words(answer)
    made = Offer.objects.get(title="Elterncafé")
    assert made.confirmed_at == Entry.objects.get(event="entry.confirmed").utc
    assert list(Entry.objects.filter(about_id=made.pk).order_by("seq").values_list("event", flat=True)) == [
        "entry.added", "entry.confirmed",
    ]  # fmt: skip
