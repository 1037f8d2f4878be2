"""An offer is findable, or withdrawn, in the same transaction as its change."""

import uuid

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from schutznetz.directory.models import OLDEST_MONTHS, Offer, OfferType, SearchEntry, SearchTerm, SearchText
from schutznetz.directory.search import engine, index
from schutznetz.networks.enums import Visibility
from tests.factories import (
    NOW,
    make_confidential_site,
    make_contact_point,
    make_gemeinde,
    make_kreis,
    make_offer,
    make_organisation,
    make_site,
    make_type,
)

pytestmark = pytest.mark.django_db


def find(text):
    found = dict(Offer.objects.values_list("pk", "title"))
    return [found[hit.offer_id] for hit in engine.search(engine.Query(text), limit=10).hits]


def assert_in_step():
    """SQLite can say whether its full text and the table beside it agree; PostgreSQL keeps them in one row."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO directory_searchtext_fts(directory_searchtext_fts, rank) VALUES('integrity-check', 1)"
            )


def test_changed_offer_is_found_by_its_new_words_and_not_by_the_old():
    offer = make_offer("Krabbelkreis")

    Offer.objects.filter(pk=offer.pk).update(title="Dudelsack")
    index.update([offer.pk])

    assert (find("Krabbelkreis"), find("Dudelsack")) == ([], ["Dudelsack"])
    assert_in_step()


@pytest.mark.parametrize("visibility", [Visibility.NETWORK, Visibility.CONFIDENTIAL])
def test_withdrawn_offer_disappears_in_the_same_transaction(visibility):
    offer = make_offer("Krabbelkreis")

    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(visibility=visibility)
        index.update([offer.pk])

        assert engine.search(engine.Query("Krabbelkreis"), limit=10).total == 0
        assert engine.search(engine.Query(), limit=10).total == 0
    Offer.objects.filter(pk=offer.pk).update(visibility=Visibility.PUBLIC)
    index.update([offer.pk])

    assert find("Krabbelkreis") == ["Krabbelkreis"]
    assert_in_step()


def test_removed_offer_disappears_in_the_same_transaction():
    offer = make_offer("Krabbelkreis")

    with transaction.atomic():
        offer.delete()

        assert engine.search(engine.Query("Krabbelkreis"), limit=10).total == 0
    index.update([offer.pk])
    assert engine.search(engine.Query("Krabbelkreis"), limit=10).hits == []


def test_change_that_is_taken_back_leaves_nothing():
    kept = make_offer("Krabbelkreis")

    with transaction.atomic():
        make_offer("Dudelsack")
        Offer.objects.filter(pk=kept.pk).update(title="Trommel")
        index.update([kept.pk])
        assert (find("Dudelsack"), find("Trommel"), find("Krabbelkreis")) == (["Dudelsack"], ["Trommel"], [])
        transaction.set_rollback(True)

    assert (find("Dudelsack"), find("Trommel"), find("Krabbelkreis")) == ([], [], ["Krabbelkreis"])
    assert_in_step()


def test_indexing_again_makes_no_second_entry():
    offer = make_offer("Krabbelkreis")

    index.update([offer.pk, offer.pk])
    index.update([offer.pk])

    assert SearchEntry.objects.count() == 1
    assert find("Krabbelkreis") == ["Krabbelkreis"]


def test_nothing_and_the_unknown_can_be_indexed():
    index.update([])
    index.update([uuid.UUID(int=7)])

    assert not SearchEntry.objects.exists()


def test_more_offers_than_one_batch(monkeypatch):
    monkeypatch.setattr(index, "BATCH", 2)
    offers = [make_offer(f"Krabbelkreis {number}") for number in range(5)]

    index.update([offer.pk for offer in offers])

    assert index.rebuild() == SearchEntry.objects.count() == 5
    assert len(find("Krabbelkreis")) == 5


def test_rebuilding_heals_an_index_that_is_out_of_step():
    offer = make_offer("Krabbelkreis")
    SearchText.objects.update(title="kaputt", body="")
    make_offer("Dudelsack").delete()

    call_command("rebuild_search", verbosity=0)

    assert (find("Krabbelkreis"), find("kaputt")) == (["Krabbelkreis"], [])
    assert engine.search(engine.Query("Dudelsack"), limit=10).total == 0
    index.update([offer.pk])
    assert find("Krabbelkreis") == ["Krabbelkreis"]
    assert_in_step()


def test_rebuilding_forgets_words_that_no_longer_occur():
    make_offer("Dudelsack").delete()
    make_offer("Krabbelkreis")
    assert SearchTerm.objects.filter(term="dudelsack").exists()

    index.rebuild()

    assert not SearchTerm.objects.filter(term="dudelsack").exists()


def test_entry_holds_what_the_filters_ask():
    gemeinde = make_gemeinde("Moosbach", "14901020", plz="09902", lat=50.9, lon=13.0)
    contact_point = make_contact_point()
    offer = make_offer(
        "Krabbelkreis",
        site=make_site(gemeinde=gemeinde, barrier="yes"),
        contact_point=contact_point,
        for_pregnancy=True,
        age_from=3,
        access="open",
        cost="free",
        free_places=2,
        capacity_on=NOW.date(),
        confirmed_at=NOW,
    )

    row = SearchEntry.objects.filter(offer=offer).values().get()

    columns = {
        name: value for name, value in row.items() if name not in {"id", "title", "organisation", "body", "place"}
    }
    assert columns == {
        "offer_id": offer.pk,
        "offer_type_id": "erziehungsberatung",
        "kreis": "14901",
        "gemeinde": "14901020",
        "area": "local",
        "land": "",
        "plz": "09902",
        "lat": 50.9,
        "lon": 13.0,
        "age_from": -1,
        "age_to": OLDEST_MONTHS,
        "access": "open",
        "cost": "free",
        "confirmed_on": NOW.date(),
        "contact_point": contact_point.pk,
        "barrier_free": True,
        "free_places": True,
    }


@pytest.mark.parametrize(
    ("site", "catchment", "others", "kreis"),
    [
        ("14901", ["14902"], [], "14901"),
        (None, ["14902"], ["14901"], "14902"),
        (None, [], ["14901"], "14901"),
        (None, ["14901", "14902"], [], ""),
        (None, [], ["14901", "14902"], ""),
        (None, [], [], ""),
    ],
)
def test_kreis_of_an_offer_is_that_of_its_site_its_catchment_or_its_organisation(site, catchment, others, kreis):
    organisation = make_organisation()

    def place(ags):
        number = ags[-1]
        return make_gemeinde(
            f"Ort {number}", f"{ags}010", kreis=make_kreis(ags, f"Landkreis {number}"), plz=f"0990{number}"
        )

    for ags in others:
        make_site(organisation, place(ags))
    offer = make_offer(
        organisation=organisation,
        site=make_site(make_organisation(), place(site)) if site else None,
        catchment=[place(ags).kreis for ags in catchment],
        contact_point=None,
    )

    assert offer.search_entry.kreis == kreis


def test_confidential_place_still_belongs_to_its_kreis():
    offer = make_offer("Zuflucht", site=make_confidential_site())

    assert (offer.search_entry.kreis, offer.search_entry.gemeinde) == ("14901", "")


def test_very_long_text_can_be_indexed():
    make_offer("Krabbelkreis", description="Wort " * 50_000 + "x" * 5000)

    assert find("Krabbelkreis") == ["Krabbelkreis"]


def test_strange_letters_can_be_indexed():
    make_offer("Krabbelkreis", description="½ \uff9e \u037a ﷺ ŀ 𝔯𝔞𝔱 1e400 8a-8b http://x.example/a?b=c 1⁄2")

    assert find("Krabbelkreis") == ["Krabbelkreis"]


def test_word_for_a_type_that_is_added_is_understood_at_once():
    make_offer("Rat", offer_type=make_type("schreiambulanz", "Schreiambulanz"))
    assert find("Krümelhaus") == []

    make_type("schreiambulanz", synonyms=["Krümelhaus"])

    assert find("Krümelhaus") == ["Rat"]
    assert OfferType.objects.count() == 1
