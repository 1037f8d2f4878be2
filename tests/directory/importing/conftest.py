import pytest

from schutznetz.directory import importing
from schutznetz.directory.importing.types import TypeWords
from tests.factories import NOW, make_gemeinde, make_network, make_type

TYPES = {
    "kita": "Kita",
    "hort": "Hort",
    "schule": "Schule",
    "schulsozialarbeit": "Schulsozialarbeit",
    "frauenhaus": "Frauenhaus",
    "erziehungsberatung": "Erziehungsberatung",
}


@pytest.fixture
def types():
    return TypeWords(TYPES)


@pytest.fixture
def network(db):
    """A network in the Kreis of Auental (PLZ 09901), with the offer types of the tests."""
    for type_id, label in TYPES.items():
        make_type(type_id, label)
    kreis = make_gemeinde().kreis
    return make_network(kreis=kreis)


@pytest.fixture
def load(network, tmp_path):
    """Write a list and read it in; returns the report."""

    def run(text, name="liste.csv", **options):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        options = {"network": network, "now": NOW, **options}
        return importing.run(path, **options)

    return run
