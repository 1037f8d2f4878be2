"""The shipped tables against reference tables that are not ours: right, ambiguous, wrong."""

import pytest

from tests.regions import reference


@pytest.fixture(scope="module")
def folder(test_data):
    return test_data / "regions"


@pytest.fixture(scope="module")
def counts(folder):
    return reference.compare_plz(folder)


@pytest.mark.parametrize("land", ["13", "14"])
def test_no_plz_of_saxony_and_mecklenburg_leads_to_a_wrong_kreis(counts, land):
    assert counts[land].wrong_plz == []
    assert counts[land].crossing_found == counts[land].crossing > 0


def test_nearly_every_plz_of_germany_leads_to_exactly_its_kreise(counts):
    germany = counts[reference.GERMANY]

    assert germany.total > 8000
    assert germany.right / germany.total >= 0.995
    assert germany.wrong / germany.total <= 0.001


@pytest.mark.parametrize(("land", "number"), [("14", 418), ("13", 724)])
def test_gemeinden_of_saxony_and_mecklenburg_are_complete(folder, land, number):
    assert reference.compare_gemeinden(folder)[land] == reference.GemeindeCount(number, [], [])


def test_no_gemeinde_of_germany_is_missing_or_invented(folder):
    germany = reference.compare_gemeinden(folder)[reference.GERMANY]

    assert (germany.missing, germany.extra) == ([], [])


def test_places_stand_in_their_kreis(folder):
    checked, right, wrong = reference.compare_orte(folder)

    assert checked > 9000
    assert right / checked >= 0.998, wrong
