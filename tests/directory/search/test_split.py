"""Places inside a question."""

import pytest

from schutznetz.directory.search import knowledge, places
from tests.factories import make_gemeinde, make_kreis, make_network, make_type

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    """Berge is a Gemeinde and, in the thesaurus, a kind of holiday; Bad Moosbach is a name of two words."""
    make_gemeinde("Berge", "14901010", plz="09901")
    make_gemeinde("Bad Moosbach", "14901020", plz="09902")
    make_gemeinde("Fernau", "14902010", kreis=make_kreis("14902", "Landkreis Fernland"), plz="09903")
    make_type("ferien", "Ferien", synonyms=["Berge"])


@pytest.mark.parametrize(
    ("question", "text", "place"),
    [
        ("Krabbelkreis Bad Moosbach", "Krabbelkreis", "Bad Moosbach"),
        ("Bad Moosbach Krabbelkreis", "Krabbelkreis", "Bad Moosbach"),
        ("Krabbelkreis in Bad Moosbach gesucht", "Krabbelkreis gesucht", "Bad Moosbach"),
        ("Krabbelkreis bei Fernau", "Krabbelkreis", "Fernau"),
        ("krabbelkreis FERNAU", "krabbelkreis", "FERNAU"),
        ("Krabbelkreis 09902", "Krabbelkreis", "09902"),
        # a word that means something else is a place only where the question says so
        ("Kinder in Berge", "Kinder", "Berge"),
        ("Kinder Berge", "Kinder Berge", ""),
        ("Krabbelkreis Nirgendwo", "Krabbelkreis Nirgendwo", ""),
        ("Krabbelkreis 99999", "Krabbelkreis 99999", ""),
        ("Krabbelkreis in der Nacht", "Krabbelkreis in der Nacht", ""),
        ("", "", ""),
        ("in", "in", ""),
    ],
)
def test_place_is_taken_out_of_a_question(question, text, place):
    assert places.split(question, None, knowledge.current()) == places.Split(text, place)


def test_inside_a_network_only_places_of_its_kreis_count():
    network = make_network()

    assert places.split("Krabbelkreis Fernau", network, knowledge.current()).place == ""
    assert places.split("Krabbelkreis Bad Moosbach", network, knowledge.current()).place == "Bad Moosbach"
