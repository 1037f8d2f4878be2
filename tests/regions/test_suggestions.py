"""Places while somebody types: beginnings of names and PLZ, in one Kreis or everywhere."""

import pytest

from schutznetz.regions.access import suggest_places
from tests.factories import make_gemeinde, make_kreis

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    example = make_kreis("14999", "Musterkreis", is_example=True)
    make_gemeinde("Auental", "14901010", plz="09901")
    make_gemeinde("Auerode", "14902010", kreis=make_kreis("14902", "Stadt Auerode"), plz="09902")
    make_gemeinde("Oberau", "14901030", plz="09902")
    make_gemeinde("Auenrode", "14999020", kreis=example, plz="00102")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("au", ["Stadt Auerode", "Landkreis Auental", "Auental (Landkreis Auental)"]),
        ("AUENT", ["Landkreis Auental", "Auental (Landkreis Auental)"]),
        ("ober", ["Oberau (Landkreis Auental)"]),
        ("0990", ["09901 Auental", "09902 Auerode", "09902 Oberau"]),
        ("09902", ["09902 Auerode", "09902 Oberau"]),
        ("a", []),
        ("", []),
        ("\x00", []),
        ("²", []),
        ("099020", []),
        ("Dudelsack", []),
        # the example answers for nobody
        ("001", []),
        ("auenr", []),
        ("muster", []),
        ("x" * 200_000, []),
        ("9" * 200_000, []),
    ],
    ids=lambda value: repr(value[:9]) if isinstance(value, str) else None,
)
def test_beginning_leads_to_these_places(typed, expected):
    assert suggest_places(typed) == expected


def test_inside_a_kreis_only_its_own_places_are_suggested():
    auental = make_gemeinde().kreis
    example = make_kreis("14999")

    assert suggest_places("au", auental) == ["Landkreis Auental", "Auental (Landkreis Auental)"]
    assert suggest_places("09902", auental) == ["09902 Oberau"]
    assert suggest_places("au", example) == ["Auenrode (Musterkreis)"]
    assert suggest_places("00", example) == ["00102 Auenrode"]


def test_no_more_places_than_fit():
    for number in range(12):
        make_gemeinde(f"Auendorf {number}", f"14901{number + 100}", plz="")

    assert len(suggest_places("auen")) == 8
    assert len(suggest_places("auen", limit=3)) == 3
