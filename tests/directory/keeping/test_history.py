"""Every entry says how it became what it is, and goes back with one button."""

import pytest

from schutznetz.common import kept
from schutznetz.directory.models import Proposal, Version
from tests.directory.keeping.pages import save, words
from tests.factories import make_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def steward(world):
    return world.client("steward")


def restore(client, number):
    return client.post(f"/konto/fassung/{Version.objects.get(number=number).pk}/wiederherstellen/", follow=True)


def test_history_says_who_when_and_what(steward, offer):
    path = f"/konto/kontakt/{offer.contact_point_id}/"
    assert "Noch nichts geändert" in words(steward.get(f"{path}verlauf/"))
    save(steward, path, hours="Di 14–18 Uhr")

    said = words(steward.get(f"{path}verlauf/"))

    assert "Geändert von: Eintragspflege Zeiten bisher Mo–Fr 8–16 Uhr neu Di 14–18 Uhr" in said
    assert said.index("Geändert von") < said.index("So stand es da, bevor hier jemand")
    assert said.count("Diesen Stand wiederherstellen") == 1


def test_one_button_brings_a_state_back(steward, offer):
    path = f"/konto/angebot/{offer.pk}/"
    save(steward, path, title="Vertippt")

    answer = restore(steward, 1)

    offer.refresh_from_db()
    assert offer.title == "Krippe Auental"
    assert "Wiederhergestellt" in words(answer)
    assert "Der Eintrag ist schon so" in words(restore(steward, 1))


def test_state_with_another_kind_of_help_waits(world, steward, offer):
    make_type("hort", "Hort")
    kept.forget_all()
    save(world.client("coordinator"), f"/konto/angebot/{offer.pk}/", offer_type="hort")

    answer = restore(steward, 1)

    assert "Art der Hilfe: wartet auf die Freigabe" in words(answer)
    assert Proposal.objects.get().values == {"offer_type": "kita"}


@pytest.mark.parametrize("path", ["einrichtung/{house}", "standort/{site}", "kontakt/{point}", "angebot/{offer}"])
def test_every_kind_of_entry_has_a_history(path, steward, world, offer):
    keys = {"house": world.kita.pk, "site": offer.site_id, "point": offer.contact_point_id, "offer": offer.pk}

    assert steward.get(f"/konto/{path.format(**keys)}/verlauf/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_history_costs_the_same_for_one_change_and_for_three(number, steward, offer, django_assert_num_queries):
    path = f"/konto/angebot/{offer.pk}/"
    for position in range(number):
        save(steward, path, title=f"Titel {position}", site="" if position % 2 == 0 else str(offer.site_id))
    kept.forget_all()

    with django_assert_num_queries(QUERIES):
        steward.get(f"{path}verlauf/")


# who acts 5; offer, rights 2; versions; sites, contact points, kinds of help that they name
QUERIES = 11
