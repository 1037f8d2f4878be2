"""Two people change the same entry at the same time: nothing is lost, and the second one sees what the first did."""

import pytest

from schutznetz.directory.models import Version
from tests.directory.keeping.pages import form_of, save, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(offer):
    return f"/konto/kontakt/{offer.contact_point_id}/"


@pytest.fixture
def steward(world):
    return world.client("steward")


@pytest.fixture
def lead(world):
    return world.client("lead")


def say(offer):
    offer.contact_point.refresh_from_db()
    return offer.contact_point.hours, offer.contact_point.email


def test_second_sees_both_versions_with_the_typed_text_intact_and_saves_on_top(steward, lead, path, offer):
    open_page = steward.get(path)
    save(lead, path, hours="Mo-Fr 9-12 Uhr")

    page = save(steward, path, page=open_page, hours="Di 14–18 Uhr", email="neu@example.org")

    assert page.status_code == 409
    said = words(page)
    assert "Noch nicht gespeichert Leitung hat diesen Eintrag am" in said
    assert "Was inzwischen geändert wurde Zeiten bisher Mo–Fr 8–16 Uhr neu Mo–Fr 9–12 Uhr" in said
    assert "Was Sie eingegeben haben E-Mail im Portal kita@example.org von Ihnen neu@example.org" in said
    assert "Zeiten im Portal Mo–Fr 9–12 Uhr von Ihnen Di 14–18 Uhr" in said
    assert "Di 14–18 Uhr" in form_of(page).select_one("textarea[name=hours]").text
    assert say(offer) == ("Mo-Fr 09:00-12:00", "kita@example.org")

    save(steward, path, page=page)

    assert say(offer) == ("Tu 14:00-18:00", "neu@example.org")
    assert [version.values["hours"] for version in Version.objects.order_by("number")] == [
        "Mo-Fr 08:00-16:00", "Mo-Fr 09:00-12:00", "Tu 14:00-18:00",
    ]  # fmt: skip


def test_what_the_second_did_not_touch_comes_from_the_first(steward, lead, path, offer):
    open_page = steward.get(path)
    save(lead, path, hours="Mo-Fr 9-12 Uhr", number_0="030 23125198")

    page = save(steward, path, page=open_page, email="neu@example.org")
    save(steward, path, page=page)

    assert say(offer) == ("Mo-Fr 09:00-12:00", "neu@example.org")
    assert [row.number for row in offer.contact_point.phone_numbers.all()] == ["+493023125198"]


def test_changes_of_different_parts_do_not_disturb_each_other(steward, lead, path, offer):
    open_page = steward.get(f"{path}zeiten/")
    save(lead, path, email="neu@example.org")

    answer = save(steward, f"{path}zeiten/", page=open_page, hours="Di 14–18 Uhr")

    assert answer.status_code == 200
    assert say(offer) == ("Tu 14:00-18:00", "neu@example.org")


def test_both_typed_the_same(steward, lead, path, offer):
    open_page = steward.get(path)
    save(lead, path, hours="Mo-Fr 9-12 Uhr")

    page = save(steward, path, page=open_page, hours="Mo-Fr 9-12 Uhr")

    assert "Genau das steht schon so im Portal" in words(page)


@pytest.mark.parametrize("mark", ["", "erfunden", "0" * 24])
def test_mark_that_nobody_gave_out_changes_nothing(mark, steward, path, offer):
    page = save(steward, path, base=mark, hours="Di 14–18 Uhr")

    assert page.status_code == 409
    assert say(offer)[0] == "Mo-Fr 08:00-16:00"
    assert "Di 14–18 Uhr" in page.text


def test_offer_keeps_what_was_ticked(steward, lead, offer):
    path = f"/konto/angebot/{offer.pk}/"
    open_page = steward.get(path)
    save(lead, path, summary="Vom ersten")

    page = save(steward, path, page=open_page, targets=["parents", "fathers"], for_pregnancy="on")
    save(steward, path, page=page)

    offer.refresh_from_db()
    assert (offer.summary, offer.for_pregnancy) == ("Vom ersten", True)
    assert {row.code for row in offer.traits.all()} == {"parents", "fathers"}
