"""Kinds of help while somebody types; what others have searched is never among them."""

import pytest

from schutznetz.directory.search.suggest import MOST, Suggestions, topics
from tests.directory.reading import read
from tests.factories import make_gemeinde, make_network, make_offer, make_type

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _types():
    make_type("hebamme", "Hebamme", synonyms=["Hebammensprechstunde", "wer kommt nach der geburt"])
    make_type("erziehungsberatung", "Erziehungs- und Familienberatung", synonyms=["Rat für Familien"])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("heb", ["Hebamme", "Hebammensprechstunde"]),
        ("HEBAMMENS", ["Hebammensprechstunde"]),
        # every word may begin it, the first one before the others
        ("fam", ["Erziehungs- und Familienberatung", "Rat für Familien"]),
        ("rat", ["Rat für Familien"]),
        # phrases of the thesaurus are made for matching, not for reading
        ("wer", []),
        ("h", []),
        ("", []),
        ("\x00", []),
        ("Dudelsack", []),
    ],
)
def test_beginning_leads_to_these_kinds_of_help(typed, expected):
    assert topics().beginning_with(typed) == expected


def test_no_more_than_fit_and_the_shortest_first():
    found = Suggestions.of({f"Hilfe {'x' * number}": 0 for number in range(1, 20)}).beginning_with("hil")

    assert len(found) == MOST
    assert found == sorted(found, key=len)


def options(client, path, **answers):
    return [option["value"] for option in read(client, path, data=answers).find_all("option")]


def test_field_gets_kinds_of_help_or_places(client):
    network = make_network("auental")
    make_gemeinde("Hebenau", "14901020", plz="09902")
    make_offer("Hebelkurs mit Hebamme Ina")

    assert options(client, "/suche/vorschlaege/", q="heb") == ["Hebamme", "Hebammensprechstunde"]
    assert options(client, "/suche/vorschlaege/", ort="heb") == [f"Hebenau ({network.kreis})"]
    assert options(client, "/auental/suche/vorschlaege/", ort="09902") == ["09902 Hebenau"]
    assert options(client, "/suche/vorschlaege/") == []
