"""Validity of regions over time, and what the examples count for."""

from datetime import date

import pytest

from schutznetz.regions.access import find_places, locate, middle
from schutznetz.regions.models import Gemeinde, Kreis
from tests.factories import make_gemeinde, make_kreis

pytestmark = pytest.mark.django_db
DAY = date(2012, 3, 4)


@pytest.mark.parametrize(
    ("begins", "ends", "is_valid"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (None, DAY, True),
        (DAY, None, True),
        (date(2012, 3, 5), None, False),
        (None, date(2012, 3, 3), False),
    ],
)
def test_region_is_valid_from_its_first_to_its_last_day(begins, ends, is_valid):
    kreis = make_kreis(valid_from=begins, valid_until=ends)
    gemeinde = make_gemeinde(valid_from=begins, valid_until=ends)

    assert list(Kreis.objects.valid_on(DAY)) == [kreis] * is_valid
    assert list(Gemeinde.objects.valid_on(DAY)) == [gemeinde] * is_valid


def test_region_that_ended_is_no_answer_any_more():
    successor = make_gemeinde("Neuental", "14901020", plz="09902")
    make_gemeinde("Altental", plz="09901", valid_until=DAY, successor=successor)
    make_kreis("14902", "Landkreis Altenberge", valid_until=DAY)

    assert find_places("Altental") == find_places("09901") == find_places("Altenberge") == find_places("Alten") == []
    assert locate("09901", "Altental").candidates == ()
    assert [place.gemeinde for place in find_places("Neuental")] == [successor]


def test_example_counts_in_no_total():
    real = make_kreis()
    make_kreis("14999", "Musterkreis", is_example=True)

    assert list(Kreis.objects.real()) == [real]


def test_middle_of_nothing_is_nowhere():
    without = make_gemeinde(lat=None, lon=None)
    here = make_gemeinde("Bergen", "14901020", lat=50.0, lon=12.0, plz="09902")
    there = make_gemeinde("Bernau", "14901030", lat=51.0, lon=13.0, plz="09903")

    assert middle([]) == middle([without]) == (None, None)
    assert middle([here, without, there]) == (50.5, 12.5)
    assert find_places("Auental")[0].position is None


def test_namesakes_are_told_apart_by_gemeinde_or_kreis():
    bergen = make_gemeinde("Bergen", "14901020", plz="09902")
    make_gemeinde("Moosbach", "14901030", plz="09903").places.create(
        name="Bergen", search_key="bergen", kind="place", kreis=bergen.kreis, source="Test"
    )
    bergen.kreis.places.create(name="Bergen", search_key="bergen", kind="place", source="Test")
    make_gemeinde("Bergen", "14902010", kreis=make_kreis("14902", "Stadt Bergen"), plz="09902")

    expected = ["Bergen (Landkreis Auental)", "Stadt Bergen", "Bergen, Moosbach (Landkreis Auental)"]
    assert [place.label for place in find_places("Bergen")] == expected
    assert [[place.label for place in find_places(label)] for label in expected] == [[label] for label in expected]
    assert [place.label for place in find_places("Bergen, Moosbach")] == expected[2:]
    assert [place.label for place in find_places("09902")] == [
        "09902 Bergen (Landkreis Auental)",
        "09902 Bergen (Stadt Bergen)",
    ]
