"""What a record must have to be kept."""

import pytest

from schutznetz.exchange.importing import Fault, Said
from schutznetz.exchange.importing.checking import Unsound, parsed, sound
from tests.exchange.homes import key, organization, service


def deep(levels):
    found = {}
    for _ in range(levels):
        found = {"below": found}
    return found


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([], "Kennung"),
        (service("x") | {"id": "17"}, "Kennung"),
        (service(" "), "keinen Namen"),
        (service("x", note="\0"), "speichern"),
        (service("x", note=[{"\ud800": 1}]), "speichern"),
        (service("x", below=deep(30)), "verschachtelt"),
        (service("x", contacts={"name": "y"}), "keine Liste"),
        (service("x", locations=[1]), "keine Liste"),
        (service("x", note="x" * 5_000_000), "zu groß"),
        ({"id": key("x"), "service_id": key("y"), "location_id": key("z")}, "Verbindung"),
    ],
    ids=range(10),
)  # fmt: skip
def test_unsound_record_is_a_fault_with_a_sentence(raw, words):
    found = sound(raw, "Zeile 1")

    assert isinstance(found, Fault)
    assert words in found.what


@pytest.mark.parametrize("text", ["{", "NaN", '{"a": 1e999}', "[" * 100_000, "9" * 5000, b'"\xff"'], ids=range(6))
def test_what_no_database_keeps_is_no_json(text):
    with pytest.raises(Unsound):
        parsed(text)


def test_kind_is_known_by_what_the_record_has():
    place = {"id": key("x"), "location_type": "virtual"}
    term = {"id": key("x"), "name": "x", "taxonomy": "y"}
    kinds = [sound(raw, "") for raw in (service("x"), organization("x"), place, term)]

    assert [found.kind for found in kinds if isinstance(found, Said)] == [
        "service", "organization", "location", "taxonomy_term",
    ]  # fmt: skip
