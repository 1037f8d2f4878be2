"""Validity of regions over time, and what the examples count for."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from schutznetz.regions.access import find_places, locate
from schutznetz.regions.models import PLZ, Gemeinde, Kreis, PLZGemeinde
from tests.factories import constraints_of, make_gemeinde, make_kreis, make_land, refused_by

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
    make_kreis("14902", "Landkreis Leerfeld")
    make_gemeinde(lat=None, lon=None)

    assert find_places("Auental")[0].position is None
    assert find_places("Landkreis Leerfeld")[0].position is None


def test_middle_of_a_kreis_is_that_of_the_gemeinden_whose_position_is_known():
    kreis = make_kreis("14902", "Landkreis Bergau")
    make_gemeinde(lat=None, lon=None, kreis=kreis)
    make_gemeinde("Bergen", "14902020", lat=50.0, lon=12.0, plz="09902", kreis=kreis)
    make_gemeinde("Bernau", "14902030", lat=51.0, lon=13.0, plz="09903", kreis=kreis)

    assert find_places("Landkreis Bergau")[0].position == (50.5, 12.5)


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


BROKEN = {
    "kreis_validity": lambda: make_kreis(valid_from=date(2012, 1, 2), valid_until=date(2012, 1, 1)),
    "gemeinde_validity": lambda: make_gemeinde(valid_from=date(2012, 1, 2), valid_until=date(2012, 1, 1)),
    "gemeinde_coordinates_together": lambda: make_gemeinde(lat=50.0, lon=None, plz=""),
    "plz_five_digits": lambda: PLZ.objects.create(code="0911"),
    "plz_gemeinde_once": lambda: PLZGemeinde.objects.create(plz_id="09901", gemeinde=make_gemeinde()),
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_database_refuses(constraint):
    with refused_by(constraint):
        BROKEN[constraint]()


def test_every_constraint_was_broken():
    assert constraints_of("regions") == BROKEN.keys()


@pytest.mark.parametrize("code", ["", "0911", "abcde", "٠٩١١١"])
def test_only_five_digits_are_a_plz(code):
    with refused_by("plz_five_digits"):
        PLZ.objects.create(code=code)


def test_land_has_an_iso_code_of_its_own():
    make_land("14", iso="DE-SN")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_land("13", iso="DE-SN")


def test_region_with_rows_below_it_cannot_be_removed():
    gemeinde = make_gemeinde()

    with pytest.raises(ProtectedError):
        gemeinde.kreis.delete()
    with pytest.raises(ProtectedError):
        gemeinde.kreis.land.delete()
